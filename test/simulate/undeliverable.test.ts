import { describe, expect, test } from 'vitest'
import { deploymentOf } from '../deployment/fixture.js'
import { finished } from './finished.js'

/** Nothing but switch commands, 500 a day, which either of two networks loses. */
function town(network: string, profile = 'ACvW'): string {
  return `name: a
profile: ${profile}
use-cases: [Service Switch]
duration: 1 day
quantities: { meters: { electric: { residential: 50 } } }
networks: { ${network}: { loss: 99.9999999%, retries: 1 } }
choices:
  requirements:
    4.15.4.1/SW_opr_cmd: { how-often: 10 per day }
    4.15.4.2/SW_opr_cancel_cmd: off
    4.15.4.3/SW_state_cmd: off
`
}

function countsOf(yaml: string) {
  const model = finished(deploymentOf(yaml))
  return (id: string) => model.tallies.find((one) => one.requirement.id === id)!
}

describe('a command that cannot be delivered', () => {
  // 4.15.4.4: DAPjm to CIS, MDMS, NMS and the head-end; the head-end to CIS, MDMS and NMS.
  const ERRORS = '4.15.4.4/SW_opr_cmd_comm-err'

  test('over the NAN is reported by its DAP, to all four that 4.15.4.4 names', () => {
    const of = countsOf(town('nan'))
    const commands = of('4.15.4.1/SW_opr_cmd/1')
    expect(commands.sent).toBeGreaterThan(400)
    expect(commands.lost).toBe(commands.sent - commands.open)
    expect([...commands.losses.keys()]).toEqual(['DAPjm → 2-Way Meter - Electr: retries exhausted'])
    for (const n of [1, 2, 3, 4]) {
      expect(of(`${ERRORS}/${n}`).sent).toBe(commands.lost)
      expect(of(`${ERRORS}/${n}`).delivered).toBe(commands.lost)
    }
    for (const n of [5, 6, 7]) expect(of(`${ERRORS}/${n}`).sent).toBe(0)
    for (const id of ['4.15.4.1/SW_opr_cmd_ack/1', '4.15.4.5/SW_post-oper-info_resp-data/1'])
      expect(of(id).sent).toBe(0)
  })

  test('is reported once, however many of its packets are lost', () => {
    // 4 kB in packets of at most 1500 B.
    const of = countsOf(town('nan').replace('10 per day', '10 per day, size: 4 kB'))
    const commands = of('4.15.4.1/SW_opr_cmd/1')
    expect(commands.lost).toBeGreaterThan(400)
    expect(of(`${ERRORS}/1`).sent).toBe(commands.lost)
  })

  test('over the WAN is reported by the head-end, to the back office', () => {
    const of = countsOf(town('wan'))
    const commands = of('4.15.4.1/SW_opr_cmd/1')
    expect([...commands.losses.keys()]).toEqual(['AMI Head-End(j) → DAPjm: retries exhausted'])
    for (const n of [5, 6, 7]) {
      expect(of(`${ERRORS}/${n}`).sent).toBe(commands.lost)
      expect(of(`${ERRORS}/${n}`).delivered).toBe(commands.lost)
    }
    for (const n of [1, 2, 3, 4]) expect(of(`${ERRORS}/${n}`).sent).toBe(0)
  })

  // No row lets the gateway report; the head-end is the nearest actor before it that may (profile ACvIW: 1Cba + 1Cc).
  test('behind the gateway is reported by the head-end', () => {
    const of = countsOf(town('wan', 'ACvIW'))
    const commands = of('4.15.4.1/SW_opr_cmd/1')
    expect(commands.lost).toBeGreaterThan(400)
    expect([...commands.losses.keys()][0]).toMatch(/^Internet \/ Extranet gateway\(s\) - Utility → DAPjm/)
    for (const n of [5, 6, 7]) expect(of(`${ERRORS}/${n}`).sent).toBe(commands.lost)
    for (const n of [1, 2, 3, 4]) expect(of(`${ERRORS}/${n}`).sent).toBe(0)
  })

  test('is reported by nobody where every command arrives', () => {
    const of = countsOf(town('nan').replace('99.9999999%', '0%').replace('10 per day', '400 per day'))
    for (const n of [1, 5]) expect(of(`${ERRORS}/${n}`).sent).toBe(0)
    expect(of('4.15.4.1/SW_opr_cmd_ack/1').sent).toBe(of('4.15.4.1/SW_opr_cmd/1').delivered)
    // One error or one report for each operation (4.15.4.4, 4.15.4.5).
    const [failed, reported] = [
      of('4.15.4.4/SW_opr_fail_cmd-err/1').sent,
      of('4.15.4.5/SW_post-oper-info_resp-data/1').sent,
    ]
    expect(failed + reported).toBe(of('4.15.4.1/SW_opr_cmd/1').delivered)
    // 1 per 1000 of 50 × 400 operations: of mean 20, between 7 and 37 with 99.9 %.
    expect(failed).toBeGreaterThanOrEqual(7)
    expect(failed).toBeLessThanOrEqual(37)
  })
})
