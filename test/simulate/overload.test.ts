import { describe, expect, test } from 'vitest'
import { Model } from '../../src/simulate/model.js'
import { deploymentOf } from '../deployment/fixture.js'
import { overFlow } from './finished.js'
import { BACKLOG_MAX, BUSY, BYTES_WIRE, OFFERED } from '../../src/network/links.js'

const HOUR = 3_600_000_000
/** 200 meters that offer 40 times what a line of 300 bit/s to their DAP can carry. */
const OVERLOAD = `name: overload
use-cases: [Meter Reading]
quantities: { meters: { electric: { residential: 200 } } }
networks: { nan: { rate: 300 bps, queue: 20 kB } }
choices: { requirements: { 4.10.4.4/Mtr-read_multi-interval-data_resp-data/7: { how-often: 400 per day, size: 1600 B } } }
`

describe('an overloaded link', () => {
  const deployment = deploymentOf(OVERLOAD)
  const model = new Model(deployment)
  let most = 0
  let mostPackets = 0
  for (let time = HOUR / 10; time <= 24 * HOUR; time += HOUR / 10) {
    model.simulation.runUntil(time)
    most = Math.max(most, model.flight.messages.inUse)
    mostPackets = Math.max(mostPackets, model.network.packets.inUse)
  }
  model.flight.close()

  test('holds no more than its finite queue, however much is offered', () => {
    const offered = overFlow(model, '1D', 'up', model.network.links.column(OFFERED))
    // 1600 B is two packets of at most 1500 B.
    expect(offered).toBeGreaterThan(100_000)
    // The queues of the two directions are 40 kB, and no packet is less than its header of 60 B; what is lost waits for
    // its retry half a second, in which less than 20 more are sent; the faster networks hold next to nothing.
    expect(mostPackets).toBeLessThan(40_000 / 60 + 100)
    expect(most).toBeLessThanOrEqual(mostPackets + 100)
  })

  test('is never idle, and drops what it cannot hold', () => {
    const { links } = model.network
    const busy = overFlow(model, '1D', 'up', links.column(BUSY))
    expect(busy).toBeGreaterThan(0.99 * 24 * HOUR)
    expect(overFlow(model, '1D', 'up', links.lost('queue full'))).toBeGreaterThan(50_000)
    expect(overFlow(model, '1D', 'up', links.column(BACKLOG_MAX))).toBeLessThanOrEqual(20_000.5)
    // 300 bit/s for a day.
    expect(overFlow(model, '1D', 'up', links.column(BYTES_WIRE))).toBeLessThanOrEqual((300 / 8) * 86_400 + 20_000)
  })

  test('fails the requirements that cross it, and says where', () => {
    const reads = model.tallies.find((one) => one.requirement.id.endsWith('resp-data/7'))!
    expect(reads.verdict().verdict).toBe('fail')
    const [place] = [...reads.losses].sort((a, b) => b[1] - a[1])[0]!
    expect(place).toBe('2-Way Meter - Electr Resdnt → DAPjm: queue full')
  })
})
