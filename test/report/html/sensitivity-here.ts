import { assumptionsBehind } from '../../../src/report/assumptions.js'
import { run, type Run } from '../../../src/run/run.js'
import { sensitivityOf, trialsOf } from '../../../src/run/sensitivity.js'
import { VariationsHere } from '../../../src/run/variations.js'
import { deploymentOf } from '../../deployment/fixture.js'

/** As test/run/sensitivity.test.ts: a switch command has 60 s (SRS 4.15.4.1), of which 40 s on the way are in time and 80 s are not. */
const YAML = `name: small
use-cases: [Service Switch]
seed: 3
start: 2026-01-01 08:00
duration: 2 days
quantities: { meters: { electric: { residential: 6000 } }, endpoints-per-dap: 60 }
networks: { nan: { rate: 1 Mbps, delay: 40 s, loss: 0%, retries: 0 } }
`

/** A run of which somebody asked on which of two values its verdicts hang: on one of them. */
export async function sensitivityHere(): Promise<Run> {
  const deployment = deploymentOf(YAML)
  const result = (await run(deployment))!
  const requirements = result.outcomes.map((one) => one.requirement)
  const two = assumptionsBehind(deployment, requirements).filter((one) =>
    ['networks.nan.delay', 'networks.nan.header'].includes(one.name),
  )
  const here = new VariationsHere(
    (changes) => deploymentOf(YAML, ...changes.map((one) => `${one.path.join('.')}=${one.text}`)),
    0.95,
  )
  return { ...result, sensitivity: (await sensitivityOf(result, trialsOf(deployment, two), here))! }
}
