import { z } from 'zod'
import { found } from '../input/quantity.js'

/** A number of things: whole, not negative. How many are too many is a matter of memory, checked later with a figure. */
export const count = () =>
  z
    .number({ error: (issue) => `expected a whole number of them, such as 1000; found ${found(issue.input)}` })
    .refine((value) => Number.isInteger(value), {
      error: (issue) => `expected a whole number; found ${found(issue.input)}`,
    })
    .refine((value) => value >= 0, { error: (issue) => `expected a number of at least 0; found ${found(issue.input)}` })

const classes = (kind: string, other: string) =>
  z
    .strictObject({
      residential: count()
        .prefault(0)
        .meta({ description: `${kind} meters in homes.` }),
      commercial: count()
        .prefault(0)
        .meta({ description: `${kind} meters of commercial and industrial customers.` }),
      other: count()
        .prefault(0)
        .meta({ description: `${kind} meters ${other}` }),
    })
    .prefault({})
    .meta({ description: `${kind} meters by class.` })

const NEITHER = 'that are neither residential nor commercial (they have no interval reads in the SRS).'

/** `quantities:` how much of everything there is. */
export const quantities = z
  .strictObject({
    meters: z
      .strictObject({
        electric: classes('Electric', NEITHER),
        gas: classes('Gas', NEITHER),
        water: classes('Water', 'of no class (the SRS knows no classes of water meters).'),
      })
      .prefault({})
      .meta({ description: 'Meters by kind and class.' }),
    'endpoints-per-dap': count()
      .refine((value) => value >= 1, 'expected at least one endpoint per DAP')
      .prefault(1000)
      .meta({ description: 'Meters that share one data aggregation point.', source: 'SRS 4.21 step 5 (its example)' }),
  })
  .prefault({})
  .meta({ description: 'How much of everything there is.' })
