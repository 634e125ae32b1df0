import { relative, sep, isAbsolute } from 'node:path'
import type { Deployment } from '../deployment/deployment.js'
import { realPath } from '../input/file-aside.js'
import { InputError } from '../input/problems.js'
import { readShare } from '../input/share.js'
import { TraceFiles } from '../trace/trace-files.js'
import { readTraceFilter } from '../trace/trace-filter.js'
import { TraceRecorder } from '../trace/trace-recorder.js'
import type { TraceOptions } from './trace-options.js'

/** The trace that a run is asked for. */
export interface AskedTrace {
  files: TraceFiles
  /** Makes the files, aside of where they will be. */
  begin(): Promise<TraceRecorder>
}

/** Undefined where none is asked for. What is wrong with the options is said at once. */
export function askedTrace(
  options: TraceOptions,
  { settings, catalogue }: Deployment,
  reports: string,
  others: readonly (string | undefined)[],
): AskedTrace | undefined {
  const { trace, traceSample, traceFilter } = options
  if (trace === undefined) {
    if (traceSample !== undefined) throw needsTrace(`--trace-sample ${traceSample}`)
    if (traceFilter !== undefined) throw needsTrace(`--trace-filter ${traceFilter[0]!}`)
    return undefined
  }
  const sample = traceSample === undefined ? 1 : shareOf(traceSample)
  const filter = readTraceFilter(traceFilter ?? [], catalogue)
  const files = new TraceFiles(trace)
  refusePlace(files, reports, others)
  const begin = async () => {
    const { messages, hops } = await files.begin()
    return new TraceRecorder(messages, hops, settings.seed, sample, filter)
  }
  return { files, begin }
}

function needsTrace(option: string): InputError {
  return InputError.of(option, 'expected --trace with it: the file to write to', 'for example --trace trace.csv')
}

function shareOf(text: string): number {
  const share = readShare(text)
  if ('value' in share && share.value > 0) return share.value
  const expected = 'value' in share ? 'more than 0 %' : share.expected
  throw InputError.of(`--trace-sample ${text}`, `expected ${expected}`, 'for example 1%')
}

/** The report folder is swapped as a whole, and another output is not to be overwritten. */
function refusePlace(files: TraceFiles, reports: string, others: readonly (string | undefined)[]): void {
  const folder = realPath(reports)
  const taken = others.filter((one) => one !== undefined).map(realPath)
  for (const path of files.paths) {
    const way = relative(folder, path)
    if (way === '' || (way.split(sep)[0] !== '..' && !isAbsolute(way)))
      throw InputError.of(`--trace ${files.given}`, 'is in the report folder, which is replaced as a whole', 'name a file beside it') // prettier-ignore
    if (taken.includes(path)) throw InputError.of(`--trace ${files.given}`, `${path} is to be written already`)
  }
}
