import { InputError } from '../input/problems.js'
import { checkPoints } from '../plan/sweep-check.js'
import { noSweep, sweepInFile } from '../plan/sweep-in-file.js'
import { sweepOfOptions } from '../plan/sweep-options.js'
import type { PointOutcome } from '../plan/sweep-point.js'
import type { PointResult } from '../plan/sweep-result.js'
import type { PointRunner } from '../plan/sweep-runners.js'
import { refuseSetOfVaried } from '../plan/sweep-set.js'
import { overridesOf, type Sweep } from '../plan/sweep.js'
import { inOrder, Interrupted } from '../run/replications.js'
import type { Statistics } from '../run/statistics.js'
import type { Deployment, Value } from './deployment-types.js'
import { loadedOf, type Loaded } from './inner.js'
import type { Busiest, Verdict, VerdictCounts } from './result-types.js'
import { refuseUnknown } from './known-options.js'
import { STATISTICS, statisticsOf } from './options.js'
import type { StatisticsOptions } from './statistics.js'
import { askingFor, reasonOf, type Stoppable } from './stop.js'

/** What is varied, and how. Without `vary` and `profiles` the points are those of `sweep:` in the deployment. */
export interface SweepOptions extends StatisticsOptions, Stoppable {
  /** Values by path: every combination is a point, and the last path varies fastest. */
  vary?: Readonly<Record<string, readonly Value[]>> | undefined
  /** Profiles to try; `'all'` of them. */
  profiles?: 'all' | readonly string[] | undefined
  /** The number of the first point that is run: 1 where nothing is said. */
  first?: number | undefined
  /** The number of the last one. */
  last?: number | undefined
}

/** One point of a sweep and what came of it. */
export interface SweepPoint {
  /** From 1. */
  readonly number: number
  /** Of how many. */
  readonly of: number
  /** What is varied, by path, as it is here. */
  readonly values: Readonly<Record<string, unknown>>
  /** Why the deployment cannot have these values, or this machine cannot run them; undefined where there is a result. */
  readonly cannot: string | undefined
  /** What came out. */
  readonly result: SweepResult | undefined
}

/** What is kept of the run of a point. */
export interface SweepResult {
  /** Whether a requirement failed that is not relaxed, or a budget that is more than a warning. */
  readonly failed: boolean
  /** Of the requirements of the SRS. */
  readonly verdicts: VerdictCounts
  /** Every requirement that applies there. */
  readonly requirements: readonly SweptRequirement[]
  /** Messages that were sent. */
  readonly messages: number
  /** Bytes of their applications. */
  readonly bytesApplication: number
  /** Bytes on the wire. */
  readonly bytesWire: number
  /** The network and direction with the highest use of its capacity in any hour. */
  readonly busiest: Busiest | undefined
}

/** A requirement at a point. A figure that does not exist is undefined. */
export interface SweptRequirement {
  /** Its id. */
  readonly requirement: string
  /** Whether it is met. */
  readonly verdict: Verdict
  /** Of those that counted, the share that arrived within the bound. */
  readonly shareInTime: number | undefined
  /** The 99 % quantile of the latency, in seconds. */
  readonly latencyP99S: number | undefined
}

/**
 * Runs a deployment at many points and gives them in their order, each when it is there. Whoever stops taking them stops the sweep. All points
 * are checked before the first is run. Nothing is written: `sgsim sweep` keeps points in a folder, and goes on where it was interrupted.
 *
 * @throws {@link InputError} where a point is wrong, or an option is
 */
export async function* sweep(deployment: Deployment, options: SweepOptions = {}): AsyncGenerator<SweepPoint, void> {
  refuseUnknown('sweep', options, OPTIONS)
  const interrupted = askingFor(options)
  const { workers, ...statistics } = statisticsOf(options)
  const loaded = loadedOf(deployment)
  const { inner, withMore, overrides } = loaded
  const points = sweepOfOptions(...asCommand(options)) ?? sweepInFile(inner)
  if (points === undefined) throw noSweep(inner)
  refuseSetOfVaried(overrides, points.paths)
  const [first, last] = rangeOf(options, points)
  const numbers = Array.from({ length: last - first + 1 }, (_, i) => first + i)
  if (!(await checkPoints(points, numbers, withMore, { interrupted }))) throw reasonOf(options.signal)
  const runner = await runnerOf(loaded, statistics, workers, numbers.length, interrupted)
  const watch = setInterval(() => {
    if (interrupted()) void runner.close()
  }, LOOK_MS)
  try {
    let number = first
    const outcomes = inOrder(first, last, runner.atOnce, (one) => runner.run(overridesOf(points.point(one))))
    for await (const outcome of outcomes) {
      // A run that is shorter than the slices in which it looks does not notice by itself.
      if (interrupted()) throw new Interrupted()
      yield toldPoint(points, number++, outcome)
    }
  } catch (error) {
    throw error instanceof Interrupted ? reasonOf(options.signal) : error
  } finally {
    clearInterval(watch)
    await runner.close()
  }
}

const OPTIONS: Record<keyof SweepOptions, true> = {
  ...{ ...STATISTICS, signal: true, vary: true, profiles: true, first: true, last: true },
}

const LOOK_MS = 100

/** As the command is asked, so that it is read and refused alike. */
function asCommand({ vary = {}, profiles }: SweepOptions): [vary: string[], profiles: string | undefined] {
  const values = (all: readonly Value[]) => all.map((one) => JSON.stringify(one)).join(',')
  const named = typeof profiles === 'string' ? profiles : profiles?.join(',')
  return [Object.entries(vary).map(([path, all]) => `${path}=${values(all)}`), named]
}

function rangeOf({ first = 1, last }: SweepOptions, { count }: Sweep): [first: number, last: number] {
  const to = last ?? count
  const isIn = (number: number) => Number.isInteger(number) && number >= 1 && number <= count
  if (isIn(first) && isIn(to) && first <= to) return [first, to]
  throw InputError.of('first and last', `expected two numbers from 1 to ${count}, found ${first} and ${to}`)
}

/** Threads are loaded where they are used: the library that keeps them takes its time. */
async function runnerOf(
  { inner, file, payloads, overrides, withMore }: Loaded,
  statistics: Statistics,
  workers: number | undefined,
  count: number,
  interrupted: () => boolean,
): Promise<PointRunner> {
  const { PointsHere, PointsInWorkers } = await import('../plan/sweep-runners.js')
  if (file === undefined || count === 1) return new PointsHere(withMore, statistics, { interrupted })
  const { confidence, untilDecided: kinds } = statistics
  const origin = { file, overrides, payloads, hash: inner.hash, confidence, kinds, statistics }
  const { threadsFor } = await import('../run/workers.js')
  return new PointsInWorkers(origin, Math.min(count, workers ?? threadsFor(inner, count)))
}

function toldPoint(points: Sweep, number: number, outcome: PointOutcome): SweepPoint {
  const { values } = points.point(number)
  return {
    ...{ number, of: points.count },
    values: Object.fromEntries(values.map(({ path, data }) => [path, data])),
    cannot: 'cannot' in outcome ? outcome.cannot : 'refused' in outcome ? refusedInWords(outcome) : undefined,
    result: 'result' in outcome ? toldResult(outcome.result) : undefined,
  }
}

function refusedInWords({ refused }: Extract<PointOutcome, { refused: unknown }>): string {
  return refused.map(({ message }) => message).join('; ')
}

function toldResult(found: PointResult): SweepResult {
  const { failed, pass, fail, undecided, notExercised, messages, bytesApplication, bytesWire, busiest } = found
  return {
    failed,
    verdicts: { pass, fail, undecided, notExercised },
    requirements: found.requirements.map(({ requirement, verdict, shareInTime, latencyP99S }) => ({
      ...{ requirement, verdict, shareInTime: shareInTime ?? undefined, latencyP99S: latencyP99S ?? undefined },
    })),
    ...{ messages, bytesApplication, bytesWire },
    busiest: busiest === null ? undefined : toldBusiest(busiest),
  }
}

function toldBusiest({ network, direction, utilisation }: NonNullable<PointResult['busiest']>): Busiest {
  return { network, direction: direction as Busiest['direction'], share: utilisation }
}
