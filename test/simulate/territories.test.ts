import { describe, expect, test } from 'vitest'
import { deploymentOf } from '../deployment/fixture.js'
import { finished, outcomesOf, overFlow } from './finished.js'
import { BYTES_APPLICATION } from '../../src/network/links.js'

const TOWN = `name: a
duration: 3 days
quantities:
  meters: { electric: { residential: 400 } }
  endpoints-per-dap: 40
networks: { nan: { loss: 0% } }
`
const TWO = `${TOWN}territories:
  land: { profile: ACdIW, share: 40% }
  town: { profile: ACvW, share: 60% }
`
/** One register read a meter and day (4.10.4.3). */
const READ = '4.10.4.3/Mtr-read_data_resp-data/1'

describe('a simulation of two territories', () => {
  const model = finished(deploymentOf(TWO))
  const { links } = model.network

  // SRS 4.19: not all DAPs must use the same way to the head-end.
  test('takes each profile’s own way to the head-end, on links of its own', () => {
    const group = (flow: string) => links.groups.find((one) => one.flow === flow && one.direction === 'up')!
    expect([group('1Cc').count, group('1Ca').count]).toEqual([4, 6])
    // The DAPs are numbered through: four of the land, then six of the town.
    expect([group('1Cc').number, group('1Ca').number]).toEqual([1, 5])
    const bytes = (flow: string) => overFlow(model, flow, 'up', links.column(BYTES_APPLICATION))
    // Reads cross both ways in proportion to the meters; the rest is by chance.
    expect(bytes('1Cc') / (bytes('1Cc') + bytes('1Ca'))).toBeCloseTo(0.4, 1)
    // Of a DAP by the gateway everything goes through it.
    expect(bytes('1Cba')).toBe(bytes('1Cc'))
  })

  test('counts a requirement once, over both', () => {
    const ids = model.tallies.map((one) => one.requirement.id)
    expect(new Set(ids).size).toBe(ids.length)
    const whole = outcomesOf(finished(deploymentOf(TOWN))).get(READ)!
    const parted = outcomesOf(model).get(READ)!
    // A read whose moment is within the jitter of the end may come after it.
    for (const { sent, lost } of [whole, parted]) {
      expect(lost).toBe(0)
      expect(sent).toBeGreaterThan(3 * 400 - 5)
      expect(sent).toBeLessThanOrEqual(3 * 400)
    }
  })

  test('knows no difference between one territory and a deployment without any', () => {
    const one = finished(deploymentOf(`${TOWN}territories: { all: { profile: ACvW, share: 100% } }`))
    const none = finished(deploymentOf(TOWN))
    expect(one.network.links.groups.map(({ flow, count }) => [flow, count])).toEqual(
      none.network.links.groups.map(({ flow, count }) => [flow, count]),
    )
    expect([...outcomesOf(one).keys()]).toEqual([...outcomesOf(none).keys()])
  })
})
