import { writeFileSync } from 'node:fs'
import type { FolderWriter } from '../input/write-aside.js'
import type { Check } from '../run/check-trace.js'
import { assumptionsBehind } from './assumptions.js'
import { writeAssumptions } from './assumptions-csv.js'
import { writeBudgets } from './budgets-csv.js'
import { budgetCountsJson, budgetJson } from './budgets-json.js'
import { chainsField } from './chains-field.js'
import { chainJson } from './chains-json.js'
import { writeChains } from './chains-csv.js'
import { coverageJson } from './coverage.js'
import { fewDevicesField } from './few-devices.js'
import { MARKER, PAGE } from './folder.js'
import { json } from './json.js'
import { writeRequirements } from './requirements-csv.js'
import { identityJson, verdictCounts } from './run-json.js'
import { outcomeJson } from './run-summary.js'
import { count } from './count.js'
import { field } from './field.js'
import { reportAround } from './terminal.js'
import { traceNotesFields, traceNotesJson } from './trace-notes.js'

/** Writes what a trace says of the requirements; whoever gives the folder commits it. */
export async function writeCheck(folder: FolderWriter, check: Check, html = true): Promise<void> {
  const requirements = check.outcomes.map((one) => one.requirement)
  writeRequirements(folder.file('requirements.csv'), check.outcomes)
  writeChains(folder.file('chains.csv'), check.chains)
  if (check.budgets.length > 0) writeBudgets(folder.file('budgets.csv'), check.budgets)
  writeAssumptions(folder.file('assumptions.csv'), assumptionsBehind(check.deployment, requirements))
  writeFileSync(folder.file(MARKER), json(checkJson(check)))
  if (html) writeFileSync(folder.file(PAGE), await pageOf(check))
}

/** Loaded where it is asked for: what draws it takes its time. */
async function pageOf(check: Check): Promise<string> {
  const { checkHtml } = await import('./html/check-html.js')
  return await checkHtml(check)
}

/** The report on the terminal: that of a run, but for what only a simulation knows. */
export function checkReport(check: Check, reports: string, strict: boolean): string {
  const { outcomes, chains, notes } = check
  const { pass, fail, undecided, 'not exercised': idle } = verdictCounts(outcomes)
  const sum = (of: 'sent' | 'lost' | 'open') => outcomes.reduce((total, one) => total + one[of], 0)
  const [of, few] = [chainsField(chains), fewDevicesField(outcomes)]
  const totals = [
    field('requirements', `${pass} pass, ${fail} fail, ${undecided} undecided, ${idle} not exercised`),
    ...(of === undefined ? [] : [field('chains', of)]),
    ...(few === undefined ? [] : [field('devices', few)]),
    field(
      'receipts',
      `${count(sum('sent'))} asked for, ${count(sum('lost'))} lost, ${count(sum('open'))} open at the end`,
    ),
    field('trace', notes.file),
    ...traceNotesFields(notes).map(([name, words]) => field(name, words)),
  ]
  return reportAround(check, totals, reports, strict)
}

/** run.json of a trace: what a run has there, without what only a simulation knows, and `trace`. */
export function checkJson(check: Check): object {
  const { deployment, model, outcomes, statistics } = check
  const { pass, fail, undecided, 'not exercised': notExercised } = verdictCounts(outcomes)
  const leftOut = model.leftOut.map(({ requirement, why }) => ({ requirement: requirement.id, why }))
  return {
    ...identityJson(deployment),
    statistics: { confidence: statistics.confidence, familywise: statistics.familywise },
    coverage: coverageJson(check),
    requirements: { applied: outcomes.length, pass, fail, undecided, notExercised, leftOut },
    budgets: budgetCountsJson(check.budgets),
    chains: check.chains.map(chainJson),
    trace: traceNotesJson(check.notes),
  }
}

/** What `sgsim check --json` prints. */
export function checkSummary(check: Check, reports: string): object {
  const budgetOutcomes = check.budgets.length === 0 ? {} : { budgetOutcomes: check.budgets.map(budgetJson) }
  return { ...checkJson(check), reports, outcomes: check.outcomes.map(outcomeJson), ...budgetOutcomes }
}
