import type { Budget } from '../deployment/budgets.js'
import type { Metric } from '../deployment/budget-grammar.js'
import { printDuration } from '../input/units.js'
import {
  addPopulations,
  judgePopulation,
  type PopulationForm,
  type PopulationResult,
  type PopulationVerdict,
} from './population-counter.js'
import { addShares, type ShareResult } from './share-result.js'
import { decide, type VerdictWord } from './verdict.js'

/** What was counted for a budget, in a run or in several: its verdict is made from it, and nothing else. Plain data. */
export type BudgetResult = { budget: number; requirement?: string } & (
  | { of: 'share'; share: ShareResult }
  | { of: 'events'; form: PopulationForm; population: PopulationResult }
  /** One value a run, in the unit of the limit; undefined where there was nothing to measure. */
  | { of: 'metric'; values: (number | undefined)[] }
)

/** Of two runs of the same deployment, which have the same budgets in the same order. */
export function addBudgets(a: readonly BudgetResult[], b: readonly BudgetResult[]): BudgetResult[] {
  return a.map((one, i) => {
    const other = b[i]!
    if (one.of === 'share' && other.of === 'share') return { ...one, share: addShares(one.share, other.share) }
    if (one.of === 'events' && other.of === 'events')
      return { ...one, population: addPopulations(one.population, other.population) }
    if (one.of === 'metric' && other.of === 'metric') return { ...one, values: [...one.values, ...other.values] }
    throw new Error('results of different budgets do not add up')
  })
}

/** A budget held against what happened. What it has no figure for is undefined. */
export interface BudgetVerdict {
  verdict: VerdictWord
  /** What it rests on, or what is missing, in words. */
  found: string
  /** Of messages, or of events: those that count, and the share of them that met the bound, with its interval. */
  counted: number | undefined
  share: number | undefined
  interval: { low: number; high: number } | undefined
  /** Of what must be how much within which time (microseconds). */
  boundShare: number | undefined
  boundWithin: number | undefined
  /** Of a metric: of several runs the one furthest on the wrong side. */
  value: number | undefined
  limit: number | undefined
}

const NONE = {
  counted: undefined,
  share: undefined,
  interval: undefined,
  boundShare: undefined,
  boundWithin: undefined,
  value: undefined,
  limit: undefined,
}

/** What a budget of messages or events came to, in whatever way that was found. */
export type JudgedBudget = Pick<PopulationVerdict, 'verdict' | 'reason' | 'counted' | 'good' | 'interval'>

/** `judged`: as is known of a share, or of events; a metric is judged by a plain comparison, without an interval. */
export function judgeBudget({ demand }: Budget, result: BudgetResult, judged?: JudgedBudget): BudgetVerdict {
  if (result.of === 'metric') return judgeMetric(demand as Metric, result.values)
  const { form } = result as { form?: PopulationForm }
  const { verdict, reason, counted, good, interval } = judged ?? byItself(result)
  return {
    ...NONE,
    ...{ verdict, found: reason, counted, interval },
    share: counted === 0 ? undefined : good / counted,
    boundShare: result.of === 'share' ? result.share.bound.share : form!.share,
    boundWithin: result.of === 'share' ? result.share.bound.within : form!.within,
  }
}

/** A share by its interval, as the requirements; events as `judgePopulation` says. */
function byItself(result: Exclude<BudgetResult, { of: 'metric' }>): JudgedBudget {
  return result.of === 'share' ? decide(result.share) : judgePopulation(result.form, result.population)
}

/** `pass` where it holds in each run, `fail` where it does in none. */
function judgeMetric(metric: Metric, values: readonly (number | undefined)[]): BudgetVerdict {
  const there = values.filter((one) => one !== undefined)
  const base = { ...NONE, limit: metric.limit }
  if (there.length === 0) return { ...base, verdict: 'not exercised', found: 'there was nothing to measure' }
  const holding = there.filter((one) => holds(one, metric)).length
  const verdict: VerdictWord = holding === there.length ? 'pass' : holding === 0 ? 'fail' : 'undecided'
  const value = worstOf(there, metric)
  const shown = apart(value, metric)
  const limit = `must be ${metric.comparator} ${shown.limit}`
  const runs = there.length === 1 ? '' : `; it holds in ${holding} of ${there.length} runs, of which this is the worst`
  return { ...base, verdict, value, found: `${shown.value}, ${limit}${runs}` }
}

function holds(value: number, { comparator, limit }: Metric): boolean {
  if (comparator === '<') return value < limit
  if (comparator === '<=') return value <= limit
  return comparator === '>' ? value > limit : value >= limit
}

/** The one that is furthest on the wrong side: the largest where the limit is not to be exceeded. */
export function worstOf(values: readonly number[], { comparator }: Metric): number {
  return comparator.startsWith('<') ? Math.max(...values) : Math.min(...values)
}

/** The limit as it was written, and the value with as many digits as show on which side of it that is. */
function apart(value: number, metric: Metric): { value: string; limit: string } {
  const limit = rounded(metric.limit, metric, MOST_DIGITS)
  let digits = Math.max(2, decimalsOf(limit) + 1)
  const isToldApart = () => Math.sign(rounded(value, metric, digits) - limit) === Math.sign(value - metric.limit)
  while (digits < MOST_DIGITS && !isToldApart()) digits++
  return { value: inUnit(rounded(value, metric, digits), metric), limit: inUnit(limit, metric) }
}

function decimalsOf(value: number): number {
  return plainDecimal(value).split('.')[1]?.length ?? 0
}

/** Beyond that doubles write noise. */
const MOST_DIGITS = 12

/** In per cent, microseconds or packets; times are told to the microsecond, the others to so many decimals. */
function rounded(value: number, { figure }: Metric, digits: number): number {
  if (figure === 'queue-delay') return Math.round(value * 1e6)
  return Number((figure === 'backlog' ? value : value * 100).toFixed(digits))
}

function inUnit(value: number, { figure }: Metric): string {
  if (figure === 'queue-delay') return printDuration(value)
  return figure === 'backlog' ? `${value} packet${value === 1 ? '' : 's'}` : `${plainDecimal(value)} %`
}

/** 0.000000012, not 1.2e-8. */
function plainDecimal(value: number): string {
  return Math.abs(value) < 1e-6 && value !== 0 ? value.toFixed(MOST_DIGITS).replace(/0+$/, '') : String(value)
}
