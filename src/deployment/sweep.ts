import { z } from 'zod'
import { found } from '../input/quantity.js'

/** What stands in place of a value of the deployment: whatever that may be. It is checked in the deployment that it makes. */
const value = z.unknown()

const grid = z.record(
  z.string(),
  z
    .array(value, { error: (issue) => `expected a list of values, such as [50 kbps, 100 kbps]; found ${found(issue.input)}` })
    .min(1, 'expected at least one value'),
  { error: (issue) => `expected paths with their values, such as { nan.rate: [50 kbps, 100 kbps] }; found ${found(issue.input)}` },
) // prettier-ignore

const points = z
  .array(
    z.record(z.string(), value, {
      error: (issue) => `expected paths with a value each, such as { nan.rate: 50 kbps }; found ${found(issue.input)}`,
    }),
    { error: (issue) => `expected a list of points, such as [{ nan.rate: 50 kbps }]; found ${found(issue.input)}` },
  )
  .min(1, 'expected at least one point')

/** `sweep:` the points at which `sgsim sweep` runs the deployment. No part of what a run does. */
export const sweep = z
  .strictObject({
    grid: grid.optional().meta({ description: 'Values by path: every combination of them is a point.' }),
    points: points.optional().meta({ description: 'The points one by one, each its values by path.' }),
  })
  .superRefine((one, context) => {
    const kinds = [one.grid, one.points].filter((kind) => kind !== undefined).length
    if (kinds !== 1)
      context.addIssue({
        code: 'custom',
        message: `expected either grid or points, found ${kinds === 0 ? 'none' : 'both'}`,
      })
    if (one.grid !== undefined && Object.keys(one.grid).length === 0)
      context.addIssue({ code: 'custom', path: ['grid'], message: 'expected at least one path with its values' })
  })
  .optional()
  .meta({ description: 'The points at which sgsim sweep runs this deployment (docs/scaling.md).' })
