import { setImmediate } from 'node:timers/promises'
import type { Deployment } from '../deployment/deployment.js'
import { InputError, Problems } from '../input/problems.js'
import { appliedRequirements } from '../traffic/applied.js'
import { checkLegs } from '../traffic/check-legs.js'
import { Model } from '../simulate/model.js'
import { refuseTooLarge } from './memory.js'
import { outcomeOf, type Outcome } from './outcome.js'

/** How long the simulation runs before signals and progress get their turn. */
const SLICE_MS = 50

/** How far a run is. */
export interface Progress {
  /** Simulated microseconds since the start, of how many. */
  done: number
  of: number
  events: number
}

/** A finished run: what reports are written from. */
export interface Run {
  deployment: Deployment
  model: Model
  outcomes: Outcome[]
  /** Wall time by stage, in milliseconds. */
  stages: { build: number; simulate: number }
}

/** Runs a deployment to its end; undefined when it was interrupted. */
export async function run(
  deployment: Deployment,
  options: { onProgress?: (progress: Progress) => void; interrupted?: () => boolean } = {},
): Promise<Run | undefined> {
  refuseEmpty(deployment)
  refuseNotSimulated(deployment)
  checkLegs(deployment, appliedRequirements(deployment).applied)
  refuseTooLarge(deployment)
  const started = performance.now()
  const model = new Model(deployment)
  const built = performance.now()
  while (!model.runSlice(performance.now() + SLICE_MS)) {
    const { now, events } = model.simulation
    options.onProgress?.({ done: now - deployment.start, of: deployment.end - deployment.start, events })
    await setImmediate()
    if (options.interrupted?.()) return undefined
  }
  model.flight.close()
  const simulated = performance.now()
  const outcomes = model.tallies.map(outcomeOf)
  return { deployment, model, outcomes, stages: { build: built - started, simulate: simulated - built } }
}

/** The use cases of which every message is simulated. All of them can be asked about, counted and explained. */
const SIMULATED = ['Meter Reading', 'Service Switch']

function refuseNotSimulated({ useCases, settings, source, file }: Deployment): void {
  const problems = new Problems()
  for (const name of useCases.useCases.filter((one) => !SIMULATED.includes(one))) {
    const at = settings['use-cases']?.indexOf(name) ?? -1
    const position = at < 0 ? source.position(['use-cases']) : source.position(['use-cases', at])
    const message = `${name} is not simulated yet${at < 0 ? `; ${file} brings it into play` : ''}`
    problems.add(
      position,
      message,
      `sgsim run knows ${SIMULATED.join(' and ')}; sgsim requirements and explain know all`,
    )
  }
  problems.throwIfAny()
}

/** Without a meter nothing can fail: a forgotten key must not look like a network that holds. */
function refuseEmpty({ layout, source }: Deployment): void {
  if (layout.meters > 0) return
  const hint = 'for example quantities: { meters: { electric: { residential: 1000 } } }'
  throw InputError.of(source.position(['quantities', 'meters']), 'expected at least one meter, found none', hint)
}
