import { setImmediate } from 'node:timers/promises'
import type { Tally } from '../check/tally.js'
import type { Verdict } from '../check/verdict.js'
import type { Deployment } from '../deployment/deployment.js'
import { InputError } from '../input/problems.js'
import type { Trajectory } from '../kernel/trajectory.js'
import { appliedRequirements } from '../traffic/applied.js'
import { checkLegs } from '../traffic/check-legs.js'
import { Model } from '../simulate/model.js'
import { chainOutcomeOf, type ChainOutcome } from './chain-outcome.js'
import { costliestLeg } from './costliest-leg.js'
import { howOftenOf } from './how-often.js'
import { waysOf, type WayOutcome } from './leg-outcome.js'
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
  chains: ChainOutcome[]
  /** By requirement and territory: its legs. */
  ways: WayOutcome[]
  /** Wall time by stage, in milliseconds. */
  stages: { build: number; simulate: number }
}

/** Runs a deployment to its end; undefined when it was interrupted. */
export async function run(
  deployment: Deployment,
  options: {
    onProgress?: (progress: Progress) => void
    interrupted?: () => boolean
    /** Follows the run, event by event. */
    trajectory?: Trajectory
  } = {},
): Promise<Run | undefined> {
  refuseEmpty(deployment)
  checkLegs(deployment, appliedRequirements(deployment).applied)
  refuseTooLarge(deployment)
  const started = performance.now()
  const model = new Model(deployment)
  const built = performance.now()
  model.simulation.trajectory = options.trajectory
  while (!model.runSlice(performance.now() + SLICE_MS)) {
    const { now, events } = model.simulation
    options.onProgress?.({ done: now - deployment.start, of: deployment.end - deployment.start, events })
    await setImmediate()
    if (options.interrupted?.()) return undefined
  }
  model.flight.close()
  const simulated = performance.now()
  const howOften = howOftenOf(model)
  const ways = waysOf(model)
  const costliest = (tally: Tally, verdict: Verdict) =>
    costliestLeg(tally, verdict, ways.get(tally.requirement)!, model.network.links)
  const outcomes = model.tallies.map((tally) => outcomeOf(tally, howOften(tally), costliest))
  const chains = model.chains.tallies.map(chainOutcomeOf)
  return {
    deployment,
    model,
    outcomes,
    chains,
    ways: [...ways.values()].flat(),
    stages: { build: built - started, simulate: simulated - built },
  }
}

/** Without a device nothing can fail: a forgotten key must not look like a network that holds. */
function refuseEmpty({ layout, source }: Deployment): void {
  if (layout.endpoints > 0) return
  const hint = 'for example quantities: { meters: { electric: { residential: 1000 } } }'
  throw InputError.of(
    source.position(['quantities', 'meters']),
    'expected at least one meter or other device, found none',
    hint,
  )
}
