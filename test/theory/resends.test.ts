import { describe, expect, it } from 'vitest'
import { Model } from '../../src/simulate/model.js'
import { deploymentOf } from '../deployment/fixture.js'
import { expectValidated } from './validation.js'

const FORMULA = 'Mean sendings of a message with n resends, (1 - p^(n+1)) / (1 - p) (elementary)'

const SEEDS = Array.from({ length: 16 }, (_, i) => i + 1)

/** Switch commands, some 24,000 a run, that are acknowledged over a NAN that loses so many packets in each direction and tries none again. */
function ran(seed: number, loss: number, resends: number) {
  const yaml = `name: resends
profile: ACvW
use-cases: [Service Switch]
start: 2026-06-01 08:00
duration: 13 h
seed: ${seed}
quantities: { meters: { electric: { residential: 1000 } } }
networks: { nan: { rate: 100 Mbps, loss: ${loss * 100}%, retries: 0 } }
delivery: { resends: ${resends}, payloads: { SW_opr_cmd: { acknowledged: true } } }
choices:
  requirements:
    4.15.4.1/SW_opr_cmd: { how-often: 24 per day }
    4.15.4.1/SW_opr_cmd_ack: off
    4.15.4.2/SW_opr_cancel_cmd: off
    4.15.4.3/SW_state_cmd: off
    4.15.4.4/SW_opr_fail_cmd-err: off
    4.15.4.5/SW_post-oper-info_resp-data: off
`
  const model = new Model(deploymentOf(yaml))
  while (!model.runSlice(Infinity)) continue
  const i = model.payloads.indexOf('SW_opr_cmd')
  const { sent, delivered, resent, duplicates } = model.payloadCounts
  const figures = { sent: sent[i]!, delivered: delivered[i]!, resent: resent[i]!, duplicates: duplicates[i]! }
  // Commands come until 8 PM, and in the hour after it all of them are over.
  expect(model.flight.underWay).toBe(0)
  return figures
}

describe('a message that is acknowledged, over a network that loses packets in both directions', () => {
  it.each([
    { loss: 0.3, resends: 3 },
    { loss: 0.3, resends: 1 },
    { loss: 0.6, resends: 5 },
  ])(
    'is sent as often as a truncated geometric distribution says: loss $loss, $resends resends',
    ({ loss, resends }) => {
      const runs = SEEDS.map((seed) => ran(seed, loss, resends))
      // A sending fails where the message or its acknowledgement is lost: each sending by itself.
      const p = 1 - (1 - loss) ** 2
      const sendings = (1 - p ** (resends + 1)) / (1 - p)
      const named = `loss ${loss} each way, ${resends} resends`
      expectValidated(FORMULA, named, runs.map((one) => 1 + one.resent / one.sent), sendings) // prettier-ignore
      // It is lost where all its sendings are: as long as none arrives, no acknowledgement ends them.
      const lost = loss ** (resends + 1)
      const delivered = 'Share of messages that one of n + 1 sendings delivers, 1 - q^(n+1) (elementary)'
      expectValidated(delivered, named, runs.map((one) => one.delivered / one.sent), 1 - lost) // prettier-ignore
      // What arrives more than once: of all receipts those that are not the first.
      const duplicates = sendings * (1 - loss) - (1 - lost)
      const repeated = 'Mean duplicates, sendings × (1 - q) - (1 - q^(n+1)) (elementary)'
      expectValidated(repeated, named, runs.map((one) => one.duplicates / one.sent), duplicates) // prettier-ignore
    },
  )
})
