import { join } from 'node:path'
import { InputError, Problems } from '../input/problems.js'
import { printSize, readDuration, readShare } from '../input/units.js'
import { FolderWriter } from '../input/write-aside.js'
import { checkReport, checkSummary, writeCheck } from '../report/check-report.js'
import { MARKER, PAGE } from '../report/folder.js'
import { json } from '../report/json.js'
import { nothingCounted } from '../report/trace-notes.js'
import { hasFailed } from '../run/budget-outcome.js'
import { readColumnMap } from '../run/check-columns.js'
import { checkTrace, type TraceOptions } from '../run/check-trace.js'
import { ONE_RUN } from '../run/statistics.js'
import type { DeploymentOptions } from './deployment-options.js'
import { readDeployment } from './read-deployment.js'
import { EXIT } from './exit-status.js'
import { JobOutputs } from './job-outputs.js'
import { openReport, refuseOpenWithoutPage } from './open-report.js'
import type { ParquetOption } from './parquet-option.js'
import { parquetAsked } from './parquet-asked.js'
import { listenForInterrupt } from './interrupt.js'

interface CheckOptions extends DeploymentOptions, ParquetOption {
  deployment: string
  out?: string
  json?: boolean
  junit?: string
  strict?: boolean
  /** False with --no-html. */
  html: boolean
  open?: boolean
  map?: string[]
  unit?: string
  epoch?: boolean
  timeZone?: string
  skew?: string
  confidence?: string
  familywise?: boolean
}

export async function act(file: string, options: CheckOptions): Promise<void> {
  const strict = options.strict === true
  const reading = readOptions(options)
  const deployment = readDeployment(options.deployment, options)
  const reports = options.out ?? join('reports', `${deployment.settings.name}-check`)
  const job = new JobOutputs(options, reports, process.env)
  refuseOpenWithoutPage(options)
  const parquet = await parquetAsked(options)
  const folder = new FolderWriter(reports, MARKER)
  const line = new ReadLine(options.quiet === true)
  const interrupt = listenForInterrupt()
  try {
    const check = await checkTrace(deployment, file, {
      ...reading,
      interrupted: interrupt.happened,
      onProgress: (done) => line.show(file, done),
    })
    line.clear()
    if (check === undefined) {
      process.stderr.write(`interrupted; no report was written, ${reports} is as it was\n`)
      process.exitCode = EXIT.interrupted
      return
    }
    const nothing = nothingCounted(check.notes)
    if (nothing !== undefined) throw InputError.of(file, nothing.message, nothing.hint)
    job.prepare(check, folder)
    await writeCheck(folder, check, options.html)
    parquet?.(folder)
    folder.commit()
    job.publish(check)
    if (options.json) process.stdout.write(json(checkSummary(check, reports)))
    else if (!options.quiet) process.stdout.write(checkReport(check, reports, strict))
    if (options.open) await openReport(join(reports, PAGE))
    process.exitCode = hasFailed(check, strict) ? EXIT.requirementFailed : EXIT.ok
  } finally {
    line.clear()
    interrupt.stop()
    folder.abandon()
    job.abandon()
  }
}

const UNITS: Readonly<Record<string, number>> = { s: 1e6, ms: 1e3, us: 1 }

function readOptions(options: CheckOptions): TraceOptions {
  const problems = new Problems()
  const refuse = (option: string, text: string, expected: string) =>
    problems.add({ file: `--${option} ${text}` }, `expected ${expected}, found "${text}"`)
  const { unit = 's', skew = '0 s', confidence = '95%', timeZone } = options
  if (!Object.hasOwn(UNITS, unit)) refuse('unit', unit, 's, ms or us')
  const tolerated = readDuration(skew)
  if ('expected' in tolerated) refuse('skew', skew, `a time, such as 50ms (${tolerated.expected})`)
  const sure = readShare(confidence)
  const isShare = 'value' in sure && sure.value > 0 && sure.value < 1
  if (!isShare) refuse('confidence', confidence, 'a share between 0% and 100%, such as 99%')
  let map: TraceOptions['map']
  try {
    map = readColumnMap(options.map ?? [])
  } catch (error) {
    if (!(error instanceof InputError)) throw error
    for (const { position, message, hint } of error.problems) problems.add(position, message, hint)
  }
  problems.throwIfAny()
  return {
    map: map!,
    ...(options.unit !== undefined && { unit: UNITS[unit]! }),
    epoch: options.epoch === true,
    ...(timeZone !== undefined && { zone: timeZone }),
    skew: (tolerated as { value: number }).value,
    statistics: { ...ONE_RUN, confidence: (sure as { value: number }).value, familywise: options.familywise === true },
  }
}

/** One line on stderr that is drawn again and again: how much of the file has been read. Silent where nobody looks. */
class ReadLine {
  private drawn = 0
  private readonly shown: boolean

  constructor(quiet: boolean) {
    this.shown = !quiet && process.stderr.isTTY === true
  }

  show(file: string, { used, size, rows }: { used: number; size: number; rows: number }): void {
    const now = performance.now()
    if (!this.shown || now - this.drawn < 200) return
    this.drawn = now
    const part = size > 0 ? ` (${Math.floor((100 * used) / size)} %)` : ''
    process.stderr.write(`\r\x1b[K${file}: ${printSize(used, 3)} of ${printSize(size, 3)}${part}, ${rows} rows`)
  }

  clear(): void {
    if (this.shown && this.drawn > 0) process.stderr.write('\r\x1b[K')
  }
}
