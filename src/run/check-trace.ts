import { extname } from 'node:path'
import { setImmediate } from 'node:timers/promises'
import { Batches } from '../check/batches.js'
import { budgetResultsOf } from '../check/budget-counters.js'
import type { BudgetResult } from '../check/budget-result.js'
import type { Deployment } from '../deployment/deployment.js'
import { CsvRows } from '../input/csv-rows.js'
import { NdjsonRows } from '../input/ndjson-rows.js'
import { InputError, Problems } from '../input/problems.js'
import type { Rows } from '../input/rows.js'
import { talliesOf } from '../simulate/tallies.js'
import { appliedRequirements } from '../traffic/applied.js'
import { emissionsOf } from '../traffic/emissions.js'
import { ChainsInRows } from './check-chains.js'
import { isOwnTrace, isTraceColumn, nearColumns, traceCells, type ColumnMap } from './check-columns.js'
import { noNotes, type TraceNotes } from './check-notes.js'
import { CheckedRows } from './check-rows.js'
import { SendingsInRows } from './check-sendings.js'
import type { TimeOptions } from './check-times.js'
import type { Held } from './held.js'
import { howOftenOf } from './how-often.js'
import type { Outcome } from './outcome.js'
import { resultsOf } from './results.js'
import { ONE_RUN, type Statistics } from './statistics.js'

/** How a trace is to be read. */
export interface TraceOptions extends TimeOptions {
  map?: ColumnMap
  /** By how much the clocks of a sender and a receiver may differ, in microseconds. */
  skew?: number
  statistics?: Statistics
  onProgress?: (done: { used: number; size: number; rows: number }) => void
  interrupted?: () => boolean
}

/** A trace held against the requirements of a deployment. */
export interface Check extends Held {
  notes: TraceNotes
}

const SLICE_MS = 50
/** So many districts of a foreign trace are told apart; each is a cluster of every hour. */
const MOST_DISTRICTS = 64
/** So many wrong rows are told of; then reading stops. */
const MOST_PROBLEMS = 20

/**
 * Holds a trace against the requirements without simulating: its rows are counted by the counters of a run, as a run counts what
 * happens. Undefined when it was interrupted.
 */
export async function checkTrace(
  deployment: Deployment,
  file: string,
  options: TraceOptions = {},
): Promise<Check | undefined> {
  const { map = new Map<string, string>(), statistics = ONE_RUN } = options
  const problems = new Problems()
  const rows = rowsOf(file, map, problems)
  try {
    const { start, end, layout, settings } = deployment
    const cells = traceCells(rows, file, map)
    const own = isOwnTrace(cells)
    const districts = own ? layout.districts : cells.district < 0 ? 1 : MOST_DISTRICTS
    const { applied, leftOut } = appliedRequirements(deployment)
    const emissions = emissionsOf(deployment, applied)
    // What would be found is a property of a model: of a trace the warm-up is left out that the deployment gives.
    const warmUp = settings['warm-up'] === 'found' ? 0 : settings['warm-up']
    const batches = new Batches(start, end, districts, start + warmUp)
    const tallies = talliesOf(deployment, applied, emissions, batches)
    const chains = new ChainsInRows(
      own ? deployment : withoutTrees(deployment),
      emissions,
      batches,
      () => rows.used / rows.size,
    )
    const sentByItself = new SendingsInRows(emissions)
    const notes = noNotes(file, options.skew ?? 0)
    notes.manner = rows.manner
    notes.nearColumns = nearColumns(rows, cells)
    notes.warmUpSought = settings['warm-up'] === 'found'
    const parts = { tallies, emissions, chains, sentByItself, notes, problems, districts }
    const checked = new CheckedRows(deployment, rows, cells, options, parts)
    if (!(await readAll(rows, checked, problems, options))) return undefined
    if (problems.count > 0) throw tooMany(problems)
    checked.close()
    const howOften = howOftenOf({ deployment, emissions, sentByItself })
    const all = [...tallies.values()]
    const measured = {
      tallies: all.map((one) => one.result()),
      howOften: all.map(howOften),
      chains: chains.chains.tallies.map((one) => ({ sent: one.sent, share: one.result() })),
      budgets: [...budgetResultsOf(all, false), ...unmeasured(deployment)],
    }
    const model = { deployment, tallies: all, chains: chains.chains }
    const results = resultsOf(model, measured, statistics, 1, () => undefined)
    if (cells.device < 0) for (const one of results.outcomes) forgetDevices(one)
    return { deployment, model: { applied, leftOut }, ...results, notes, statistics }
  } finally {
    rows.close()
  }
}

/** False when it was interrupted. */
async function readAll(rows: Rows, checked: CheckedRows, problems: Problems, options: TraceOptions): Promise<boolean> {
  for (let until = performance.now() + SLICE_MS, more = true; more;) {
    for (let i = 0; i < 1000 && more; i++) {
      more = rows.next() && problems.count < MOST_PROBLEMS
      if (more) checked.row()
    }
    if (performance.now() < until) continue
    until = performance.now() + SLICE_MS
    options.onProgress?.({ used: rows.used, size: rows.size, rows: rows.count })
    await setImmediate()
    if (options.interrupted?.()) return false
  }
  return true
}

function rowsOf(file: string, map: ColumnMap, problems: Problems): Rows {
  switch (extname(file).toLowerCase()) {
    case '.csv':
    case '.tsv':
    case '.txt':
      return new CsvRows(file, isTraceColumn(map), problems)
    case '.ndjson':
    case '.jsonl':
      return new NdjsonRows(file, problems)
    case '.gz':
      throw InputError.of(
        file,
        'expected a trace as CSV or NDJSON, found a compressed file',
        'decompress it first, with gunzip',
      )
    case '.parquet':
      throw InputError.of(file, 'expected a trace as CSV or NDJSON, found Parquet', 'export it as CSV or NDJSON')
    default:
      throw InputError.of(
        file,
        'expected the name of a trace to end in .csv (also .tsv, .txt) or .ndjson (also .jsonl)',
      )
  }
}

function tooMany(problems: Problems): InputError {
  const more = {
    position: problems.list.at(-1)!.position,
    message: 'reading stopped here: there may be more',
    hint: undefined,
  }
  return new InputError(problems.count < MOST_PROBLEMS ? problems.list : [...problems.list, more])
}

/** The districts of a foreign trace are its own: a chain is counted where the trace says, not where a tree of the deployment stands. */
function withoutTrees(deployment: Deployment): Deployment {
  const layout = Object.create(deployment.layout) as Deployment['layout']
  Object.assign(layout, { districtOfTree: (district: number) => district })
  return { ...deployment, layout }
}

/** What is asked of links and nodes: a trace of messages says nothing of it. */
function unmeasured({ budgets }: Deployment): BudgetResult[] {
  return budgets.flatMap(({ demand }, budget) =>
    demand.of === 'metric' ? [{ budget, of: 'metric' as const, values: [undefined] }] : [],
  )
}

/** Where nothing says whose a payload is, nothing can be said of devices. */
function forgetDevices(one: Outcome): void {
  Object.assign(one, { shareDevices: undefined, gapLongestS: undefined })
}
