import { z } from 'zod'
import { found, quantity, share } from '../input/quantity.js'
import type { Position } from '../input/position.js'
import { QUALIFIER_WORDS, type EventKind, type Qualifier } from '../srs/event-kind.js'
import type { NamedPlace } from './feeders.js'
import { readMoment } from './moment.js'
import { count } from './quantities.js'
import type { Territory } from './territories.js'
import { word } from './word.js'

/** An event that a deployment makes happen, in one territory; one entry of `events:` is one in each where something waits for it. */
export interface ScriptedEvent {
  /** Microseconds since the midnight before the start. */
  at: number
  /** The lines of event-kinds.csv that it is, of those for which something waits here. */
  kinds: EventKind[]
  territory: Territory
  /** Where in it; undefined: anywhere. */
  where: NamedPlace | undefined
  /** The part of the members there that it concerns; 1 where one sending or one place is meant. */
  share: number
  /**
   * Where that part begins, if all members are put in an order that stays (0 to 1, and round again): what has its power
   * back has lost it before.
   */
  from: number
  position: Position
}

/** `events:` what happens when. The kinds and the words that tell them apart come from the catalogue. */
export const events = (kinds: readonly EventKind[]) =>
  z
    .array(
      z.strictObject({
        at: quantity(readMoment, 'a time, such as "17:05", "2026-06-02 17:05" or "+90 min"').meta({
          description: 'Local time on the first day, a date with its time, or + and the time since the start.',
        }),
        what: word(whatsOf(kinds), 'a kind of event').meta({ description: 'The kind (payloads/event-kinds.csv).' }),
        program: narrowedTo('program', 'Only prices of this program.'),
        by: narrowedTo('by', 'Only what the utility, or a retail provider, does.'),
        sender: narrowedTo('sender', 'Only what this system sends.'),
        cast: narrowedTo('cast', 'Only what is sent in this form, or brought by a field tool.'),
        of: narrowedTo('of', 'Only updates of this.'),
        territory: z.string().optional().meta({ description: 'Where it happens; in all territories, if not said.' }),
        area: called('area', 'Only what stands in this area.'),
        feeder: called('feeder', 'Only what stands on this feeder.'),
        dap: called('DAP', 'Only what hangs on this DAP.'),
        gateway: called('FAN gateway', 'Only what hangs on this FAN gateway.'),
        share: share()
          .refine((value) => value > 0, 'expected a share above zero')
          .optional()
          .meta({ description: 'The part of the members that it concerns; all of them, if not said.' }),
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
