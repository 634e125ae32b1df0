import type { BudgetOutcome } from '../run/budget-outcome.js'
import { writeTable } from './table.js'

const COLUMNS = [
  'budget', 'kind', 'target', 'requirement', 'bound_share', 'bound_latency_s', 'rest_latency_s', 'counted', 'share', 'low', 'high', 'value',
  'comparator', 'limit', 'verdict', 'found', 'level', 'reason',
] // prettier-ignore

/** budgets.csv: one line a budget, and one for each requirement of a budget that names several. */
export function writeBudgets(file: string, budgets: readonly BudgetOutcome[]): void {
  writeTable(file, COLUMNS, budgets.map(row))
}

function row(one: BudgetOutcome) {
  const { budget, interval } = one
  const { demand } = budget
  const rest = demand.of === 'events' ? demand.rest / 1e6 : undefined
  const within = one.boundWithin === undefined ? undefined : one.boundWithin / 1e6
  return [
    one.name, budget.kind, targetOf(one), one.requirement, one.boundShare, within, rest, one.counted, one.share, interval?.low,
    interval?.high, one.value, demand.of === 'metric' ? demand.comparator : undefined, one.limit, one.verdict, one.found,
    budget.level, budget.reason,
  ] // prettier-ignore
}

/** What the deployment names. */
export function targetOf({ budget: { demand } }: BudgetOutcome): string {
  if (demand.of !== 'metric') return demand.names
  const { network, direction, node } = demand
  return node ?? (direction === undefined ? network! : `${network!}.${direction}`)
}
