import { z } from 'zod'
import { duration } from '../input/quantity.js'

export const timingNames = ['spread', 'aligned', 'poisson'] as const
export type Timing = (typeof timingNames)[number]

const oneOf = (names: readonly string[]) => ({ error: `expected one of ${names.join(', ')}` })

/** `timing:` when within its period a payload is sent. */
export const timing = z
  .strictObject({
    'scheduled-reads': z
      .enum(['spread', 'aligned'], oneOf(['spread', 'aligned']))
      .prefault('spread')
      .meta({
        description: 'spread: each meter keeps a moment of its own in the period; aligned: all send at its start.',
      }),
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
    requirements: z
      .record(z.string(), z.enum(timingNames, oneOf(timingNames)))
      .prefault({})
      .meta({ description: 'Timing of single requirements, by id or by row.' }),
  })
  .prefault({})
  .meta({ description: 'When within its period a payload is sent.' })
