import { describe, expect, test } from 'vitest'
import { runScenario } from './run-scenario.js'

const [COMMAND, ANSWER] = ['4.20.2/on-demand_Mtr-read_cmd/1', '4.20.2/on-demand_Mtr-read_resp-data/1']
const [OWN_COMMAND, OWN_ANSWER] = ['4.10.4.1/on-demand_Mtr-read_cmd/1', '4.10.4.1/on-demand_Mtr-read_resp-data/1']

const LOSS = 0.06

describe('over datagrams of which 6 % are lost', async () => {
  const ran = await runScenario('deregulated-rep')

  test('there are as many reads as SRS 4.21 table 1 has, and 60 % more', () => {
    const own = (25 / 1000) * 10_000 * 4
    for (const [id, expected] of [
      [OWN_COMMAND, own],
      [COMMAND, 0.6 * own],
    ] as const)
      // Five standard deviations of a Poisson count.
      expect(Math.abs(ran.outcome(id).sent - expected), id).toBeLessThan(5 * Math.sqrt(expected))
  })

  test('the reads of the providers fail, and nothing else does', () => {
    const failed = ran.outcomes.filter((one) => one.verdict === 'fail').map((one) => one.requirement.id)
    expect(failed.sort()).toEqual([COMMAND, ANSWER].sort())
    for (const id of [OWN_COMMAND, OWN_ANSWER]) expect(ran.outcome(id).verdict, id).toBe('pass')
  })

  test.each([
    [COMMAND, 'REPi → Internet / Extranet gateway(s) - Utility'],
    [ANSWER, 'Utility → Internet / Extranet gateway(s) - REPi'],
  ])('%s loses what the Internet loses, and only there', (id, way) => {
    const { sent, lost, losses } = ran.outcome(id)
    // Four standard deviations of a binomial share; the NAN loses 1e-8, a millionth of that.
    expect(Math.abs(lost / sent - LOSS)).toBeLessThan(4 * Math.sqrt((LOSS * (1 - LOSS)) / sent))
    expect(losses.map((one) => one.place)).toEqual([`Internet / Extranet gateway(s) - ${way}: retries exhausted`])
  })

  test('a read by a provider takes longer by the Internet and a gateway, less MDMS', () => {
    // Provider and CIS process alike. Up to the head-end the provider's has two gateways of 2 ms, two hops of 1 and the Internet
    // (85 bytes at 10 Mbps, 40 ms), the CIS's has MDMS, 5 ms, and two hops of 1. Four of 85 bytes at 1 Gbps are nothing.
    const byHand = 2 * 0.002 + 0.04 + (85 * 8) / 10e6 - 0.005
    const difference = ran.outcome(COMMAND).latencyS!.p50 - ran.outcome(OWN_COMMAND).latencyS!.p50
    expect(Math.abs(difference - byHand)).toBeLessThan(0.002)
  })
})

test('sending again once mends it: 0.36 % are lost twice', async () => {
  const ran = await runScenario('deregulated-rep', 'internet.retries=1')
  for (const id of [COMMAND, ANSWER]) {
    const { verdict, sent, lost } = ran.outcome(id)
    expect(verdict, id).not.toBe('fail')
    // Of a Poisson count with a mean of 2.2 a figure above 10 has a chance of 2e-5.
    expect(lost, id).toBeLessThanOrEqual(10)
    expect(sent, id).toBeGreaterThan(300)
  }
  expect(ran.outcomes.filter((one) => one.verdict === 'fail')).toEqual([])
})
