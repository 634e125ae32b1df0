import { z } from 'zod'
import { found } from '../input/quantity.js'
import type { Network } from '../srs/flow.js'

/** The bounds keep the part of every leg of any path above a microsecond, in which times are counted. */
const weight = (value: number, why: string) =>
  z
    .number({ error: (issue) => `expected a number, such as 2; found ${found(issue.input)}` })
    .min(0.01, { error: (issue) => `expected a weight of at least 0.01; found ${found(issue.input)}` })
    .max(100, { error: (issue) => `expected a weight of at most 100; found ${found(issue.input)}` })
    .prefault(value)
    .meta({ description: `Weight of a leg in the latency of its parent: ${why}.`, source: 'none' })

const WIRED = 'a wire in one place, the measure of the others'
const FAR = 'twice a wire in one place, for the distance and what is shared on the way'
const HOPS = 'four times a wire, for a shared radio that passes messages on and repeats them'
const HOME = 'twice a wire, for one radio hop'

/**
 * `leg-weights:` how the latency and the losses that a requirement allows end to end are divided among its legs. The
 * SRS wants them to add up (4.18) but its figures for single legs are in a spreadsheet that is not part of it.
 */
export const legWeights = z
  .strictObject({
    enterprise: weight(1, WIRED),
    wan: weight(2, FAR),
    internet: weight(2, FAR),
    nan: weight(4, HOPS),
    fan: weight(4, HOPS),
    substation: weight(1, WIRED),
    han: weight(2, HOME),
    'customer-lan': weight(1, WIRED),
    'public-mobile': weight(2, FAR),
    'field-local': weight(1, 'a cable or a radio over a few metres'),
  } satisfies Record<Network, z.ZodType>)
  .prefault({})
  .meta({ description: 'How the bounds of a requirement are divided among its legs, by the network of each.' })

export type LegWeights = z.output<typeof legWeights>
