import { z } from 'zod'
import { duration, found, quantity } from '../input/quantity.js'
import { readDuration } from '../input/units.js'
import type { Payload } from '../srs/payload.js'
import { messageSize } from './message-size.js'
import { speakingOf } from './payload-patterns.js'

const RESENDS = 'expected a whole number of resends from 0 to 100, such as 3'

type Expiry = number | 'at-bound'

function readExpiry(text: string): { value: Expiry } | { expected: string } {
  const word = text.trim()
  if (word === 'never') return { value: Infinity }
  return word === 'at-bound' ? { value: 'at-bound' } : readDuration(word)
}

const acknowledged = () => z.boolean({ error: (issue) => `expected true or false; found ${found(issue.input)}` })
const timeOut = () => duration().refine((value) => value > 0, 'expected a duration above zero')
const resends = () => z.int(RESENDS).min(0, RESENDS).max(100, RESENDS)
const expires = () =>
  quantity(readExpiry, 'never, at-bound or a duration with its unit, such as "10 min"').refine(
    (value) => value === 'at-bound' || value > 0,
    'expected a duration above zero',
  )

const MEANS = {
  acknowledged:
    'Whether each receiver acknowledges a message, and its sender sends it again where one does not. What is sent to all at once nobody acknowledges.',
  'time-out': 'How long a sender waits for an acknowledgement after it has handed the message to its network.',
  resends: 'How often a message that is not acknowledged is sent again, whole, before it is given up.',
  bytes: 'Bytes of an acknowledgement, without the headers of the networks.',
  expires:
    'How old a message may become before it is dropped at the next link or node that it comes to: never too old, at-bound (its latency bound, or its longest window), or a duration.',
}

/** What may be said of single payloads: the rest is as for all. */
const forSome = z.strictObject({
  acknowledged: acknowledged().optional().meta({ description: MEANS.acknowledged }),
  'time-out': timeOut().optional().meta({ description: MEANS['time-out'] }),
  resends: resends().optional().meta({ description: MEANS.resends }),
  bytes: messageSize().optional().meta({ description: MEANS.bytes }),
  expires: expires().optional().meta({ description: MEANS.expires }),
})

/**
 * `delivery:` whether receivers acknowledge what they get, and what the sender does where they do not. It stands below the payloads of
 * the SRS: an acknowledgement here is no `ack` of the catalogue, which says that a command was carried out.
 */
export const delivery = z
  .strictObject({
    acknowledged: acknowledged().prefault(false).meta({ description: MEANS.acknowledged, source: 'none' }),
    'time-out': timeOut().prefault('60 s').meta({ description: MEANS['time-out'], source: 'UC96, step 2.2' }),
    resends: resends().prefault(3).meta({ description: MEANS.resends, source: 'UC96, step 2.3' }),
    bytes: messageSize().prefault('20 B').meta({ description: MEANS.bytes, source: 'none' }),
    expires: expires().prefault('never').meta({ description: MEANS.expires, source: 'none' }),
    payloads: z.record(z.string(), forSome).prefault({}).meta({
      description:
        'The same for some payloads: by type (cmd, alarm), by name with wildcards (bulk_*), or by name. A name says more than a wildcard, the longer of two wildcards more than the shorter, and all more than a type.',
    }),
  })
  .prefault({})
  .meta({
    description: 'Acknowledgement from end to end, with time-out and resends, and the age at which messages expire.',
  })

export type Delivery = z.output<typeof delivery>

/** What holds for one payload. */
export type DeliveryRules = Omit<Delivery, 'payloads'>

export function deliveryOf({ payloads, ...all }: Delivery, payload: Pick<Payload, 'name' | 'type'>): DeliveryRules {
  const rules: DeliveryRules = { ...all }
  for (const key of speakingOf(Object.keys(payloads), payload)) {
    const some = payloads[key]!
    rules.acknowledged = some.acknowledged ?? rules.acknowledged
    rules['time-out'] = some['time-out'] ?? rules['time-out']
    rules.resends = some.resends ?? rules.resends
    rules.bytes = some.bytes ?? rules.bytes
    rules.expires = some.expires ?? rules.expires
  }
  return rules
}
