import { afterEach, describe, expect, test, vi } from 'vitest'
import { Model } from '../../src/simulate/model.js'
import { deploymentOf } from '../deployment/fixture.js'
import { finished } from './finished.js'
import { alongWay, COMMAND, losing, MINUTE, PROCESSING, switchTown } from './switch-town.js'
import { DELIVERED, OFFERED } from '../../src/network/links.js'

afterEach(() => {
  vi.restoreAllMocks()
})

const town = (expires: string, more = '') =>
  switchTown(`delivery: { payloads: { SW_opr_cmd: { expires: ${expires}${more} } } }`)

function tallyOf(model: Model) {
  return model.tallies.find((one) => one.requirement.id === COMMAND)!
}

describe('a message that expires', () => {
  // How old it is when it comes to the end of each hop: 16 commands, of which each is alone on its way.
  const ages = alongWay(new Model(deploymentOf(switchTown())), 1000).map((time) => PROCESSING.sender + time)
  const ENDS = ['MDMS', 'AMI Head-End(j)', 'DAPjm', '2-Way Meter - Electr']

  test.each([0, 1, 2, 3])(
    'at the very age that it has at the end of hop %i passes there, and a microsecond earlier it does not',
    (hop) => {
      const late = finished(deploymentOf(town(`${ages[hop]! - 1} us`)))
      expect([...tallyOf(late).losses]).toEqual([[`${ENDS[hop]}: expired`, 16]])
      const inTime = finished(deploymentOf(town(`${ages[hop]} us`)))
      if (hop === 3) expect(tallyOf(inTime).delivered).toBe(16)
      // It gets one hop further, and no more.
      else expect([...tallyOf(inTime).losses]).toEqual([[`${ENDS[hop + 1]}: expired`, 16]])
    },
  )

  test('stands in the books of a link where its next hop would have been: it came, and did not cross', () => {
    // The DAP serves packets in line: what has waited too long there is not sent on.
    const age = ages[2]! + 1000
    const model = finished(deploymentOf(town(`${age} us`), 'nodes.dap.servers=1', 'nodes.dap.processing=100 ms'))
    const { links } = model.network
    const group = links.groups.find((one) => one.network === 'nan' && one.direction === 'down')!
    expect([links.get(group.first, OFFERED), links.get(group.first, DELIVERED)]).toEqual([16, 0])
    expect(links.lost('expired')[group.first]).toBe(16)
    expect([...tallyOf(model).losses]).toEqual([['DAPjm → 2-Way Meter - Electr: expired', 16]])
  })

  test('at its bound is lost where it would have come later than that, and is there without expiry', () => {
    // Three commands at once over a NAN on which each takes 33.28 s: the minute of the SRS is over when the second arrives.
    const three = ['quantities.meters.electric.residential=3', 'nan.rate=250 bps']
    const never = tallyOf(finished(deploymentOf(switchTown(), ...three)))
    expect([never.sent, never.delivered]).toEqual([48, 48])
    const atBound = tallyOf(finished(deploymentOf(switchTown(), ...three, 'delivery.expires=at-bound')))
    expect([atBound.sent, atBound.delivered, atBound.lost]).toEqual([48, 16, 32])
    expect([...atBound.losses]).toEqual([['2-Way Meter - Electr: expired', 32]])
    expect(atBound.latency.max).toBeLessThan(MINUTE)
  })

  test('is not sent again when nobody wants it any more: it is lost at the next time-out, for what was the reason before', () => {
    losing('nan', 'down', (number) => number < 2)
    // The first time-out is over after one minute, the second after two: by then it is older than 90 s.
    const model = finished(deploymentOf(town('90 s', ', acknowledged: true')))
    expect([...tallyOf(model).losses]).toEqual([['DAPjm → 2-Way Meter - Electr: noise', 1]])
    expect(model.payloadCounts.resent.reduce((sum, one) => sum + one, 0)).toBe(1)
  })
})
