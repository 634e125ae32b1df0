import { describe, expect, test } from 'vitest'
import { hasFailed, type BudgetOutcome } from '../../src/run/budget-outcome.js'
import { InputError } from '../../src/input/problems.js'
import { run, type Run } from '../../src/run/run.js'
import { rowsOf, written } from '../report/written.js'
import { deploymentOf } from '../deployment/fixture.js'

// 4000 meters on 40 DAPs: enough of them in a day that shares of on-demand reads and of scheduled ones are sure to within some per cent.
const TOWN = `name: town
duration: 2 days
quantities: { meters: { electric: { residential: 4000, commercial: 10 } }, endpoints-per-dap: 100 }
networks: { nan: { delay: 2 s } }
nodes: { head-end: { servers: 1, processing: 50 ms } }
`
const ON_DEMAND = '4.10.4.1/on-demand_Mtr-read_resp-data/1'

function runOf(...budgets: string[]): Promise<Run> {
  return run(deploymentOf(TOWN, `budgets=[${budgets.join(', ')}]`)) as Promise<Run>
}

const shown = (budgets: readonly BudgetOutcome[]) =>
  budgets.map(({ name, verdict, found }) => `${verdict}: ${name}: ${found}`)

test('looks', async () => {
  const result = await runOf(
    '{ add: wan.up utilisation p95 < 70% }',
    '{ add: nan queue-delay p99 < 2 s }',
    '{ add: head-end backlog max < 5000 }',
    '{ add: head-end queue-delay p99 < 2 s }',
    '{ add: head-end utilisation max < 50% }',
    '{ add: nan loss < 1% }',
    '{ add: nan backlog max < 10 }',
    `{ tighten: "SW_*", to: "> 99.5% within 3 s" }`,
    `{ relax: ${ON_DEMAND}, to: "> 90% within 30 s" }`,
    '{ add: "Mtr-read_multi-interval-data_resp-data > 90% within 1 h" }',
    '{ add: "SW_opr_cmd 99% within 3 s, rest within 10 s, of each event" }',
  )
  console.log(shown(result.budgets).join('\n'))
  for (const o of result.outcomes) console.log(o.requirement.id, o.verdict, o.sent, o.reason, o.latencyS?.p50)
})
