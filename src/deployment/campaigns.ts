import { z } from 'zod'
import { bytes, duration, found, quantity, share } from '../input/quantity.js'
import type { Position } from '../input/position.js'
import type { EventKind } from '../srs/event-kind.js'
import { whatsOf } from './events.js'
import { messageSize } from './message-size.js'
import { readMoment } from './moment.js'
import { count } from './quantities.js'
import { word } from './word.js'

/** An image that goes to many devices in blocks, throttled and repaired: one entry of `campaigns:`, checked. */
export interface Campaign {
  name: string
  /** Microseconds since the midnight before the start. */
  at: number
  /** The pairs of which it sends the payload, and how: to each device by itself, to a group, or to all at once. */
  requirementIds: readonly string[]
  cast: (typeof CAMPAIGN_CASTS)[number]
  /** How many devices get it, of how many. */
  devices: number
  of: number
  /** Devices that are begun in an hour, at most; undefined: any number. */
  perHour: number | undefined
  /** The part of the slowest link that it takes, at most; undefined: all that it can get. */
  capacity: number | undefined
  /** Of what goes to each by itself: how many devices of one tree are served at once. */
  inFlight: number
  /** Bytes of the image; undefined: what the payload has. And of a block of it. */
  image: number | undefined
  block: number
  repairRounds: number
  repairAfter: number
  /** Whether the last round goes to each device that still misses something, and no longer to all. */
  lastAlone: boolean
  position: Position
}

/** What is sent to all at once, to a group, or to each; a visit with a field tool is no campaign over a network. */
export const CAMPAIGN_CASTS = ['unicast', 'multicast', 'broadcast'] as const
const UPDATED = ['dap', 'esi', 'fan-gateway', 'feeder-device', 'metrology', 'nic'] as const

const ROUNDS = 'expected a whole number of repair rounds from 0 to 100, such as 3'
const AT_ONCE = 'expected a whole number of devices from 1 to 100000, such as 10'

/** `campaigns:` images that go to many devices, with all that a rollout has beside the image. */
export const campaigns = (kinds: readonly EventKind[]) =>
  z
    .array(
      z.strictObject({
        name: z
          .string({ error: (issue) => `expected a name of its own; found ${found(issue.input)}` })
          .min(1, 'expected a name of its own')
          .meta({ description: 'Names the campaign in the reports.' }),
        at: quantity(readMoment, 'a time, such as "22:00", "2026-06-02 22:00" or "+90 min"').meta({
          description:
            'When it begins: local time on the first day, a date with its time, or + and the time since the start.',
        }),
        what: word(whatsOf(kinds), 'a kind of event')
          .optional()
          .meta({ description: 'What is sent: what waits for this kind of event (payloads/event-kinds.csv).' }),
        of: word(UPDATED, `one of ${UPDATED.join(', ')}`)
          .optional()
          .meta({ description: 'Only updates of this.' }),
        cast: word(CAMPAIGN_CASTS, `one of ${CAMPAIGN_CASTS.join(', ')}`)
          .optional()
          .meta({ description: 'Only what is sent in this form: to each device by itself, to a group, or to all.' }),
        payload: z.string().optional().meta({ description: 'What is sent: a payload by its name, instead of `what`.' }),
        devices: count()
          .refine((value) => value > 0, 'expected at least one device')
          .optional()
          .meta({ description: 'How many devices get it, chosen at random; all, if not said.' }),
        share: share()
          .refine((value) => value > 0, 'expected a share above zero')
          .optional()
          .meta({ description: 'Which part of the devices gets it, instead of a number.' }),
        'per-hour': count()
          .refine((value) => value > 0, 'expected at least one device an hour')
          .optional()
          .meta({
            description:
              'Throttle: devices that are begun in an hour, at most, at even distances; of what is sent to all of a tree, those of the tree are begun together.',
          }),
        capacity: share()
          .refine((value) => value > 0, 'expected a share above zero')
          .optional()
          .meta({
            description:
              'Throttle: the part of the rate of the slowest link on its way that it takes at most, headers included and repetitions of the link not.',
          }),
        'in-flight': z
          .int(AT_ONCE)
          .min(1, AT_ONCE)
          .max(100_000, AT_ONCE)
          .prefault(10)
          .meta({ description: 'Unicast: how many devices of one tree (a DAP) are served at once.', source: 'none' }),
        image: bytes()
          .refine((value) => value > 0, 'expected a size above zero')
          .optional()
          .meta({ description: 'Size of the image, instead of that of the payload.' }),
        block: messageSize()
          .refine((value) => value > 0, 'expected a size above zero')
          .prefault('1 kB')
          .meta({
            description: 'Size of its blocks: what a device misses and gets again are whole blocks.',
            source: 'none',
          }),
        'repair-rounds': z
          .int(ROUNDS)
          .min(0, ROUNDS)
          .max(100, ROUNDS)
          .prefault(3)
          .meta({ description: 'How often the blocks that devices miss are sent again.', source: 'none' }),
        'repair-after': duration().prefault('10 min').meta({
          description: 'From the end of a round to the next: the time in which devices ask for what they miss.',
          source: 'none',
        }),
        'last-repair': z
          .enum(['unicast', 'like-first'], { error: 'expected unicast or like-first' })
          .prefault('unicast')
          .meta({
            description:
              'Of what is sent to all: whether the last repair round goes to each device by itself that still misses blocks, or to all like those before.',
            source: 'none',
          }),
      }),
      {
        error: (issue) =>
          `expected a list of campaigns, such as [{ name: nic, at: "22:00", what: firmware-update, of: nic, cast: broadcast }]; found ${found(issue.input)}`,
      },
    )
    .prefault([])
    .meta({ description: 'Images that go to many devices in blocks: throttled, repaired, beside all other traffic.' })
