import type { Deployment } from '../deployment/deployment.js'
import { CONFIDENCE } from '../check/verdict.js'
import { InputError, Problems } from '../input/problems.js'
import { readShare } from '../input/units.js'
import { sizedValueOf, type SizedValue } from '../plan/size-value.js'

export interface SizeCommandOptions {
  vary?: string[]
  from?: string
  to?: string
  headroom?: string
  resolution?: string
  confidence?: string
  requirement?: string[]
  workers?: string
  replications?: string
}

export interface SizeQuestion {
  values: SizedValue[]
  from: number | undefined
  to: number | undefined
  headroom: number | undefined
  resolution: number
  confidence: number
  workers: number | undefined
  replications: number
}

/** How much more the larger end of a bracket may be than the smaller. */
const RESOLUTION = 0.05
const FINEST = 0.0001
const MOST_WORKERS = 1024
const MOST_REPLICATIONS = 100_000

/** What is asked, all that is wrong with it at once. */
export function readSizeQuestion(options: SizeCommandOptions, deployment: Deployment): SizeQuestion {
  const problems = new Problems()
  const names = options.vary ?? []
  if (names.length === 0)
    problems.add({ file: '--vary' }, 'expected what is to be sized', 'for example --vary wan.rate or --vary endpoints-per-dap') // prettier-ignore
  const values = names.flatMap((name) => sizedValue(deployment, name, problems))
  values.forEach(({ path, name }, i) => {
    if (values.findIndex((one) => one.path.join('.') === path.join('.')) < i)
      problems.add({ file: `--vary ${name}` }, `${path.join('.')} is varied already`)
  })
  const share = (option: string, text: string | undefined, least: number): number | undefined => {
    if (text === undefined) return undefined
    const reading = readShare(text)
    if ('value' in reading && reading.value >= least && reading.value < 1) return reading.value
    const from = `${Number((least * 100).toPrecision(4))}%`
    problems.add({ file: `--${option} ${text}` }, `expected a share of at least ${from} and below 100%, such as "20%", found "${text}"`) // prettier-ignore
    return undefined
  }
  const end = (option: 'from' | 'to'): number | undefined => {
    const text = options[option]
    if (text === undefined) return undefined
    const file = `--${option} ${text}`
    if (names.length !== 1) problems.add({ file }, 'expected one --vary: these are the ends of one value')
    const [sized] = values
    if (names.length !== 1 || sized === undefined) return undefined
    const value = sized.kind.read(text)
    if (value === undefined || value > sized.kind.most)
      problems.add({ file }, `expected ${sized.kind.what}, such as ${sized.kind.print(sized.now)}, found "${text}"`)
    return value
  }
  const [from, to] = [end('from'), end('to')]
  if (from !== undefined && to !== undefined && from >= to)
    problems.add({ file: `--from ${options.from!}` }, `expected less than --to ${options.to!}`)
  if (from === undefined || to === undefined)
    for (const { name, now, kind } of values)
      if (now === 0) problems.add({ file: `--vary ${name}` }, `it is ${kind.print(0)}, of which there is no half and no double`, 'say between which values with --from and --to') // prettier-ignore
  const headroom = share('headroom', options.headroom, 0)
  const resolution = share('resolution', options.resolution, FINEST) ?? RESOLUTION
  const confidence = share('confidence', options.confidence, 0.5) ?? CONFIDENCE
  const count = (option: 'workers' | 'replications', most: number): number | undefined => {
    const text = options[option]
    if (text === undefined) return undefined
    const number = /^\d+$/.test(text.trim()) ? Number(text) : NaN
    if (!(number >= 1 && number <= most))
      problems.add({ file: `--${option} ${text}` }, `expected a whole number from 1 to ${most}, found "${text}"`)
    return number
  }
  const workers = count('workers', MOST_WORKERS)
  const replications = count('replications', MOST_REPLICATIONS) ?? 1
  problems.throwIfAny()
  return { values, from, to, headroom, resolution, confidence, workers, replications }
}

function sizedValue(deployment: Deployment, name: string, problems: Problems): SizedValue[] {
  try {
    return [sizedValueOf(deployment, name)]
  } catch (error) {
    if (!(error instanceof InputError)) throw error
    for (const { position, message, hint } of error.problems) problems.add(position, message, hint)
    return []
  }
}
