import { setImmediate } from 'node:timers/promises'
import type { Deployment } from '../deployment/deployment.js'
import type { Trajectory } from '../kernel/trajectory.js'
import { Model } from '../simulate/model.js'
import type { TraceRecorder } from '../trace/trace-recorder.js'

/** How long the simulation runs before signals and progress get their turn. */
export const SLICE_MS = 50

/** How far a run is. */
export interface Progress {
  /** Simulated microseconds since the start, of how many. */
  done: number
  of: number
  events: number
  /** Of several runs: how many are done, of how many at most. */
  replications?: { done: number; of: number }
  /** Of the same run with other values in it: how many are done. */
  variations?: { done: number; of: number }
}

export interface Watching {
  onProgress?: (progress: Progress) => void
  interrupted?: () => boolean
  /** Follows the run, event by event. */
  trajectory?: Trajectory
  /** Is told of every message and packet; whoever gives it ends it. */
  trace?: TraceRecorder
  /** Called when everything is there, and nothing has happened. */
  ready?: (model: Model) => void
  /** How long it runs before others in this thread get their turn; SLICE_MS where nothing is said. */
  sliceMs?: number
}

/** A deployment simulated to its end, with a model of it (without a trace) where one is built already; undefined when it was interrupted. */
export async function simulated(
  deployment: Deployment,
  options: Watching = {},
  built?: Model,
): Promise<Model | undefined> {
  // A short one would be over before anyone looks.
  if (options.interrupted?.()) return undefined
  const model = built ?? new Model(deployment, options.trace)
  options.ready?.(model)
  model.simulation.trajectory = options.trajectory
  const { sliceMs = SLICE_MS } = options
  while (!model.runSlice(performance.now() + sliceMs)) {
    const { now, events } = model.simulation
    options.onProgress?.({ done: now - deployment.start, of: deployment.end - deployment.start, events })
    await setImmediate()
    if (options.interrupted?.()) return undefined
  }
  model.flight.close()
  return model
}
