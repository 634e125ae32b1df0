import { percent } from '../check/verdict.js'
import { profilesInWords } from '../deployment/territories.js'
import { printDuration } from '../input/units.js'
import type { Outcome } from '../run/outcome.js'
import type { Held } from '../run/held.js'
import { relaxedBy } from '../run/budget-outcome.js'
import { budgetsFailedInWords, relaxedFailedInWords } from './budgets-in-words.js'
import { budgetsSummary } from './budgets-summary.js'
import { statementOf } from './coverage.js'
import { escaped } from './markdown.js'
import { verdictCounts } from './run-json.js'
import { failedWorstFirst } from './worst-first.js'

/** GitHub takes a summary of a mebibyte and drops a longer one: a table of so many lines stays far below. */
const ROWS = 100

/** The run, or what a trace was held against, in Markdown, for the page of a CI job: how many passed, what failed and why, and where the report is. */
export function stepSummary(run: Held, reports: string, strict: boolean, artifacts?: string): string {
  const { deployment, outcomes } = run
  const { settings, territories } = deployment
  const { pass, fail, undecided, 'not exercised': idle } = verdictCounts(outcomes)
  const failed = failedWorstFirst(outcomes)
  const time = `${printDuration(settings.duration)} from ${settings.start.text}, seed ${settings.seed}`
  const { claim } = statementOf(run)
  const lines = [
    `## ${escaped(`sgsim: ${settings.name}: ${headline(run, strict)}`)}`,
    '',
    escaped(`Profile ${profilesInWords(territories)}; ${time}.`),
    '',
    '| pass | fail | undecided | not exercised |',
    '| ---: | ---: | ---: | ---: |',
    `| ${pass} | ${fail} | ${undecided} | ${idle} |`,
    '',
  ]
  if (failed.length > 0) lines.push(...tableOf(failed, run.statistics.confidence, relaxedBy(run.budgets)), '')
  lines.push(...budgetsSummary(run.budgets))
  lines.push(
    `Claim: ${escaped(claim.canBeMade === 'yes' ? claim.text : `cannot be made: ${claim.because.join('; ')}`)}.`,
  )
  lines.push('', `Report: ${linkTo(reports, artifacts)}.`)
  return `${lines.join('\n')}\n`
}

/** What decides the exit status. */
function headline({ outcomes, budgets }: Held, strict: boolean): string {
  const relaxed = relaxedBy(budgets)
  const counting = outcomes.filter((one) => !relaxed.has(one.requirement.id))
  const { fail, undecided, 'not exercised': idle } = verdictCounts(counting)
  const bySrs = relaxedFailedInWords(outcomes, relaxed)
  const other = bySrs === undefined ? '' : 'other '
  const failed =
    fail === 0 ? `no ${other}requirement failed` : `${fail} ${other}requirement${fail === 1 ? '' : 's'} failed`
  const open = strict && undecided + idle > 0 ? [`${undecided + idle} not decided (--strict)`] : []
  const ofBudgets = budgetsFailedInWords(budgets, strict)
  return [
    bySrs === undefined ? failed : `${bySrs}; ${failed}`,
    ...open,
    ...(ofBudgets === undefined ? [] : [ofBudgets]),
  ].join(', ')
}

function tableOf(failed: readonly Outcome[], confidence: number, relaxed: ReadonlySet<string>): string[] {
  const more = failed.length - ROWS
  return [
    `| requirement | from → to | in time | ${percent(confidence)} interval | bound | p99 | why |`,
    '| --- | --- | ---: | ---: | ---: | ---: | --- |',
    ...failed.slice(0, ROWS).map((one) => row(one, relaxed.has(one.requirement.id))),
    ...(more > 0 ? ['', `… and ${more} more that fail: see requirements.csv.`] : []),
  ]
}

function row(outcome: Outcome, isRelaxed: boolean): string {
  const { requirement, shareInTime, low, high, boundReliability, boundLatencyS, latencyS, reason } = outcome
  const share = (value: number | undefined) => (value === undefined ? 'NA' : percent(value))
  const cells = [
    escaped(requirement.id),
    escaped(`${requirement.from} → ${requirement.to}`),
    share(shareInTime),
    low === undefined ? 'NA' : `${share(low)} to ${share(high)}`,
    `${percent(boundReliability)} in ${inWords(boundLatencyS)}`,
    latencyS === undefined ? 'NA' : inWords(latencyS.p99),
    escaped(isRelaxed ? `relaxed by a budget: ${reason}` : reason),
  ]
  return `| ${cells.join(' | ')} |`
}

/** A folder on the machine of the job cannot be opened from its page: what can be is the list of what it has uploaded. */
function linkTo(reports: string, artifacts: string | undefined): string {
  const name = escaped(reports)
  if (artifacts !== undefined)
    return `${name}, where the job uploads it among the [artifacts of this run](${artifacts})`
  // Between angle brackets a link may hold blanks and parentheses.
  return `[${name}](<${encodeURI(reports)}>)`
}

function inWords(seconds: number): string {
  return printDuration(Math.round(seconds * 1e6), 3)
}
