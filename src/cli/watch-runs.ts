import { existsSync } from 'node:fs'
import { InputError, Problems } from '../input/problems.js'
import { missing } from '../input/text-file.js'
import { hearReads } from '../input/reads.js'
import { changeText } from '../plan/watch-change.js'
import { comparisonOf } from '../plan/compare.js'
import { readReport, type ReportFiles } from '../plan/report-files.js'
import type { DeploymentOptions } from './deployment-options.js'
import { readOverrides } from './read-deployment.js'
import { listenForInterrupt, type Interrupt } from './interrupt.js'
import type { StatisticsOptions } from './statistics-options.js'
import { readStatistics } from './read-statistics.js'
import { watch } from './watch.js'

export interface WatchOptions extends DeploymentOptions, StatisticsOptions {
  json?: boolean
  open?: boolean
  trace?: string
}

type RunOnce<O> = (file: string, options: O, interrupt: Interrupt) => Promise<string | undefined>

/** `sgsim run --watch`. */
export async function watchRuns<O extends WatchOptions>(file: string, options: O, runOnce: RunOnce<O>): Promise<void> {
  refuseBeside(options)
  if (!existsSync(file)) throw missing(file)
  const interrupt = listenForInterrupt()
  const quiet = options.quiet === true
  let last: ReportFiles | undefined
  let asked = options
  try {
    await watch(file, {
      interrupted: interrupt.happened,
      say: (line) => {
        if (!quiet) process.stderr.write(`${line}\n`)
      },
      runOnce: async (happened) => {
        const why = () => (interrupt.happened() ? '' : existsSync(file) ? ', a file was saved' : `, ${file} is gone`)
        const folder = await runOnce(file, asked, { happened, stop: () => undefined, why })
        if (folder === undefined) return !interrupt.happened()
        // One page that is open is enough.
        asked = { ...options, open: false }
        const next = reportIn(folder)
        if (last !== undefined && next !== undefined && !quiet) process.stdout.write(`${changed(last, next)}\n`)
        last = next
        return true
      },
    })
  } finally {
    interrupt.stop()
  }
}

/** What is wrong with options no save mends; and what makes no sense again and again. */
function refuseBeside(options: WatchOptions): void {
  readStatistics(options)
  readOverrides(options)
  const problems = new Problems()
  const refuse = (option: string, why: string) =>
    problems.add({ file: option }, `cannot be combined with --watch: ${why}`, 'leave one of them out')
  if (options.json === true) refuse('--json', 'what it prints is one result, for a program')
  if (options.trace !== undefined) refuse('--trace', 'a trace is of one run')
  problems.throwIfAny()
}

/** Undefined where it cannot be read again: then nothing is said of what changed. */
function reportIn(folder: string): ReportFiles | undefined {
  const problems = new Problems()
  // A report is no input.
  hearReads(undefined)
  try {
    const report = readReport(folder, problems)
    return problems.count === 0 ? report : undefined
  } catch (error) {
    if (error instanceof InputError) return undefined
    throw error
  }
}

function changed(last: ReportFiles, next: ReportFiles): string {
  try {
    return changeText(comparisonOf(last, next))
  } catch (error) {
    if (!(error instanceof InputError)) throw error
    return 'since the run before: the catalogue is another, so nothing can be compared'
  }
}
