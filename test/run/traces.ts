import type { Deployment } from '../../src/deployment/deployment.js'
import type { Outcome } from '../../src/run/outcome.js'
import { checkTrace, type Check, type TraceOptions } from '../../src/run/check-trace.js'
import { deploymentOf } from '../deployment/fixture.js'
import { fileOf } from '../input/files.js'

/** A day of a small town, from midnight. */
export const TOWN = `name: town
duration: 1 day
start: 2026-03-02
quantities: { meters: { electric: { residential: 40 } } }
`

/** A trace that was held against a deployment. */
export interface Checked extends Check {
  outcome: (id: string) => Outcome
}

/** Rows under a line of columns, as a file of this name. */
export async function checked(
  columns: string,
  rows: readonly string[],
  options: TraceOptions & { deployment?: Deployment; name?: string } = {},
): Promise<Checked> {
  const { deployment = deploymentOf(TOWN), name = 't.csv', ...reading } = options
  const file = fileOf([columns, ...rows, ''].join('\n'), name)
  const check = (await checkTrace(deployment, file, reading))!
  return {
    ...check,
    outcome: (id) => {
      const found = check.outcomes.find((one) => one.requirement.id === id)
      if (found === undefined) throw new Error(`${id} is no requirement that applies`)
      return found
    },
  }
}
