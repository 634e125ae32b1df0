import { percent } from '../check/verdict.js'
import { printDuration } from '../input/units.js'
import type { Limited, Move } from './moved-figures.js'
import type { BudgetChange, Change, Comparison } from './compare.js'
import type { Direction } from './verdict-change.js'
import type { ReportedRequirement } from './report-files.js'

/** How a requirement's share in time is told: with its interval, where it has one. */
export function shareInWords({ shareInTime, low, high }: ReportedRequirement): string {
  return shareInTime === undefined ? 'NA' : shareWithLimits({ value: shareInTime, low: low ?? 0, high })
}

/** A figure before and after, with as many digits as tell them apart. */
export function moveInWords({ figure, base, next }: Move): { base: string; next: string } {
  if (figure === 'in time') return { base: shareWithLimits(base), next: shareWithLimits(next) }
  for (let digits = 3; ; digits += 1) {
    const [before, after] = [base, next].map(({ value }) => time(value, digits))
    if (before !== after || digits === 12) return { base: withLimits(base, digits), next: withLimits(next, digits) }
  }
}

export function budgetInWords({ base, next }: BudgetChange): string {
  const word = (one: BudgetChange['base'], none: string) =>
    one === undefined ? none : one.verdictText + (one.level === 'warn' ? ' (warns only)' : '')
  return `${word(base, 'not there')} → ${word(next, 'gone')}`
}

export function verdictsInWords({ base, next }: Change<ReportedRequirement>): string {
  return `${base.verdictText} → ${next.verdictText}`
}

/** How many became worse, better, and neither: `2 worse, 1 better`. */
export function tally(changes: readonly { direction: Direction }[]): string {
  const of = (direction: Direction) => changes.filter((one) => one.direction === direction).length
  const parts = [
    [of('worse'), 'worse'],
    [of('better'), 'better'],
    [of('neither'), 'different'],
  ] as const
  const told = parts.filter(([many]) => many > 0).map(([many, what]) => `${many} ${what}`)
  return told.length === 0 ? 'as they were' : told.join(', ')
}

/** The last word: what the exit status says. */
export function conclusion({ regressions }: Comparison): string {
  if (regressions === 0) return 'nothing became worse'
  return regressions === 1 ? '1 regression' : `${regressions} regressions`
}

/** Whole numbers in groups of three. */
export function count(value: number): string {
  return String(value).replace(/\B(?=(\d{3})+$)/g, ' ')
}

export function difference(base: number, next: number): string {
  return next === base ? 'as it was' : `${next > base ? '+' : '-'}${count(Math.abs(next - base))}`
}

function shareWithLimits({ value, low, high }: Limited): string {
  return `${percent(value)} (${percent(low)} to ${percent(high ?? 1)})`
}

function withLimits({ value, low, high }: Limited, digits: number): string {
  return `${time(value, digits)} (${time(low, digits)} to ${high === undefined ? 'NA' : time(high, digits)})`
}

function time(seconds: number, digits: number): string {
  return printDuration(Math.round(seconds * 1e6), digits)
}
