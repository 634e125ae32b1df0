import type { Problems } from '../input/problems.js'
import type { Metric } from './budget-grammar.js'
import type { Budget } from './budgets.js'
import type { NetworkSettings } from './networks.js'
import type { Settings } from './schema.js'

/** A limit that no run can be on the wrong side of is legal, but says nothing: hardly what was meant. */
export function checkBudgetLimits(
  budgets: readonly Budget[],
  { networks }: Settings,
  backhauls: readonly NetworkSettings[],
  warnings: Problems,
): void {
  const isWire = ({ network }: Metric) =>
    network === undefined || [networks[network], ...backhauls].every(({ medium }) => medium === 'wire')
  for (const { demand, text, position } of budgets) {
    if (demand.of !== 'metric') continue
    const most = mostOf(demand, isWire(demand))
    const never = holdsAlways(demand, most)
    if (never !== undefined) warnings.add(position, `"${text}" can never fail: ${never}`, 'a limit that it can miss')
  }
}

/** The most that a figure can be; on other media several speak side by side, and delays and backlogs have no end. */
function mostOf({ figure, node }: Metric, isWire: boolean): number {
  if (figure === 'loss') return 1
  return figure === 'utilisation' && (node !== undefined || isWire) ? 1 : Infinity
}

function holdsAlways({ figure, comparator, limit }: Metric, most: number): string | undefined {
  const above = comparator === '<' ? limit > most : comparator === '<=' && limit >= most
  if (above) return `no ${figure} here is above 100 %`
  return comparator === '>=' && limit === 0 ? `no ${figure} is below 0` : undefined
}
