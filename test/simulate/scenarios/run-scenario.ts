import { fileURLToPath } from 'node:url'
import { loadDeployment, overrideOf } from '../../../src/deployment/load.js'
import type { Outcome } from '../../../src/run/outcome.js'
import { run, type Run } from '../../../src/run/run.js'
import { catalogue } from '../../deployment/fixture.js'

const FOLDER = fileURLToPath(new URL('../../../scenarios/', import.meta.url))

/** A scenario after its run, and what became of each of its requirements. */
export interface Ran extends Run {
  /** By the id of a requirement, which must have been applied. */
  outcome: (id: string) => Outcome
}

/** Runs a scenario that ships with sgsim, or a variant of it: with values set as `--set path=value` sets them. */
export async function runScenario(name: string, ...set: string[]): Promise<Ran> {
  const overrides = set.map((text) => overrideOf(text)!)
  const finished = (await run(loadDeployment(`${FOLDER}${name}.yaml`, catalogue, overrides)))!
  const byId = new Map(finished.outcomes.map((one) => [one.requirement.id, one]))
  return {
    ...finished,
    outcome: (id) => {
      const found = byId.get(id)
      if (found === undefined) throw new Error(`${id} is no requirement that applies in ${name}`)
      return found
    },
  }
}
