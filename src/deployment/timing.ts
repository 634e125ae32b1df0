import { z } from 'zod'
import { duration, quantity } from '../input/quantity.js'

export const timingNames = ['spread', 'aligned', 'poisson'] as const
export type Timing = (typeof timingNames)[number]

const oneOf = (names: readonly string[]) => ({ error: `expected one of ${names.join(', ')}` })

/** Parts per million: 86.4 ms a day each. */
function readDrift(text: string): { value: number } | { expected: string } {
  const form = /^(\d+(?:\.\d+)?) ?ppm$/.exec(text.trim())
  const ppm = form ? Number(form[1]) : NaN
  return ppm <= MOST_PPM ? { value: ppm / 1e6 } : { expected: `a number of ppm from 0 to ${MOST_PPM}` }
}

const MOST_PPM = 10_000

/** `timing:` when within its period a payload is sent. */
export const timing = z
  .strictObject({
    'scheduled-reads': z
      .enum(['spread', 'aligned'], oneOf(['spread', 'aligned']))
      .prefault('spread')
      .meta({
        description: 'spread: each meter keeps a moment of its own in the period; aligned: all send at its start.',
      }),
    'clock-drift': quantity(readDrift, 'a rate of drift, such as "50 ppm"').prefault('0 ppm').meta({
      description: 'How much the clock of a device gains or loses at most: what is aligned comes apart by so much.',
      source: 'none',
    }),
    'clock-set': duration()
      .refine((value) => value > 0, 'expected a time above zero')
      .prefault('7 day')
      .meta({ description: 'How often all clocks are set right; the first time is the start.', source: 'none' }),
    jitter: duration()
      .prefault('1 min')
      .meta({ description: 'A spread read comes up to this much after its moment, drawn anew each time.' }),
    'everything-else': z
      .enum(['poisson', 'spread', 'aligned'], oneOf(timingNames))
      .prefault('poisson')
      .meta({ description: 'Timing of all other payloads that are sent by the clock.' }),
    pace: duration()
      .prefault('1 ms')
      .meta({ description: 'Time between two sendings of one actor to several devices at one event.', source: 'none' }),
    'event-jitter': duration()
      .prefault('1 s')
      .meta({ description: 'Devices that an event makes send do so within this time of it.', source: 'none' }),
    'answer-jitter': duration().prefault('0 s').meta({
      description:
        'Devices that answer what was sent to all at once do so up to this much later, each at a moment of its own.',
      source: 'none',
    }),
    requirements: z
      .record(z.string(), z.enum(timingNames, oneOf(timingNames)))
      .prefault({})
      .meta({ description: 'Timing of single requirements, by id or by row.' }),
  })
  .prefault({})
  .meta({ description: 'When within its period a payload is sent.' })
