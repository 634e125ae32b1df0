import { describe, expect, test } from 'vitest'
import { Model } from '../../src/simulate/model.js'
import { deploymentOf } from '../deployment/fixture.js'

const TOWN = `
name: town
profile: ACvW
use-cases: [Meter Reading, Service Switch]
start: 2026-06-01 00:00
duration: 10 day
quantities: { meters: { electric: { residential: 20 } }, endpoints-per-dap: 20 }
networks: { nan: { technology: licensed-pmp } }
joining: { nan: { rehoming: false } }
events: [{ at: "02:00", what: node-down, dap: "1", for: 9 day }]
`

/** The most packets that there were at once. */
function most(yaml: string, ...set: string[]): { packets: number; model: Model } {
  const model = new Model(deploymentOf(yaml, ...set))
  const { packets } = model.network
  let peak = 0
  const take = packets.take.bind(packets)
  packets.take = () => {
    const packet = take()
    peak = Math.max(peak, packets.inUse)
    return packet
  }
  while (!model.runSlice(Infinity)) continue
  return { packets: peak, model }
}

describe('memory, however bad the day', () => {
  test('is bounded where meters wait for days to join: each keeps 64 packets, and loses what comes then', () => {
    const { packets, model } = most(TOWN)
    // Four to six reads a day of 20 meters, each longer than the one before as it carries all since, and what the back office asks.
    expect(packets).toBeLessThanOrEqual(20 * 64 + 50)
    expect(packets).toBeGreaterThan(20 * 60)
    const lost = model.tallies.flatMap((one) => [...one.losses]).filter(([place]) => place.endsWith(': queue full'))
    expect(lost.reduce((sum, [, many]) => sum + many, 0)).toBeGreaterThan(20 * 5)
  })

  test('is bounded by its queue where a link is filled for days', () => {
    const filled = TOWN.replace('technology: licensed-pmp', 'rate: 2 kbps, queue: 20 kB').replace(
      /events: .*\n/,
      'events: [{ at: "02:00", what: background-load, network: nan, share: 99.9 %, for: 9 day }]\n',
    )
    const { packets } = most(filled)
    // At least 60 bytes a packet, in either direction, and what is between other nodes.
    expect(packets).toBeLessThanOrEqual((2 * 20_000) / 60 + 100)
  })
})
