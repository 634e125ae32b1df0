import pc from 'picocolors'
import { printDuration, printSize } from '../input/units.js'
import type { Deployment } from '../deployment/deployment.js'
import type { Outcome } from '../run/outcome.js'
import type { Held } from '../run/held.js'
import type { InParts } from '../run/in-parts.js'
import type { Run } from '../run/run.js'
import { percent } from '../check/verdict.js'
import { relaxedBy } from '../run/budget-outcome.js'
import { budgetLines, budgetsField, budgetsFailedInWords, relaxedFailedInWords } from './budgets-in-words.js'
import { busiestOf, useInWords } from './busiest.js'
import { campaignsInWords } from './campaigns-in-words.js'
import { chainsField } from './chains-field.js'
import { statementOf } from './coverage.js'
import { coverageFields, inPlayLines } from './coverage-lines.js'
import { count } from './count.js'
import { field } from './field.js'
import { meshesInWords } from './meshes.js'
import { belowInWords, fewDevicesField } from './few-devices.js'
import { hangsOnField } from './sensitivity-field.js'
import { statisticsFields } from './statistics-field.js'
import { verdictCounts } from './run-json.js'
import { wireBytes } from './wire-bytes.js'
import { failedWorstFirst } from './worst-first.js'
import { wrapped } from './wrapped.js'

/** Failing requirements that are shown whole, and in a line each. */
const WHOLE = 3
const IN_A_LINE = 12

/**
 * The report on the terminal: what is covered, then what fails, then totals, then where the reports are. 80 columns. `strict`: what is
 * not decided counts as failed.
 */
export function terminalReport(run: Run, reports: string, strict = false): string {
  return reportAround(run, totals(run), reports, strict)
}

/** The same around the totals of a trace. */
export function reportAround(run: Held, totals: readonly string[], reports: string, strict: boolean): string {
  const lines = [...heading(run), '']
  const { confidence } = run.statistics
  const relaxed = relaxedBy(run.budgets)
  const isRelaxed = (one: Outcome) => relaxed.has(one.requirement.id)
  const all = failedWorstFirst(run.outcomes)
  // What counts comes first.
  const failed = [...all.filter((one) => !isRelaxed(one)), ...all.filter(isRelaxed)]
  for (const one of failed.slice(0, WHOLE)) lines.push(...failure(one, confidence, isRelaxed(one)), '')
  const more = failed.slice(WHOLE, WHOLE + IN_A_LINE).map((one) => failureInALine(one, isRelaxed(one)))
  if (failed.length > WHOLE + IN_A_LINE)
    more.push(`… and ${failed.length - WHOLE - IN_A_LINE} more that fail: see requirements.csv`)
  if (more.length > 0) lines.push(...more, '')
  const ofBudgets = budgetLines(run.budgets)
  if (ofBudgets.length > 0) lines.push(...ofBudgets, '')
  const budgets = budgetsField(run.budgets)
  if (budgets !== undefined) lines.push(field('budgets', budgets))
  lines.push(...totals, field('reports', reports), '', ...lastLines(run, strict))
  return lines.join('\n') + '\n'
}

/** Which run this is, and what it covers: without that no figure below says anything of the SRS (4.20.2). */
function heading(run: Held): string[] {
  const statement = statementOf(run)
  return [
    pc.bold(run.deployment.settings.name),
    ...inPlayLines(statement),
    ...wrapped(scopeInWords(run.deployment), '  '),
    '',
    ...coverageFields(statement).map(([name, value]) => field(name, value)),
  ]
}

/** How many devices for how long. */
export function scopeInWords({ settings, layout }: Deployment): string {
  const others = layout.endpoints - layout.meters
  const there = [
    several(layout.meters, 'meter'),
    several(others, layout.meters > 0 ? 'other device' : 'device'),
    several(layout.daps, 'DAP'),
  ]
  const devices = there.filter((one) => !one.startsWith('0 ')).join(', ')
  const time = `${printDuration(settings.duration)} from ${settings.start.text}, seed ${settings.seed}`
  return `${devices}; ${time}`
}

function failureInALine(one: Outcome, isRelaxed: boolean): string {
  return `${failWord(isRelaxed)}  ${one.requirement.id}  ${percent(one.shareInTime!)}`
}

/** Of what is relaxed the budget decides the exit status instead. */
function failWord(isRelaxed: boolean): string {
  return isRelaxed ? pc.yellow('RELAXED') : pc.red('FAIL')
}

function failure(one: Outcome, confidence: number, isRelaxed: boolean): string[] {
  const { requirement, latencyS } = one
  const head = `${failWord(isRelaxed)}  ${requirement.id}`
  const pair = wrapped(`${requirement.from} → ${requirement.to}`, '      ')
  const interval = `${percent(confidence)} interval ${percent(one.low!)} to ${percent(one.high!)}`
  const latency = latencyS ? `; latency p50 ${time(latencyS.p50)}, p99 ${time(latencyS.p99)}` : ''
  const figures = [interval + latency, belowInWords(one)].filter((words) => words !== undefined)
  return [head, ...pair, ...[one.reason, ...figures].flatMap((words) => wrapped(words, '      '))]
}

function totals(run: Run): string[] {
  const { model, outcomes, inParts } = run
  const { pass, fail, undecided, 'not exercised': notExercised } = verdictCounts(outcomes)
  const { sent, bytes } = model.payloadCounts
  const sum = (column: Float64Array) => column.reduce((total, one) => total + one, 0)
  const lost = outcomes.reduce((total, one) => total + one.lost, 0)
  const chains = chainsField(run.chains)
  const few = fewDevicesField(outcomes)
  return [
    field('requirements', `${pass} pass, ${fail} fail, ${undecided} undecided, ${notExercised} not exercised`),
    ...statisticsFields(run).map(([name, words]) => field(name, words)),
    ...(run.sensitivity === undefined ? [] : [field('hangs on', hangsOnField(run.sensitivity))]),
    ...meshesInWords(run).map(([name, words]) => field(name, words)),
    ...campaignsInWords(run).map((words) => field('campaign', words)),
    ...(chains === undefined ? [] : [field('chains', chains)]),
    ...(few === undefined ? [] : [field('devices', few)]),
    field(
      'messages',
      `${count(sum(sent))} sent, ${count(lost)} receipts lost, ${count(model.flight.underWay)} under way at the end`,
    ),
    field('bytes', `${printSize(sum(bytes))} of application data, ${onTheWire(run)}`),
    field('payloads', `${model.exercised} of ${run.deployment.catalogue.payloads.size} payloads exercised`),
    field('busiest', busiest(run)),
    ...(inParts === undefined ? [] : [field('side by side', inPartsInWords(inParts))]),
  ]
}

/** How the run went about it, where that was asked: what it found is the same. */
function inPartsInWords(inParts: InParts): string {
  if ('because' in inParts) return `nothing: this run is one whole, since ${inParts.because}`
  return `${inParts.parts} parts of its districts, and the back office`
}

function onTheWire(run: Run): string {
  const { all, ofNoPayload } = wireBytes(run)
  const own = ofNoPayload === 0 ? '' : `, ${printSize(ofNoPayload)} of them of no payload`
  return `${printSize(all)} on the wire${own}`
}

function busiest(run: Run): string {
  const most = busiestOf(run)
  return most === undefined ? 'nothing' : `${most.network} ${most.direction}, ${useInWords(run.deployment, most)}`
}

/** The last line says what decides nothing yet: an exit status of 0 is not the same as all passed. */
function lastLines({ outcomes, budgets }: Held, strict: boolean): string[] {
  const relaxed = relaxedBy(budgets)
  const counting = outcomes.filter((one) => !relaxed.has(one.requirement.id))
  const ofBudgets = budgetsFailedInWords(budgets, strict)
  const bySrs = relaxedFailedInWords(outcomes, relaxed)
  return [
    ...(ofBudgets === undefined ? [] : [pc.red(ofBudgets)]),
    ...(bySrs === undefined ? [] : [pc.yellow(bySrs)]),
    ofRequirements(counting, relaxed.size, bySrs !== undefined, strict),
  ]
}

/** `others`: whether some that are relaxed have failed, of which a line above speaks. */
function ofRequirements(outcomes: readonly Outcome[], relaxed: number, others: boolean, strict: boolean): string {
  const { fail, undecided, 'not exercised': idle } = verdictCounts(outcomes)
  const besides = relaxed === 0 || others ? '' : ` (${relaxed} relaxed)`
  const other = others ? 'other ' : ''
  if (strict && undecided + idle > 0)
    return pc.red(
      `${fail}${others ? ' others' : ''} failed${besides}; ${undecided} undecided, ${idle} not exercised: --strict counts them as failed`,
    )
  const open = `${undecided} undecided, ${idle} not exercised${relaxed === 0 ? ' (see requirements.csv)' : ''}`
  const word =
    fail > 0
      ? pc.red(`${fail} ${other}requirement${fail === 1 ? '' : 's'} failed`)
      : pc.green(`no ${other}requirement failed`)
  return `${word}${besides}; ${open}`
}

/** A latency: three digits of it are known. */
export function time(seconds: number): string {
  return printDuration(Math.round(seconds * 1e6), 3)
}

function several(value: number, thing: string): string {
  return `${count(value)} ${thing}${value === 1 ? '' : 's'}`
}
