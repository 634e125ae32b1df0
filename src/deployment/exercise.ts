import { z } from 'zod'
import { didYouMean } from '../input/nearest.js'
import { found } from '../input/quantity.js'
import { word } from './word.js'

/** `exercise:` which kinds of events the run makes happen once, so that what waits for them is sent at all. */
export const exercise = (whats: readonly string[]) =>
  z
    .union([z.enum(['none', 'all']), z.array(word(whats, 'a kind of event'))], {
      error: (issue) =>
        `expected none, all or a list of kinds of events; found ${found(issue.input)}\n${hint(issue.input, whats)}`,
    })
    .refine((value) => value.length > 0, 'expected at least one kind of event, or none')
    .refine((value) => !Array.isArray(value) || new Set(value).size === value.length, 'expected each kind once')
    .prefault('none')
    .meta({ description: 'Kinds of events that occur once each, whatever their rate: none, all, or a list.' })

/** `spontaneous-events:` a run of nothing but the script has none. */
export const spontaneousEvents = z
  .boolean({ error: (issue) => `expected true or false; found ${found(issue.input)}` })
  .prefault(true)
  .meta({ description: 'Whether events also come by themselves, at the rates of payloads/event-kinds.csv.' })

function hint(input: unknown, whats: readonly string[]): string {
  const text = String(input)
  return whats.includes(text) ? `write [${text}]` : didYouMean(text, ['none', 'all'])
}
