import { setTimeout } from 'node:timers/promises'
import type { Verdict } from '../check/verdict.js'
import type { Deployment } from '../deployment/deployment.js'
import type { Trajectory } from '../kernel/trajectory.js'
import type { Model } from '../simulate/model.js'
import type { TraceRecorder } from '../trace/trace-recorder.js'
import { checkMetrics } from './budget-metrics.js'
import type { BudgetOutcome } from './budget-outcome.js'
import type { ChainOutcome } from './chain-outcome.js'
import { costliestLeg } from './costliest-leg.js'
import { waysOf, type WayOutcome } from './leg-outcome.js'
import { addMeasured, type Measured } from './measured.js'
import { simulatedInParts, type InParts } from './in-parts.js'
import { refuseTooLarge } from './memory.js'
import type { Origin } from './origin.js'
import type { Outcome } from './outcome.js'
import { Interrupted, replicatedOf, type Replicas, type Replicated, type Replication } from './replications.js'
import { resultsOf } from './results.js'
import { refuseUnrunnable } from './runnable.js'
import type { Sensitivity } from './sensitivity.js'
import { SharedOut } from './shared-out.js'
import { simulated, type Progress } from './simulated.js'
import { ONE_RUN, type Statistics } from './statistics.js'
import { UntilDecided } from './until-decided.js'
import { foundWarmUp, givenWarmUp, warmedUp, type WarmUp } from './warm-up.js'

/** A finished run, or several replications of it: what reports are written from. */
export interface Run {
  deployment: Deployment
  /** Of the first replication, as all that no verdict is made from. */
  model: Model
  /** Of all replications together. */
  outcomes: Outcome[]
  chains: ChainOutcome[]
  /** What the deployment asks for beside the SRS. */
  budgets: BudgetOutcome[]
  /** By requirement and territory: its legs. */
  ways: WayOutcome[]
  statistics: Statistics
  replications: Replication[]
  warmUp: WarmUp
  /** Wall time by stage, in milliseconds; `first`: of the first replication, from its beginning to its end. */
  stages: { build: number; simulate: number; first: number }
  /** In how many parts the (first) run was simulated side by side, where that was asked for. */
  inParts?: InParts
  /** On which assumptions the verdicts hang, where somebody asked. */
  sensitivity?: Sensitivity
}

export interface RunOptions {
  onProgress?: (progress: Progress) => void
  interrupted?: () => boolean
  /** Follows the (first) run, event by event. */
  trajectory?: Trajectory
  /** Is told of every message and packet of the (first) run; whoever gives it ends it. */
  trace?: TraceRecorder
  statistics?: Statistics
  /** Who runs the replications after the first. */
  replicas?: Replicas
  /** In how many parts the districts are simulated side by side, where they can be, and what the threads load. */
  parts?: { number: number; origin: Origin }
}

/** Runs a deployment to its end; undefined when it was interrupted. */
export async function run(deployment: Deployment, options: RunOptions = {}): Promise<Run | undefined> {
  refuseUnrunnable(deployment)
  refuseTooLarge(deployment)
  try {
    return await runChecked(deployment, options)
  } catch (error) {
    if (error instanceof Interrupted) return undefined
    throw error
  } finally {
    await options.replicas?.close()
  }
}

async function runChecked(asked: Deployment, options: RunOptions): Promise<Run | undefined> {
  const { statistics = ONE_RUN, interrupted, trajectory, trace } = options
  const watching = {
    ...(interrupted && { interrupted }),
    ...(options.onProgress && { onProgress: options.onProgress }),
  }
  const isFound = asked.settings['warm-up'] === 'found'
  const warmUp = isFound ? await foundWarmUp(asked, watching) : givenWarmUp(asked)
  if (warmUp === undefined) return undefined
  const deployment = warmedUp(asked, warmUp)
  const started = performance.now()
  let built: number | undefined
  const { replicas, parts } = options
  const others = new SharedOut<Replicated>(2, replicas === undefined ? 1 : statistics.replications)
  // Those in other threads begin at once, beside the first.
  for (const beside of replicas?.beside ?? []) others.join((number) => beside(number, warmUp.length))
  const follow = {
    ...watching,
    ...(trajectory && { trajectory }),
    ...(trace && { trace }),
    ready: (model: Model) => {
      checkMetrics(model)
      // The first time: where parts turn out to need each other it begins again.
      built ??= performance.now()
    },
  }
  const ran = parts
    ? await simulatedInParts(deployment, parts.origin, parts.number, follow)
    : { model: await simulated(deployment, follow), inParts: undefined }
  if (ran?.model === undefined) return undefined
  const { model, inParts } = ran
  const readyAt = built ?? started
  const first = performance.now() - started
  // This thread has had the first, and is free to take part.
  if (replicas !== undefined) others.join((number) => replicas.here(number, warmUp.length))
  const merged = await merge(model, statistics, others, options)
  const simulatedAt = performance.now()
  const ways = waysOf(model)
  const costliest = (i: number, verdict: Verdict) => {
    const tally = model.tallies[i]!
    // Where its time went is told of the first replication, with what became of its messages there.
    const own = merged.replications.length === 1 ? verdict : tally.verdict()
    return costliestLeg(tally, own, ways.get(tally.requirement)!, model.network.links, deployment.canFail)
  }
  const { looked } = merged
  return {
    deployment: asked,
    model,
    ...resultsOf(model, merged.measured, statistics, merged.replications.length, costliest, looked),
    ...(inParts && { inParts }),
    ways: [...ways.values()].flat(),
    statistics,
    replications: merged.replications,
    warmUp,
    stages: { build: readyAt - started, simulate: simulatedAt - readyAt, first },
  }
}

/** All replications together, in their order; no more than decide, where that is asked. */
async function merge(
  model: Model,
  statistics: Statistics,
  others: SharedOut<Replicated>,
  { onProgress, interrupted }: RunOptions,
): Promise<{ measured: Measured; replications: Replication[]; looked: UntilDecided | undefined }> {
  const { untilDecided, replications: most } = statistics
  const first = replicatedOf(model, 1, untilDecided)
  const looked = untilDecided ? new UntilDecided(first.measured, statistics, model.deployment.budgets) : undefined
  let { measured } = first
  const replications = [first.replication]
  looked?.add(measured)
  let { events } = model.simulation
  for (let number = 2; number <= others.last && !looked?.isDecided; number++) {
    const value = await unlessInterrupted(others.take(number), interrupted)
    measured = addMeasured(measured, value.measured)
    replications.push(value.replication)
    looked?.add(value.measured)
    events += value.replication.events
    onProgress?.({ done: 1, of: 1, events, replications: { done: replications.length, of: most } })
  }
  others.end()
  return { measured, replications, looked }
}

/** How often someone who waits looks whether the user still wants it. */
const LOOK_MS = 100

async function unlessInterrupted<T>(awaited: Promise<T>, interrupted: (() => boolean) | undefined): Promise<T> {
  if (interrupted === undefined) return awaited
  for (;;) {
    const looked = new AbortController()
    const look = setTimeout(LOOK_MS, undefined, { signal: looked.signal }).catch(() => undefined)
    const result = await Promise.race([awaited.then((value) => ({ value })), look])
    looked.abort()
    if (interrupted()) throw new Interrupted()
    if (result !== undefined) return result.value
  }
}
