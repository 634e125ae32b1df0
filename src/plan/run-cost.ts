import { memoryFor } from '../run/memory.js'
import type { Model } from '../simulate/model.js'
import { Expected } from '../traffic/expected.js'
import { expectedEvents } from './expected-events.js'
import type { ExpectedSendings } from './expected-sendings.js'
import { slowness } from './machine-speed.js'

/** What a run would take: estimates, all of them. */
export interface RunCost {
  events: number
  /** On one core of this machine, in milliseconds. */
  ms: number
  /** In bytes. */
  memory: number
}

/** Start of the program, its compilation while it runs, and the report with its page: of a small run nearly all. */
const FIXED_MS = 1700
/** What the limit of a deployment leaves out, since it is no part of the run: the report, and what waits to be collected. */
const BESIDE = 75e6
/** An event. */
const EVENT_MS = 0.42e-3

/**
 * Measured over the runs of the scenarios that ship (Node 20, 2026), in processor time; `slowness` brings it to this machine. What was
 * measured here and now is taken as it was: `builtMs`, how long it took to read the deployment and to build its model.
 */
export function runCost(model: Model, expected: Expected, sendings: ExpectedSendings, builtMs: number): RunCost {
  const { deployment } = model
  const events = expectedEvents(model, expected, sendings)
  // A warm-up that is to be found is found in a run of its own.
  const runs = deployment.settings['warm-up'] === 'found' ? 2 : 1
  const ms = builtMs * runs + slowness() * (FIXED_MS + events * EVENT_MS * runs)
  return { events: events * runs, ms, memory: memoryFor(deployment) + BESIDE }
}
