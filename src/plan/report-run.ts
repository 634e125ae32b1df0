import { CONFIDENCE, percent } from '../check/verdict.js'
import { locate } from '../input/locate.js'
import { InputError, type Problems } from '../input/problems.js'
import { readText } from '../input/text-file.js'

/** What run.json says of the run that a report is of; undefined where another version of sgsim has not written it. */
export interface ReportRun {
  sgsim: string
  catalogueHash: string
  deploymentHash: string | undefined
  name: string | undefined
  profile: string | undefined
  useCases: readonly string[] | undefined
  node: number | undefined
  seed: number | undefined
  start: string | undefined
  durationS: number | undefined
  /** What sgsim takes if nothing is said, where the report does not say. */
  confidence: string
  replications: number
  /** Whether it is the check of a trace, which says nothing of networks and nodes. */
  ofTrace: boolean
}

export function readReportRun(file: string, problems: Problems): ReportRun | undefined {
  const written = readObject(file, problems)
  if (written === undefined) return undefined
  const of = <T>(key: string, type: 'string' | 'number') => {
    const value = written[key]
    return typeof value === type ? (value as T) : undefined
  }
  const [sgsim, catalogueHash] = ['sgsim', 'catalogueHash'].map((key) => {
    const value = of<string>(key, 'string')
    const place = { file, line: 1, column: 1 }
    if (value === undefined) problems.add(place, `expected "${key}" with a text, found ${found(written[key])}`, RERUN)
    return value
  })
  if (sgsim === undefined || catalogueHash === undefined) return undefined
  const { useCases } = written
  return {
    sgsim,
    catalogueHash,
    deploymentHash: of('deploymentHash', 'string'),
    name: of('name', 'string'),
    profile: of('profile', 'string'),
    useCases: Array.isArray(useCases) ? useCases.map(String) : undefined,
    node: of('node', 'number'),
    seed: of('seed', 'number'),
    start: of('start', 'string'),
    durationS: of('durationS', 'number'),
    ...statisticsOf(written['statistics']),
    ofTrace: written['trace'] !== undefined,
  }
}

function statisticsOf(statistics: unknown): Pick<ReportRun, 'confidence' | 'replications'> {
  const said = (typeof statistics === 'object' ? statistics : null) ?? {}
  const { confidence, familywise, replications } = said as Record<string, unknown>
  const share = percent(typeof confidence === 'number' ? confidence : CONFIDENCE)
  return {
    confidence: familywise === true ? `${share} of all verdicts together` : share,
    replications: Array.isArray(replications) ? replications.length : 1,
  }
}

const RERUN = 'run the deployment again with this version of sgsim'

function readObject(file: string, problems: Problems): Record<string, unknown> | undefined {
  try {
    const text = readText(file)
    const value = parsed(text, file)
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Record<string, unknown>
    problems.add({ file, line: 1, column: 1 }, `expected an object, found ${found(value)}`)
  } catch (error) {
    if (!(error instanceof InputError)) throw error
    for (const { position, message, hint } of error.problems) problems.add(position, message, hint)
  }
  return undefined
}

function parsed(text: string, file: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    const { message } = error as SyntaxError
    // Where the text ends too early, the position is not told.
    const [, offset] = /position (\d+)/.exec(message) ?? [undefined, String(text.length)]
    throw InputError.of(
      locate(file, text, Number(offset)),
      `not JSON: ${message.replace(/ in JSON.*$| \(line.*$/, '')}`,
    )
  }
}

function found(value: unknown): string {
  if (value === undefined) return 'nothing'
  if (Array.isArray(value)) return 'a list'
  return typeof value === 'object' && value !== null ? 'an object' : JSON.stringify(value)
}
