import { z } from 'zod'
import { bytes, duration } from '../input/quantity.js'
import { NETWORKS, type Network } from '../srs/network.js'
import type { Level, Payload } from '../srs/payload.js'

/** What each level of one of the three costs; a level that is not named costs nothing. */
function levels<T extends z.ZodType>(value: () => T, of: string, description: string) {
  const level = (name: string) =>
    value()
      .optional()
      .meta({ description: `${description} Where the ${of} of a payload is ${name}.` })
  return z
    .strictObject({ L: level('L'), M: level('M'), H: level('H'), 'not-stated': level('not stated') })
    .optional()
    .meta({ description: `${description} By the ${of} of a payload.` })
}

const costs = <T extends z.ZodType>(value: () => T, description: string) =>
  z
    .strictObject({
      confidentiality: levels(value, 'confidentiality', description),
      integrity: levels(value, 'integrity', description),
      availability: levels(value, 'availability', description),
    })
    .optional()
    .meta({ description })

/** One schema stands for all networks: they differ in nothing. */
function byNetwork<T extends z.ZodType>(value: () => T, description: string) {
  const each = costs(value, description)
  return z
    .strictObject(Object.fromEntries(NETWORKS.map((name) => [name, each])) as Record<Network, typeof each>)
    .optional()
    .meta({ description })
}

/**
 * `security:` what protecting a payload costs, by its levels of confidentiality, integrity and availability (SRS, the payload tables):
 * the sizes of the SRS leave it out (2.2.2.2.1). What the three levels cost adds up.
 */
export const security = z
  .strictObject({
    message: costs(
      bytes,
      'Bytes that security adds to each message, from end to end: a signature, a tag, an initialisation vector.',
    ),
    packet: byNetwork(bytes, 'Bytes that security adds to each packet on a network, beside the header.'),
    processing: z
      .strictObject({
        sender: costs(duration, 'Time in which the sender protects a message.'),
        receiver: costs(duration, 'Time in which a receiver checks a message, before it takes it in.'),
        packet: byNetwork(duration, 'Time that both ends of a link of a network together need for each packet.'),
      })
      .prefault({})
      .meta({ description: 'Time that security takes.' }),
  })
  .prefault({})
  .meta({
    description:
      'Bytes and time that security adds, by the levels of a payload (confidentiality, integrity, availability: L, M, H). Nothing, where nothing is said: the headers of the networks include what their own security adds.',
  })

export type Security = z.output<typeof security>

type Levels = Pick<Payload, 'confidentiality' | 'integrity' | 'availability'>
type Costs = { [of in keyof Levels]?: { [level in LevelKey]?: number | undefined } | undefined } | undefined
type LevelKey = Exclude<Level, 'not stated'> | 'not-stated'

/** What costs by level come to for a payload: bytes, or microseconds. */
export function costOf(costs: Costs, payload: Levels): number {
  const one = (of: keyof Levels) => costs?.[of]?.[keyOf(payload[of])] ?? 0
  return one('confidentiality') + one('integrity') + one('availability')
}

function keyOf(level: Level): LevelKey {
  return level === 'not stated' ? 'not-stated' : level
}
