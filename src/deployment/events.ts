import { z } from 'zod'
import { duration, found, quantity, share, type Reading } from '../input/quantity.js'
import type { Position } from '../input/position.js'
import { printShare } from '../input/share.js'
import { readShare } from '../input/units.js'
import { QUALIFIER_WORDS, type EventKind, type Qualifier } from '../srs/event-kind.js'
import type { DeviceRanges } from './device-ranges.js'
import { FAULT_WHATS } from './fault-keys.js'
import type { NamedPlace } from './feeders.js'
import { readMoment } from './moment.js'
import { NETWORK_NAMES } from './networks.js'
import { SINGLE_NODES } from './nodes.js'
import { count } from './quantities.js'
import type { Territory } from './territories.js'
import { word } from './word.js'

/**
 * An event that a deployment makes happen, in one territory; one entry of `events:` is one in each where something waits for it, or where it
 * takes or gives back power.
 */
export interface ScriptedEvent {
  /** Microseconds since the midnight before the start. */
  at: number
  /** The lines of event-kinds.csv that it is, of those for which something waits here. Power goes and comes also where nothing does. */
  kinds: EventKind[]
  /** Whether it takes the power away, or gives it back. */
  power: Power | undefined
  territory: Territory
  /** Where in it; undefined: anywhere. */
  where: NamedPlace | undefined
  /** All that stands there and may be concerned: of power the electric meters or, where there are none, all devices. */
  devices: DeviceRanges
  /** The part of the members there that it concerns; 1 where one sending or one place is meant. */
  share: number
  /**
   * Where that part begins, if all members are put in an order that stays (0 to 1, and round again): what has its power
   * back has lost it before.
   */
  from: number
  position: Position
}

export type Power = 'lost' | 'returned'

/** The kinds by which power goes and comes. */
export const POWER_OF: Readonly<Record<string, Power>> = { 'power-lost': 'lost', 'power-returned': 'returned' }

/** `events:` what happens when. The kinds and the words that tell them apart come from the catalogue. */
export const events = (kinds: readonly EventKind[]) =>
  z
    .array(
      z.strictObject({
        at: quantity(readMoment, 'a time, such as "17:05", "2026-06-02 17:05" or "+90 min"').meta({
          description: 'Local time on the first day, a date with its time, or + and the time since the start.',
        }),
        what: word([...whatsOf(kinds), ...FAULT_WHATS], 'a kind of event').meta({
          description:
            'The kind (payloads/event-kinds.csv), or what fails: node-down, link-down, or background-load, by which other traffic takes a share of links.',
        }),
        for: duration()
          .refine((value) => value > 0, 'expected a duration above zero')
          .optional()
          .meta({ description: 'How long a node or link is down, or the background load lasts.' }),
        node: word(SINGLE_NODES, 'an actor of which there is one')
          .optional()
          .meta({ description: 'Which actor is down, of those of which there is one.' }),
        device: called('feeder device', 'Which feeder device is down, of those that a list names.'),
        network: word(NETWORK_NAMES, 'a network')
          .optional()
          .meta({ description: 'The network whose links it is about.' }),
        program: narrowedTo('program', 'Only prices of this program.'),
        by: narrowedTo('by', 'Only what the utility, or a retail provider, does.'),
        sender: narrowedTo('sender', 'Only what this system sends.'),
        cast: narrowedTo('cast', 'Only what is sent in this form, or brought by a field tool.'),
        of: narrowedTo('of', 'Only updates of this.'),
        territory: z.string().optional().meta({ description: 'Where it happens; in all territories, if not said.' }),
        area: called('area', 'Only what stands in this area.'),
        feeder: called('feeder', 'Only what stands on this feeder.'),
        feeders: feedersMeant(),
        dap: called(
          'DAP',
          'Only what hangs on this DAP; of a node that is down, the DAP itself; of links, those behind it.',
        ),
        gateway: called(
          'FAN gateway',
          'Only what hangs on this FAN gateway; of a node that is down, the gateway itself; of links, those behind it.',
        ),
        share: share()
          .refine((value) => value > 0, 'expected a share above zero')
          .optional()
          .meta({
            description:
              'The part of the members that it concerns; all of them, if not said. Of a background load, the part of the capacity that it takes.',
          }),
        'device-count': count()
          .refine((value) => value > 0, 'expected at least one')
          .optional()
          .meta({ description: 'How many members it concerns, instead of a share.' }),
      }),
      {
        error: (issue) =>
          `expected a list of events, such as [{ at: 17:05, what: price-change }]; found ${found(issue.input)}`,
      },
    )
    .prefault([])
    .meta({ description: 'What happens when: events that set off payloads, beside those that come by themselves.' })

/** How many feeders, as a share of all or as a number, and in words. */
export type FeedersMeant = { share: number; words: string } | { count: number; words: string }

function feedersMeant() {
  const what = 'a share of the feeders, such as "30 %", or how many they are'
  const read = (text: string): Reading<FeedersMeant> => {
    const reading = readShare(text)
    if (!('value' in reading)) return reading
    const { value } = reading
    return value > 0
      ? { value: { share: value, words: `${printShare(value)} of the feeders` } }
      : { expected: 'a share above zero' }
  }
  const many = z
    .number()
    .int()
    .min(1)
    .transform((value): FeedersMeant => ({ count: value, words: `${value} of the feeders` }))
  return z
    .union([many, quantity(read, what)], {
      error: (issue) => {
        const { input } = issue
        const reading = typeof input === 'string' ? read(input) : undefined
        const why = reading === undefined || 'value' in reading ? '' : ` (${reading.expected})`
        return `expected ${what}; found ${found(input)}${why}`
      },
    })
    .optional()
    .meta({
      description:
        'On how many feeders power is lost or returns: they are drawn by the seed, and those that lost it first have it back first.',
    })
}

/** The kinds in a user's words, each once. */
export function whatsOf(kinds: readonly EventKind[]): string[] {
  return [...new Set(kinds.map((one) => one.what))]
}

/** The name that a list gives it or, where none does, its number. */
function called(what: string, description: string) {
  return z
    .union([z.string(), z.number()], {
      error: (issue) => `expected the name of a ${what}; found ${found(issue.input)}`,
    })
    .transform(String)
    .optional()
    .meta({ description })
}

function narrowedTo<Q extends Qualifier>(name: Q, description: string) {
  const words: readonly (typeof QUALIFIER_WORDS)[Q][number][] = QUALIFIER_WORDS[name]
  return word(words, `one of ${words.join(', ')}`)
    .optional()
    .meta({ description })
}
