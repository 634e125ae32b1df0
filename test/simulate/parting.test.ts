import { describe, expect, test } from 'vitest'
import { deploymentOf } from '../deployment/fixture.js'
import { finished, messagesOver, overFlow } from './finished.js'
import { DELIVERED } from '../../src/network/links.js'

function town(profile: string): string {
  return `name: a
profile: ${profile}
use-cases: [Service Switch]
quantities: { meters: { electric: { residential: 60 } }, endpoints-per-dap: 20 }
networks: { nan: { loss: 0% } }
choices:
  requirements:
    4.15.4.1/SW_opr_cmd: { how-often: 5 per day }
    4.15.4.2/SW_opr_cancel_cmd: off
    4.15.4.3/SW_state_cmd: off
    4.15.4.4/SW_opr_fail_cmd-err: off
    4.15.4.5/SW_post-oper-info_resp-data: off
`
}

describe('an acknowledgement to CIS and to the MDMS', () => {
  // 4.15.4.1: one row, two receivers. By the paths of 4.19 it parts at the MDMS (ACvW) or at the head-end (ACdW).
  test.each([
    ['ACvW', { '1B': 1, '1Aa': 1, '1Ab': 0 }],
    ['ACdW', { '1B': 1, '1Aa': 0, '1Ab': 1 }],
  ])('is one message until the paths part: %s', (profile, expected) => {
    const model = finished(deploymentOf(town(profile)))
    const [toCis, toMdms] = [1, 2].map((n) =>
      model.tallies.find((one) => one.requirement.id === `4.15.4.1/SW_opr_cmd_ack/${n}`)!,
    )
    const acks = toCis!.sent
    expect(acks).toBeGreaterThan(200)
    expect([toMdms!.sent, toCis!.delivered, toMdms!.delivered]).toEqual([acks, acks, acks])
    expect(messagesOver(model, 'nan', 'up')).toBe(acks)
    expect(messagesOver(model, 'wan', 'up')).toBe(acks)
    const packets = model.network.links.column(DELIVERED)
    for (const [flow, each] of Object.entries(expected)) expect(overFlow(model, flow, 'up', packets)).toBe(each * acks)
  })

  test('is one payload of the report, delivered when both have it', () => {
    const model = finished(deploymentOf(town('ACdW'), 'networks.enterprise.loss=30%'))
    const ack = model.payloads.indexOf('SW_opr_cmd_ack')
    const [toCis, toMdms] = [1, 2].map((n) =>
      model.tallies.find((one) => one.requirement.id === `4.15.4.1/SW_opr_cmd_ack/${n}`)!,
    )
    const { sent, delivered, bytes } = model.payloadCounts
    expect(sent[ack]).toBe(toCis!.sent)
    expect(bytes[ack]).toBe(25 * toCis!.sent)
    expect(toCis!.lost).toBeGreaterThan(10)
    expect(toMdms!.lost).toBeGreaterThan(10)
    expect(delivered[ack]).toBeLessThan(Math.min(toCis!.delivered, toMdms!.delivered))
    expect(delivered[ack]).toBeGreaterThanOrEqual(sent[ack]! - toCis!.lost - toMdms!.lost)
  })
})
