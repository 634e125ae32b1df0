import { fileURLToPath } from 'node:url'
import { loadDeployment, overrideOf } from '../../../src/deployment/load.js'
import { outcomeOf, type Outcome } from '../../../src/run/outcome.js'
import type { Model } from '../../../src/simulate/model.js'
import { catalogue } from '../../deployment/fixture.js'
import { finished } from '../finished.js'

/** A scenario that ships with sgsim, simulated to its end, with values set as `--set path=value` sets them. */
export function shipped(name: string, ...set: string[]): Model {
  const file = fileURLToPath(new URL(`../../../scenarios/${name}.yaml`, import.meta.url))
  const overrides = set.map((text) => overrideOf(text)!)
  return finished(loadDeployment(file, catalogue, overrides))
}

/** What became of one requirement. */
export function outcomeIn(model: Model, id: string): Outcome {
  const tally = model.tallies.find((one) => one.requirement.id === id)
  if (tally === undefined) throw new Error(`${id} does not apply here`)
  return outcomeOf(tally.requirement, tally.result())
}

/** The requirements that failed, in the order of the catalogue. */
export function failedIn(model: Model): string[] {
  return model.tallies.filter((one) => one.verdict().verdict === 'fail').map((one) => one.requirement.id)
}
