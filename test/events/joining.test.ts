import { describe, expect, test } from 'vitest'
import { NodeNumbering } from '../../src/deployment/node-numbering.js'
import { HOUR, MINUTE, SECOND } from '../../src/kernel/time.js'
import { Model } from '../../src/simulate/model.js'
import { deploymentOf } from '../deployment/fixture.js'

const MESH = `
name: town
profile: ACvW
use-cases: [ORM]
start: 2026-06-01 12:00
duration: 8 h
spontaneous-events: false
quantities:
  meters: { electric: { residential: 400 } }
  meters-per-feeder: 100
  endpoints-per-dap: 200
networks:
  nan: { technology: sun-mesh-150k, hops: [40%, 40%, 20%] }
`
const events = (...lines: string[]) => `${MESH}events:\n${lines.map((one) => `  - ${one}\n`).join('')}`

function upTo(time: number, yaml: string, ...set: string[]) {
  const model = new Model(deploymentOf(yaml, ...set))
  model.simulation.runUntil(time)
  const { nodes } = model.network.book.faults!
  const joined = (from: number, count: number) =>
    Array.from({ length: count }, (_, i) => from + i).filter((node) => nodes.isIn(node)).length
  return { model, joined: joined(0, 400), first: joined(0, 200), second: joined(200, 200) }
}

describe('meters of a mesh that have power again', () => {
  const yaml = events('{ at: "13:00", what: power-lost }', '{ at: "14:00", what: power-returned }')

  test('are up at once, but in the network only when a head has answered them, from the middle outwards', () => {
    expect(upTo(13 * HOUR + MINUTE, yaml).joined).toBe(0)
    expect(upTo(14 * HOUR + 16 * SECOND, yaml).joined).toBe(0)
    const some = upTo(14 * HOUR + 40 * SECOND, yaml).joined
    expect(some).toBeGreaterThan(0)
    expect(some).toBeLessThan(400)
    expect(upTo(14 * HOUR + 30 * MINUTE, yaml).joined).toBe(400)
  })

  test('take the longer the more bytes each must exchange', () => {
    const at = 14 * HOUR + 60 * SECOND
    const quick = upTo(at, yaml, 'joining.nan.bytes=20 B', 'joining.nan.reply=20 B').joined
    const slow = upTo(at, yaml, 'joining.nan.bytes=8 kB', 'joining.nan.reply=8 kB').joined
    expect(slow).toBeLessThan(quick)
  })

  test('hold what they have to send until they are in: it is late, and not lost', () => {
    const { model } = upTo(20 * HOUR, yaml)
    const restored = model.tallies.find((one) => one.requirement.id === '4.12.4.3/svc_rst_ntf_evnt_data/1')!
    expect(restored.sent).toBe(400)
    expect(restored.delivered + restored.lost).toBe(400)
    expect(restored.delivered).toBeGreaterThan(380)
    expect(restored.latency.quantile(0.5)).toBeGreaterThan(16 * SECOND)
  })
})

describe('meters whose head is gone', () => {
  const wire = (rehoming: boolean, reach: string) => [
    'networks.nan={ technology: licensed-pmp }',
    `joining.nan.rehoming=${rehoming}`,
    `assumptions.second-head=${reach}`,
  ]
  const yaml = events('{ at: "13:00", what: node-down, dap: "1", for: 2 h }')

  test('notice after a while, and go to a neighbour that is in reach', () => {
    expect(upTo(13 * HOUR + 119 * SECOND, yaml, ...wire(true, '100%'))).toMatchObject({ first: 200 })
    expect(upTo(13 * HOUR + 121 * SECOND, yaml, ...wire(true, '100%')).first).toBeLessThan(200)
    const { model, first, second } = upTo(13 * HOUR + 30 * MINUTE, yaml, ...wire(true, '100%'))
    expect([first, second]).toEqual([200, 200])
    expect(model.deployment.layout.daps).toBe(2)
  })

  test('wait for their own where none is in reach, or they may not', () => {
    for (const set of [wire(true, '0%'), wire(false, '100%')]) {
      expect(upTo(14 * HOUR, yaml, ...set)).toMatchObject({ first: 0, second: 200 })
      // It is back at 15:00; they try every ten minutes at most, up to half as much later.
      expect(upTo(15 * HOUR + 16 * MINUTE, yaml, ...set)).toMatchObject({ first: 200, second: 200 })
    }
  })

  test('go to a neighbour in the share that one is in reach of', () => {
    const { first } = upTo(14 * HOUR, yaml, ...wire(true, '60%'))
    // Binomial of 200 with 0.6: 120, standard deviation 7.
    expect(Math.abs(first - 120)).toBeLessThan(28)
  })
})

test('the head of a tree is the node behind the devices', () => {
  const { layout } = deploymentOf(MESH)
  const numbering = new NodeNumbering(layout)
  expect(numbering.treeOf(numbering.head(1))).toBe(1)
  expect(numbering.treeOf(3)).toBe(-1)
  expect(numbering.treeOf(numbering.single('head-end'))).toBe(-1)
})

describe('meters of a mesh that may not go over to another DAP', () => {
  test.each([1, 2, 3, 4])('all come back to their own, whoever else is nearer: seed %i', (seed) => {
    const yaml = events(
      '{ at: "13:00", what: power-lost, dap: "1" }',
      '{ at: "13:10", what: power-returned, dap: "1" }',
      '{ at: "14:00", what: node-down, dap: "2", for: 20 min }',
    )
    const { joined, model } = upTo(16 * HOUR, yaml, 'joining.nan.rehoming=false', `seed=${seed}`)
    expect(joined).toBe(400)
    for (let device = 0; device < 400; device++)
      expect(model.network.treeNow!(device, -1)).toBe(model.deployment.layout.treeOf(device))
  })
})
