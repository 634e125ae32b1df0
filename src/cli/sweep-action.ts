import { once } from 'node:events'
import { createReadStream } from 'node:fs'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import type { Deployment } from '../deployment/deployment.js'
import { loadDeployment } from '../deployment/load.js'
import type { Override } from '../input/overrides.js'
import { InputError } from '../input/problems.js'
import { checkPoints } from '../plan/sweep-check.js'
import { costInWords } from '../plan/sweep-cost.js'
import { cleared, refuseOtherFolder } from '../plan/sweep-folder.js'
import { claim, refuseOtherSweep, unclaimIfEmpty } from '../plan/sweep-held.js'
import { isThere, pointPath, readPoint } from '../plan/sweep-files.js'
import { identityOf, type SweepIdentity } from '../plan/sweep-identity.js'
import { noSweep, sweepInFile } from '../plan/sweep-in-file.js'
import { sweepOfOptions } from '../plan/sweep-options.js'
import { runPoints } from '../plan/sweep-run.js'
import { refuseSetOfVaried } from '../plan/sweep-set.js'
import { PointsHere, PointsInWorkers, type PointRunner } from '../plan/sweep-runners.js'
import { SWEEP_MARKER, SWEEP_PAGE, writeSweepTables, type SweepPage } from '../plan/sweep-tables.js'
import { stillText, sweepText } from '../plan/sweep-text.js'
import { overridesOf, pointInWords, type Sweep } from '../plan/sweep.js'
import type { Statistics } from '../run/statistics.js'
import { threadsFor } from '../run/workers.js'
import { readCatalogue } from './read-catalogue.js'
import { CountLine } from './count-line.js'
import type { DeploymentOptions } from './deployment-options.js'
import { readDeployment, readOverrides } from './read-deployment.js'
import { EXIT } from './exit-status.js'
import { openReport, refuseOpenWithoutPage } from './open-report.js'
import type { ParquetOption } from './parquet-option.js'
import { sweepParquet } from './parquet-asked.js'
import { listenForInterrupt } from './interrupt.js'
import { MANY } from './many-points.js'
import type { StatisticsOptions } from './statistics-options.js'
import { readStatistics } from './read-statistics.js'

interface SweepOptions extends DeploymentOptions, StatisticsOptions, ParquetOption {
  vary?: string[]
  profiles?: string
  out?: string
  list?: boolean
  point?: string
  fresh?: boolean
  yes?: boolean
  json?: boolean
  /** False with --no-html. */
  html: boolean
  open?: boolean
}

/** More than that are no sweep that ends. */
const MOST = 10_000_000

export async function act(file: string, options: SweepOptions): Promise<void> {
  refuseOpenWithoutPage(options)
  refuseOpenWithoutTables(options)
  const { workers, ...statistics } = readStatistics(options)
  const catalogue = readCatalogue(options)
  const deployment = readDeployment(file, options, catalogue)
  const overrides = readOverrides(options)
  const withMore = (more: readonly Override[]) => loadDeployment(file, catalogue, [...overrides, ...more])
  const sweep = sweepOfOptions(options.vary ?? [], options.profiles) ?? sweepInFile(deployment)
  if (sweep === undefined) throw noSweep(deployment)
  if (sweep.count > MOST) throw InputError.of('the sweep', `expected at most ${MOST} points, found ${sweep.count}`)
  refuseSetOfVaried(overrides, sweep.paths)
  if (options.list) return list(sweep, withMore, options)
  const folder = options.out ?? join('reports', `${deployment.settings.name}-sweep`)
  refuseOtherFolder(folder)
  const asked: Asked = { file, deployment, sweep, folder, statistics, withMore, overrides, workers, options }
  const numbers = options.point === undefined ? undefined : numbersOf(options.point, sweep)
  if (numbers === undefined && sweep.count > MANY && options.yes !== true) throw await tooMany(asked)
  await runAll(asked, numbers)
}

interface Asked {
  file: string
  deployment: Deployment
  sweep: Sweep
  folder: string
  statistics: Statistics
  withMore: (more: readonly Override[]) => Deployment
  overrides: readonly Override[]
  workers: number | undefined
  options: SweepOptions
}

/** `only`: these points, and no tables. */
async function runAll(asked: Asked, only: Range | undefined): Promise<void> {
  const { deployment, sweep, folder, statistics, withMore, options } = asked
  const { name } = deployment.settings
  const quiet = options.quiet === true
  const identity = identityOf(deployment, sweep, statistics)
  const { first, last } = only ?? { first: 1, last: sweep.count }
  const fresh = options.fresh === true
  if (!fresh) refuseOtherSweep(folder, identity, OTHER, only)
  const missing: number[] = []
  for (let number = first; number <= last; number++)
    if (fresh || !isThere(folder, sweep.point(number), identity)) missing.push(number)
  const parquet = await sweepParquet(options)
  const interrupt = listenForInterrupt()
  let ran = 0
  let claimed = false
  const checking = new CountLine(`${name}: checked`, missing.length, quiet)
  const running = new CountLine(`${name}: point`, missing.length, quiet)
  try {
    const checked = await checkPoints(sweep, missing, withMore, {
      interrupted: interrupt.happened,
      onProgress: (done) => checking.show(done),
    })
    checking.clear()
    if (checked) claimed = claim(folder, identity, OTHER, fresh)
    if (checked && only === undefined) cleared(folder, sweep.count, fresh)
    const finished =
      checked &&
      (missing.length === 0 ||
        (await runPoints(folder, sweep, identity, missing, runnerOf(asked, missing.length, interrupt.happened), {
          interrupted: interrupt.happened,
          onProgress: (done) => running.show((ran = done)),
        })))
    running.clear()
    if (!finished) {
      process.stderr.write(interruptedText(folder, ran, last - first + 1 - missing.length, fresh))
      process.exitCode = EXIT.interrupted
      return
    }
  } finally {
    checking.clear()
    running.clear()
    interrupt.stop()
    if (claimed && only === undefined) unclaimIfEmpty(folder)
  }
  const there = last - first + 1 - missing.length
  if (only !== undefined) {
    for (let number = first; !quiet && number <= last; number++) sayPoint(folder, sweep, number)
    return
  }
  const points = function* () {
    for (let number = 1; number <= sweep.count; number++) yield readPoint(pointPath(folder, number))
  }
  const page = options.html ? await sweepPage(identity) : undefined
  const counts = writeSweepTables(folder, identity, points(), parquet, page)
  if (!quiet) process.stderr.write(stillText(counts))
  if (options.json) await printFile(join(folder, SWEEP_MARKER))
  else if (!quiet) process.stdout.write(sweepText(identity, folder, counts, { parquet: parquet !== undefined, page: options.html, there }))
  if (options.open) await openReport(join(folder, SWEEP_PAGE))
} // prettier-ignore

/** What draws it takes its time: it is loaded when it is to be made. */
export async function sweepPage(identity: SweepIdentity): Promise<SweepPage> {
  const { openSweepHtml } = await import('../plan/sweep-html.js')
  return await openSweepHtml(identity)
}

function refuseOpenWithoutTables({ open, list, point }: SweepOptions): void {
  const other = list ? '--list' : point === undefined ? undefined : `--point ${point}`
  if (open && other) throw InputError.of('--open', `expected no ${other} beside it, which writes no page`, 'leave out one of the two')
} // prettier-ignore

/** What to do about a folder that holds another sweep. */
const OTHER = 'name another folder with --out, or add --fresh, which removes that sweep'

/** `there`: points of an earlier run. */
function interruptedText(folder: string, ran: number, there: number, fresh: boolean): string {
  const stay = (points: number) =>
    `${points} ${points === 1 ? 'point, which stays' : 'points, which stay'} in ${folder}`
  const goesOn = `the same command ${fresh ? 'without --fresh ' : ''}goes on with the others`
  if (ran > 0) return `interrupted after ${stay(ran)}; ${goesOn}\n`
  if (there > 0)
    return `interrupted before another point had ended; there ${there === 1 ? 'is' : 'are'} ${stay(there)}; ${goesOn}\n`
  return 'interrupted before the first point had ended; the same command begins again\n'
}

function runnerOf({ file, deployment, statistics, withMore, overrides, workers, options }: Asked, points: number, interrupted: () => boolean): PointRunner {
  if (points === 1) return new PointsHere(withMore, statistics, { interrupted })
  const { confidence, untilDecided: kinds } = statistics
  const { payloads } = options
  const origin = { file, overrides, payloads, hash: deployment.hash, confidence, kinds, statistics }
  return new PointsInWorkers(origin, Math.min(points, workers ?? threadsFor(deployment, points)))
} // prettier-ignore

function sayPoint(folder: string, sweep: Sweep, number: number): void {
  const { outcome } = readPoint(pointPath(folder, number))
  const words =
    'cannot' in outcome
      ? `cannot be: ${outcome.cannot}`
      : `${outcome.result.pass} pass, ${outcome.result.fail} fail, ${outcome.result.undecided} undecided, ${outcome.result.notExercised} not exercised`
  process.stdout.write(`point ${number} of ${sweep.count} (${pointInWords(sweep.point(number))}): ${words}\n`)
}

interface Range {
  first: number
  last: number
}

function numbersOf(text: string, { count }: Sweep): Range {
  const form = /^\s*(\d+)(?:-(\d+))?\s*$/.exec(text)
  const [first, last] = form ? [Number(form[1]), Number(form[2] ?? form[1])] : [0, 0]
  if (first >= 1 && first <= last && last <= count) return { first, last }
  const expected = `expected a number from 1 to ${count}, or two with "-" between them; found "${text}"`
  throw InputError.of(`--point ${text}`, expected, 'sgsim sweep --list prints the points')
}

/** What the sweep would cost is found by a run of its first point, of which nothing is kept. */
async function tooMany({ deployment, sweep, folder, statistics, withMore, workers, options }: Asked): Promise<InputError> {
  const { name } = deployment.settings
  await checkPoints(sweep, [1], withMore)
  if (!options.quiet) process.stderr.write(`${name}: ${sweep.count} points; the first is run to see what they cost\n`)
  const started = performance.now()
  const outcome = await new PointsHere(withMore, statistics).run(overridesOf(sweep.point(1)))
  const took = performance.now() - started
  const threads = workers ?? threadsFor(deployment, sweep.count)
  const bytes = JSON.stringify(outcome).length
  return InputError.of(
    'the sweep',
    `${sweep.count} points ${costInWords(sweep.count, took, threads, bytes)}, in ${folder}`,
    'add --yes to run them, or spread them over many machines with --point',
  )
} // prettier-ignore

/** What is wrong with a point is told before the first is printed; of so many that a run of them would ask first, the first alone is looked at. */
async function list(sweep: Sweep, withMore: Asked['withMore'], { json: asJson, point, yes }: SweepOptions): Promise<void> {
  if (point !== undefined) throw InputError.of('--list', 'expected no --point beside it', 'leave out one of the two')
  const few = sweep.count <= MANY || yes === true
  await checkPoints(sweep, numbersTo(few ? sweep.count : 1), withMore, { here: false })
  for (let number = 1; number <= sweep.count; number++) {
    const point = sweep.point(number)
    const values = Object.fromEntries(point.values.map(({ path, data }) => [path, data]))
    const line = asJson ? JSON.stringify({ point: number, values }) : `${String(number).padStart(6)}  ${pointInWords(point)}`
    if (!process.stdout.write(`${line}\n`)) await Promise.race([once(process.stdout, 'drain'), once(process.stdout, 'close')])
    if (process.stdout.destroyed) return
  }
} // prettier-ignore

function* numbersTo(last: number): Generator<number> {
  for (let number = 1; number <= last; number++) yield number
}

export async function printFile(path: string): Promise<void> {
  await pipeline(createReadStream(path), process.stdout, { end: false })
}
