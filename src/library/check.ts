import { InputError, Problems } from '../input/problems.js'
import { nothingCounted } from '../report/trace-notes.js'
import { readColumnMap } from '../run/check-columns.js'
import { checkTrace } from '../run/check-trace.js'
import type { Deployment } from './deployment-types.js'
import { keepHeld, loadedOf } from './inner.js'
import { refuseUnknown } from './known-options.js'
import type { Result } from './result-types.js'
import { statisticsOf } from './options.js'
import { askingFor, reasonOf, type Stoppable } from './stop.js'
import { toldResult } from './told.js'

/** How a trace is read. */
export interface CheckOptions extends Stoppable {
  /** What the file calls the columns that it does not call as sgsim does: `{ sent_at: 'tx_time' }`. */
  columns?: Readonly<Record<string, string>> | undefined
  /** What times count that are numbers: seconds where nothing is said. */
  unit?: 's' | 'ms' | 'us' | undefined
  /** Whether such times count from 1970, not from the midnight before the start. */
  epoch?: boolean | undefined
  /** The local time of the deployment, such as `Europe/Berlin`. */
  timeZone?: string | undefined
  /** By how many seconds clocks may differ. */
  skewS?: number | undefined
  /** With what confidence an interval holds the true share: 0.95 where nothing is said. */
  confidence?: number | undefined
  /** Whether that is of all verdicts together, not of each by itself. */
  familywise?: boolean | undefined
  /** Is told from time to time how much of the file has been read. */
  onProgress?: ((progress: ReadProgress) => void) | undefined
}

/** How much of a trace has been read. */
export interface ReadProgress {
  /** Bytes that were read. */
  readonly bytes: number
  /** Of how many. */
  readonly ofBytes: number
  /** Rows that were read. */
  readonly rows: number
}

/** A trace held against the requirements of a deployment. */
export interface CheckResult extends Result {
  /** The file that was read. */
  readonly trace: string
  /** Rows that were read. */
  readonly rows: number
  /** Rows that count for a requirement. */
  readonly rowsCounted: number
}

/**
 * Holds a trace of messages against the requirements, without simulating: one of sgsim's own, or of a real network.
 *
 * @param deployment - says which requirements apply
 * @param file - `.csv`, `.tsv` or `.txt` with a line of columns, or `.ndjson` or `.jsonl`
 * @throws {@link InputError} where the trace cannot be read, or nothing in it counts
 */
export async function check(deployment: Deployment, file: string, options: CheckOptions = {}): Promise<CheckResult> {
  refuseUnknown('check', options, OPTIONS)
  const interrupted = askingFor(options)
  const loaded = loadedOf(deployment)
  const { columns = {}, unit, epoch, timeZone, skewS = 0, confidence, familywise, onProgress } = options
  const problems = new Problems()
  const factor = unit === undefined ? undefined : UNITS[unit]
  if (unit !== undefined && factor === undefined)
    problems.add({ file: 'unit' }, `expected s, ms or us, found "${String(unit)}"`)
  if (!(skewS >= 0 && skewS < Infinity)) problems.add({ file: 'skewS' }, `expected a time in seconds, found ${skewS}`)
  problems.throwIfAny()
  const found = await checkTrace(loaded.inner, file, {
    map: readColumnMap(Object.entries(columns).map(([ours, theirs]) => `${ours}=${theirs}`)),
    ...(factor !== undefined && { unit: factor }),
    ...(epoch !== undefined && { epoch }),
    ...(timeZone !== undefined && { zone: timeZone }),
    skew: skewS * 1e6,
    statistics: statisticsOf({ confidence, familywise }),
    interrupted,
    ...(onProgress && { onProgress: ({ used, size, rows }) => onProgress({ bytes: used, ofBytes: size, rows }) }),
  })
  if (found === undefined) throw reasonOf(options.signal)
  const nothing = nothingCounted(found.notes)
  if (nothing !== undefined) throw InputError.of(file, nothing.message, nothing.hint)
  const held = { check: found, loadMs: loaded.loadMs, folder: undefined }
  const { rows, counted } = found.notes
  const told: CheckResult = { ...toldResult(deployment, held), trace: file, rows, rowsCounted: counted }
  return keepHeld(told, held)
}

const OPTIONS: Record<keyof CheckOptions, true> = {
  ...{ columns: true, unit: true, epoch: true, timeZone: true, skewS: true },
  ...{ confidence: true, familywise: true, onProgress: true, signal: true },
}

const UNITS: Readonly<Record<string, number>> = { s: 1e6, ms: 1e3, us: 1 }
