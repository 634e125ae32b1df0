import { DAY } from '../kernel/time.js'
import { z } from 'zod'
import { bytes, duration, quantity } from '../input/quantity.js'
import { MOST_BYTES_OF_A_PAYLOAD, tooLarge } from './message-size.js'

export const picks = ['low', 'mid', 'high'] as const
export type Pick = (typeof picks)[number]

const PERIODS: Record<string, number> = {
  hour: DAY / 24,
  day: DAY,
  week: 7 * DAY,
  month: (365 / 12) * DAY,
  year: 365 * DAY,
}

/** `24 per day`, `50 per 1000 per day`: how often for one member of the population, as events a day. */
export function readHowOftenChoice(text: string): { value: Pick | number } | { expected: string } {
  const word = text.trim()
  if ((picks as readonly string[]).includes(word)) return { value: word as Pick }
  const form = /^(\d+(?:\.\d+)?)(?:\s+per\s+(\d+))?\s+per\s+(hour|day|week|month|year)$/.exec(word)
  if (!form || Number(form[2] ?? 1) === 0) return { expected: 'N per [M per] hour, day, week, month or year' }
  return { value: (Number(form[1]) / Number(form[2] ?? 1)) * (DAY / PERIODS[form[3]!]!) }
}

const sizeChoice = z
  .union([z.enum(picks), bytes()], {
    error: 'expected low, mid, high or a size with its unit, such as "1600 B"',
  })
  .refine((value) => typeof value !== 'number' || value <= MOST_BYTES_OF_A_PAYLOAD, tooLarge(MOST_BYTES_OF_A_PAYLOAD))

const choice = z.union(
  [
    z.literal('off'),
    z.strictObject({
      'how-often': quantity(
        readHowOftenChoice,
        'how often, such as "24 per day", "50 per 1000 per day", low, mid or high',
      )
        .optional()
        .meta({ description: 'For one member of the population.' }),
      size: sizeChoice.optional().meta({ description: 'Application bytes, or low, mid or high of the range.' }),
      legs: z
        .record(
          z.string(),
          duration().refine((value) => value > 0, 'expected a duration above zero'),
          { error: 'expected data flows with their latency, such as { 1D: 5 s }' },
        )
        .optional()
        .meta({ description: 'Latency bounds of single legs, by data flow; the other legs share what is left.' }),
    }),
  ],
  { error: 'expected off, or a group with how-often, size and legs' },
)

/** `choices:` which value of a range is used, and what replaces or silences single requirements. */
export const choices = z
  .strictObject({
    ranges: z.enum(picks, { error: 'expected one of low, mid, high' }).prefault('mid').meta({
      description: 'Which value of a range of the SRS is used (12-24, 1-50 per 1000, 200 - 2400).',
      source: 'SRS 4.21 step 4',
    }),
    requirements: z
      .record(z.string(), choice)
      .prefault({})
      .meta({ description: 'How often, size and legs of single requirements, by id or by row; off takes them out.' }),
  })
  .prefault({})
  .meta({ description: 'Which value of a range is used, and what replaces single values.' })

export type Choice = z.output<typeof choice>
