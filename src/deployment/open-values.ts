import { z } from 'zod'
import { bytes, found, quantity, share } from '../input/quantity.js'
import { readHowOftenChoice } from './choices.js'
import { legWeights } from './leg-weights.js'
import { messageSize } from './message-size.js'

const perMember = (example: string) =>
  quantity((text) => {
    const reading = readHowOftenChoice(text)
    return 'value' in reading && typeof reading.value === 'string'
      ? { expected: 'a figure' }
      : (reading as { value: number })
  }, `how often, such as "${example}"`)

const number = (description: string, value: number, most = 1e9) =>
  z
    .number({ error: (issue) => `expected a number; found ${found(issue.input)}` })
    .min(0, 'expected a number of at least 0')
    .max(most, `expected at most ${most}`)
    .prefault(value)
    .meta({ description, source: 'none' })

function readOneIn(text: string): { value: number } | { expected: string } {
  const form = /^(\d+(?:\.\d+)?) per (\d+)$/.exec(text.trim())
  const value = form ? Number(form[1]) / Number(form[2]) : NaN
  return value >= 0 && value <= 1 ? { value } : { expected: 'N per M, at most 1' }
}

/** `assumptions:` values that the SRS leaves open. Each has a default, its source, and a line in every report. */
export const openValues = z
  .strictObject({
    'x-answers': number('How many of 1000 answer, where a How Often says `x per 1000` or `y per 1000`.', 1000, 1000),
    'x-joins': number('How often a year a home device joins, and how often it leaves (`x per | HANdevice | …`).', 1),
    'x-alarms': number('Alarms that a locked-out device raises at a fault (`x per | …-lockout-device | …`).', 1),
    'x-batches': number('Batches a day of a bulk transfer (`x per | Utl | day (batches of y Mtrs)`).', 1),
    segment: bytes()
      .refine((value) => value > 0, 'expected a size above zero')
      .prefault('16 kB')
      .meta({
        description: 'Of a larger message this much is under way at once: the next part is sent when it has arrived.',
        source: 'none',
      }),
    'small-outage': share().prefault('30%').meta({
      description: 'Bound for the notices of a small outage, which 4.12.4.1 writes as xx%.',
      source: 'none',
    }),
    'second-head': share().prefault('60%').meta({
      description:
        'Share of the devices that a second DAP or gateway is in reach of, to which they go when their own is gone; a mesh finds out by itself.',
      source: 'none',
    }),
    'large-outage': share()
      .refine((value) => value > 0, 'expected a share above zero')
      .prefault('1%')
      .meta({
        description:
          'Share of the electric meters of a territory that lose their power together, from which an outage is a large one (4.12.4.1 says only "large").',
        source: 'none',
      }),
    'first-year': share().prefault('0%').meta({
      description: 'Share of the feeder devices in their first year, in which 4.9.4.8 has three program updates.',
      source: 'none',
    }),
    'x-mb': messageSize().prefault('1 MB').meta({ description: 'What `xMB` stands for in a size.', source: 'none' }),
    'see-reqmts-table': perMember('25 per 1000 per day').prefault('25 per 1000 per day').meta({
      description: 'How often on-demand reads come, for each use case that uses them.',
      source: 'SRS 4.21 table 1',
    }),
    'see-reqmts-table-errors': quantity(readOneIn, 'a share, such as "1 per 1000"')
      .prefault('1 per 1000')
      .meta({ description: 'Share of the on-demand reads that end in an error.', source: 'SRS 4.21 table 2' }),
    'share-in-when': share().prefault('100%').meta({
      description: 'Share of a payload sent inside its When, the period in which the majority occurs.',
      source: 'SRS 2.2.2.2.1 (majority)',
    }),
    'reliability-holds': z
      .enum(['in-time', 'delivered'], { error: 'expected one of in-time, delivered' })
      .prefault('in-time')
      .meta({ description: 'Which share is held against the reliability bound.', source: 'none' }),
    'response-window': z
      .enum(['low', 'mid', 'high'], { error: 'expected one of low, mid, high' })
      .prefault('high')
      .meta({
        description: 'Which end of a window such as `4-6 hr` holds for what is not a scheduled read.',
        source: 'none',
      }),
    'leg-weights': legWeights,
  })
  .prefault({})
  .meta({ description: 'Values that the SRS leaves open.' })
