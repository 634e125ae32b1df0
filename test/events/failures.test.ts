import { describe, expect, test } from 'vitest'
import { finished, outcomesOf } from '../simulate/finished.js'
import { deploymentOf } from '../deployment/fixture.js'
import { BUSY, BYTES_WIRE, DELIVERED, OFFERED, TIME, TRANSMISSIONS } from '../../src/network/links.js'

const TOWN = `
name: town
profile: ACvW
use-cases: [Meter Reading, Service Switch]
start: 2026-06-01 00:00
duration: 12 h
quantities: { meters: { electric: { residential: 1000 } }, endpoints-per-dap: 100 }
networks: { nan: { loss: 5 % } }
`
const lossesOf = (yaml: string, ...set: string[]) => {
  const found = new Map<string, number>()
  const model = finished(deploymentOf(yaml, ...set))
  for (const tally of model.tallies)
    for (const [place, many] of tally.losses) found.set(place, (found.get(place) ?? 0) + many)
  return { found, model }
}

describe('a fault', () => {
  test('that touches nothing changes nothing', () => {
    const before = outcomesOf(finished(deploymentOf(TOWN)))
    const after = outcomesOf(
      finished(deploymentOf(`${TOWN}events: [{ at: "03:00", what: node-down, node: scada, for: 2 h }]\n`)),
    )
    expect(after).toEqual(before)
  })

  test('of one DAP changes nothing behind the others', () => {
    const yaml = `${TOWN}events: [{ at: "03:00", what: node-down, dap: "1", for: 2 h }]\n`
    const [before, after] = [finished(deploymentOf(TOWN)), finished(deploymentOf(yaml))]
    const group = (model: typeof before) =>
      model.network.links.groups.find((one) => one.network === 'nan' && one.direction === 'up')!
    expect(group(after).count).toBe(10)
    const columns = [OFFERED, DELIVERED, TRANSMISSIONS, BYTES_WIRE, BUSY, TIME]
    for (const column of columns) {
      const of = (model: typeof before) => [
        ...model.network.links.column(column).subarray(group(model).first + 1, group(model).first + 10),
      ]
      expect(of(after)).toEqual(of(before))
    }
  })

  test('of the head-end loses what comes to it, with place and reason', () => {
    const { found } = lossesOf(`${TOWN}events: [{ at: "03:00", what: node-down, node: head-end, for: 2 h }]\n`)
    expect(found.get('AMI Head-End(j): node down')).toBeGreaterThan(100)
  })

  test('of the head-end is bridged by DAPs that store and forward', () => {
    const yaml = `${TOWN}events: [{ at: "03:00", what: node-down, node: head-end, for: 30 min }]\n`
    const lost = (...set: string[]) => lossesOf(yaml, ...set).found.get('AMI Head-End(j): node down') ?? 0
    expect(lost()).toBeGreaterThan(20)
    const stored = lossesOf(yaml, 'nodes.dap.store={ time-out: 1 h, retry: 10 s }').found
    // What comes down from the back office is lost at the head-end as before; nothing that a DAP sends up is.
    const up = (found: Map<string, number>) => found.get('DAPjm → AMI Head-End(j): node down') ?? 0
    expect(up(stored)).toBe(0)
    expect(stored.get('DAPjm → AMI Head-End(j): expired') ?? 0).toBe(0)
  })

  test('of a link loses what would cross it, until it is repaired', () => {
    const yaml = `${TOWN}events: [{ at: "03:00", what: link-down, network: wan, dap: "2", for: 1 h }]\n`
    const { found, model } = lossesOf(yaml)
    expect(found.get('DAPjm → AMI Head-End(j): link down')).toBeGreaterThan(0)
    const { links } = model.network
    const wan = links.groups.find((one) => one.network === 'wan' && one.direction === 'up')!
    const lost = [...links.lost('link down').subarray(wan.first, wan.first + wan.count)]
    expect(lost[1]).toBeGreaterThan(0)
    expect(lost.filter((one) => one > 0)).toHaveLength(1)
  })
})

describe('a store that outlives its node', () => {
  const yaml = `${TOWN}events:
  - { at: "03:00", what: link-down, network: wan, for: 1 h }
  - { at: "03:30", what: node-down, dap: "1", for: 10 min }
`
  const down = (survives: boolean) =>
    lossesOf(yaml, `nodes.dap.store={ time-out: 3 h, retry: 10 s, survives: ${survives} }`, 'spontaneous-events=false')
      .found

  test('keeps what the DAP held', () => {
    const kept = 'DAPjm → AMI Head-End(j): node down'
    expect(down(false).get(kept)).toBeGreaterThan(0)
    expect(down(true).get(kept)).toBeUndefined()
  })
})

describe('every message', () => {
  test('is delivered, lost with a reason, or open, whatever fails when', () => {
    const model = finished(
      deploymentOf(
        TOWN,
        'faults={ nodes: { dap: { mtbf: 2 h, mttr: 20 min }, meter: { mtbf: 5 h, mttr: 1 h }, head-end: { mtbf: 3 h, mttr: 10 min } }, links: { wan: { mtbf: 2 h, mttr: 10 min }, nan: { mtbf: 4 h, mttr: 10 min } }, feeders: { mtbf: 6 h, mttr: 1 h } }',
      ),
    )
    let open = 0
    for (const tally of model.tallies) {
      expect(tally.open).toBeGreaterThanOrEqual(0)
      expect([...tally.losses.values()].reduce((sum, one) => sum + one, 0)).toBe(tally.lost)
      open += tally.open
    }
    // What is open is what is under way (a message is open for each addressee that has yet to have it).
    expect(open).toBeGreaterThanOrEqual(model.flight.underWay)
    expect(model.network.packets.inUse).toBeLessThan(200)
    const { links } = model.network
    for (let link = 0; link < links.count; link++) {
      const inside = links.get(link, OFFERED) - links.get(link, DELIVERED) - links.lostOn(link)
      expect(inside).toBeGreaterThanOrEqual(0)
      expect(inside).toBeLessThan(50)
    }
  })
})

test('more failures than a run can plan are refused, with the place that says so', () => {
  const yaml = `${TOWN}faults: { nodes: { meter: { mtbf: 1 ms, mttr: 1 ms } } }\n`
  expect(() => finished(deploymentOf(yaml))).toThrow(/^test\.yaml:\d+:27: expected at most 1000000 failures in a run/)
})
