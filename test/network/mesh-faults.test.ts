import fc from 'fast-check'
import { OUT_OF_REACH } from '../../src/network/medium.js'
import { describe, expect, it } from 'vitest'
import { UNCOVERED } from '../../src/network/mesh-layout.js'
import { bare, chain, DOWN, mesh, MeshBench, UP, type Places } from './mesh-bench.js'
import { BUSY, TRANSMISSIONS } from '../../src/network/links.js'

const SECOND = 1_000_000
const MINUTE = 60 * SECOND
const reasons = ({ losses }: MeshBench) => losses.map(({ message, reason }) => [message, reason])
const arrived = (bench: MeshBench) => bench.consumptions.map(({ message }) => message)

/** It is up, but has to find its way into the network. */
function restart({ nodes }: MeshBench, node: number): void {
  nodes.fall(node)
  nodes.rise(node, true)
}

describe('a chain of five with its middle relay down', () => {
  const MIDDLE = 2
  // Beside the middle one, in reach of both its neighbours; from the last of these it is farther.
  const beside = [2.7, 0.2] as const

  function broken(places: Places, more: object = {}): MeshBench {
    const bench = new MeshBench(bare(more), 1, places.length, { places, canFail: true })
    bench.at(SECOND / 2, () => bench.nodes.fall(MIDDLE))
    return bench
  }

  it('cuts off those beyond, up and down', () => {
    const bench = broken(chain(5))
    for (let device = 0; device < 5; device++) {
      if (device !== MIDDLE) bench.carry(SECOND * (1 + device), device, device)
      bench.carry(SECOND * (11 + device), 10 + device, device, DOWN)
      // As long as there is nobody else in reach.
      if (device !== MIDDLE) bench.carry(9 * MINUTE + SECOND * device, 20 + device, device)
    }
    bench.run()
    expect(arrived(bench)).toEqual([0, 1, 10, 11, 20, 21])
    expect(reasons(bench)).toEqual([3, 4, 12, 13, 14, 23, 24].map((message) => [message, 'node down']))
  })

  it('until they go another way, if there is one: so long after the first of them noticed', () => {
    const bench = broken([...chain(5), beside])
    expect(bench.layout.spacing).toBeGreaterThan(0)
    // Two hops of 100 µs, the second in vain.
    const noticed = SECOND + 200
    bench.carry(SECOND, 0, 4)
    // It comes to the one that has noticed after another hop.
    bench.carry(noticed - 100 + 2 * MINUTE - 500, 1, 4)
    bench.carry(noticed - 100 + 2 * MINUTE, 2, 4)
    bench.carry(noticed + 3 * MINUTE, 3, 4, DOWN)
    bench.carry(noticed + 4 * MINUTE, 4, 3)
    bench.run()
    expect(reasons(bench)).toEqual([[0, 'node down'], [1, 'node down']]) // prettier-ignore
    expect(bench.layout.parent[3]).toBe(5)
    expect([...bench.arrivals()]).toEqual([
      [2, noticed - 100 + 2 * MINUTE + 500],
      [3, noticed + 3 * MINUTE + 500],
      [4, noticed + 4 * MINUTE + 400],
    ])
  })

  it('goes as before when it is up again in time', () => {
    const bench = broken([...chain(5), beside], { 're-route-after': '10 min' })
    bench.carry(SECOND, 0, 4)
    bench.at(5 * MINUTE, () => bench.nodes.rise(MIDDLE))
    // Noticed anew, it has its time anew.
    bench.carry(6 * MINUTE, 1, 4)
    bench.at(7 * MINUTE, () => bench.nodes.fall(MIDDLE))
    bench.carry(12 * MINUTE, 2, 4)
    bench.run()
    expect(arrived(bench)).toEqual([1])
    expect(bench.layout.parent[3]).toBe(MIDDLE)
  })

  it('does not send on by who is in reach but outside of the network', () => {
    const bench = broken([...chain(5), beside])
    bench.at(SECOND, () => restart(bench, 5))
    bench.carry(2 * SECOND, 0, 4)
    bench.carry(5 * MINUTE, 1, 4)
    bench.at(6 * MINUTE, () => bench.nodes.joins(5))
    bench.carry(7 * MINUTE, 2, 4)
    expect(arrived(bench.run())).toEqual([2])
  })

  it('never leads back through who looks for a way', () => {
    // The one beside sends to the very node that has lost its parent.
    const bench = broken([...chain(5), [3.6, 0.9]])
    expect(bench.layout.parent[5] ?? -1).toBe(-1)
    bench.carry(SECOND, 0, 4)
    bench.carry(5 * MINUTE, 1, 4)
    bench.carry(6 * MINUTE, 2, 5)
    bench.run()
    expect(bench.layout.parent[5]).toBe(3)
    expect(bench.layout.parent[3]).toBe(MIDDLE)
    expect(reasons(bench)).toEqual([0, 1, 2].map((message) => [message, 'node down']))
  })

  it('brings what is for all to those before it, and after the change to all but itself', () => {
    const bench = broken([...chain(5), beside])
    bench.flood(SECOND, 0)
    bench.carry(2 * SECOND, 1, 4)
    bench.carry(5 * MINUTE, 2, 4)
    bench.flood(6 * MINUTE, 3)
    const missed = (message: number) => [0, 1, 2, 3, 4, 5].filter((node) => bench.mesh.missedBy(node, 0, message, 0))
    // Before it, the one beside has nobody behind it and does not send on.
    bench.run(4 * MINUTE)
    expect(missed(0)).toEqual([2, 3, 4])
    expect(bench.mesh.whyMissed(3, 0, 0, 0)).toBe('node down')
    bench.run()
    expect(missed(3)).toEqual([2])
    expect(arrived(bench)).toEqual([0, 2, 3])
    // Nobody asks any more.
    bench.mesh.forget(0, 3)
    expect(missed(3)).toEqual([0, 1, 2, 3, 4, 5])
  })

  it('takes a copy of what is for all with it', () => {
    const bench = new MeshBench(bare(), 1, 5, { places: chain(5), canFail: true })
    bench.flood(0, 0, 0, 200)
    // While it sends it on.
    bench.at(700, () => bench.nodes.fall(MIDDLE))
    bench.run()
    expect(arrived(bench)).toEqual([0])
    expect([0, 1, 2, 3, 4].filter((node) => bench.mesh.missedBy(node, 0, 0, 0))).toEqual([3, 4])
    const alone = new MeshBench(bare(), 1, 1, { places: chain(1), canFail: true })
    alone.flood(0, 0, 0, 200)
    alone.at(100, () => alone.nodes.fall(1))
    expect(reasons(alone.run())).toEqual([[0, 'node down']])
  })

  it('loses what a relay holds when the link fails', () => {
    const bench = new MeshBench(bare(), 1, 5, { places: chain(5), canFail: true })
    const number = bench.states.numberOf('mesh')
    bench.carry(0, 0, 4, UP, 300)
    bench.at(700, () => bench.states.fall(number, 0))
    bench.run()
    // It comes to the third relay after 900 µs, and no farther.
    expect(bench.losses.map(({ reason, at }) => [reason, at])).toEqual([['link down', 900]])
    expect(bench.network.links.get(bench.up, TRANSMISSIONS)).toBe(3)
  })
})

describe('nodes that come into a mesh', () => {
  it('do so one after the other, from the gateway outwards, by an exchange over those that are in', () => {
    const nodes = 4
    const bench = new MeshBench(bare(), 1, nodes, { places: chain(nodes), canFail: true })
    const gateway = nodes
    bench.network.joining = bench
    bench.at(SECOND, () => {
      for (let node = 0; node < nodes; node++) restart(bench, node)
    })
    for (let node = 0; node < nodes; node++) {
      bench.at((2 + node) * MINUTE, () => {
        const waysIn = Array.from({ length: nodes }, (_, one) => bench.mesh.wayIn(one))
        expect(waysIn).toEqual(Array.from({ length: nodes }, (_, one) => (one <= node ? gateway : -1)))
      })
      // What is of no payload, up and down; then it is in.
      for (const [route, more] of [[UP, 0], [DOWN, 1]] as const) {
        const message = -1 - 2 * node - more
        const at = (2 + node) * MINUTE + (1 + more) * SECOND
        bench.send(at, message, { device: node, tree: 0, route, key: at, serial: 100 + 2 * node + more })
      } // prettier-ignore
      bench.at((2 + node) * MINUTE + 5 * SECOND, () => bench.nodes.joins(node))
    }
    bench.run()
    expect(arrived(bench)).toEqual([-1, -2, -3, -4, -5, -6, -7, -8])
    expect(bench.losses).toEqual([])
  })

  it('have no way in where the gateway is down, and where nothing reaches them', () => {
    const places: Places = [...chain(2), [9, 9]]
    const bench = new MeshBench(bare({ uncovered: 'lost' }), 1, 3, { places, canFail: true })
    bench.at(SECOND, () => {
      // Asked before anything was sent.
      expect([0, 1, 2, 3, 4].map((node) => bench.mesh.wayIn(node))).toEqual([3, 3, OUT_OF_REACH, 3, -1])
      bench.nodes.fall(3)
      expect([0, 1, 2, 3].map((node) => bench.mesh.wayIn(node))).toEqual([-1, -1, OUT_OF_REACH, -1])
    })
    bench.run()
  })

  it('take the nearest that is in, where the hops are given also if it is far', () => {
    const settings = bare({ hops: ['40%', '30%', '30%'], density: undefined })
    const bench = new MeshBench(settings, 1, 60, { canFail: true })
    const { layout, nodes } = bench
    bench.carry(0, 0, 0)
    bench.at(SECOND, () => {
      const { hop, parent, x, y } = layout
      const last = Array.from({ length: 60 }, (_, node) => node).filter((node) => hop[node] === 3)
      expect(last.length).toBeGreaterThan(5)
      const node = last[0]!
      const away = (other: number) => (x[other]! - x[node]!) ** 2 + (y[other]! - y[node]!) ** 2
      // Its parents die one after the other; the last ring is not in, so that only the ring before can take it.
      for (const other of last) restart(bench, other)
      const ring = Array.from({ length: 60 }, (_, one) => one).filter((one) => hop[one] === 2)
      const farther: number[] = []
      for (let left = ring.length; left > 0; left--) {
        expect(bench.mesh.wayIn(node)).toBe(60)
        const at = parent[node]!
        const up = (one: number) => nodes.isIn(one) && away(one) <= 1
        const near = Array.from({ length: 60 }, (_, one) => one).filter((one) => one !== node && up(one))
        // Once nobody is in reach, the nearest of the ring before.
        const nearest = (of: number[]) => of.reduce((best, one) => (away(one) < away(best) ? one : best))
        if (near.length === 0) farther.push(at)
        expect(at).toBe(nearest(near.length > 0 ? near : ring.filter((one) => nodes.isIn(one))))
        nodes.fall(at)
      }
      expect(farther.length).toBeGreaterThan(0)
    })
    bench.run()
  })
})

describe('nodes between two gateways', () => {
  const GATEWAYS = [4, 5] as const
  // The gateways stand a little more than a hop apart. Behind the first, one node after the other on the way to the second.
  const places: Places = [
    [0.6, 0],
    [0.6, 0.9],
    [0.2, 0],
    [0.9, 0],
  ]
  const density = '48.8 per km2'

  function between(more: object = {}): MeshBench {
    const bench = new MeshBench(bare({ density, ...more }), 2, 2, { places, canFail: true })
    expect(bench.layout.spacing).toBeGreaterThan(1)
    expect(bench.layout.spacing).toBeLessThan(1.15)
    return bench
  }

  it('come in by the other one where their own is down, and stay there', () => {
    const bench = between()
    const { nodes } = bench
    const [own, other] = GATEWAYS
    bench.carry(0, 0, 1)
    bench.at(SECOND, () => {
      nodes.fall(own)
      for (const node of [0, 1]) nodes.strays(node)
      expect(bench.mesh.wayIn(1)).toBe(-1)
      expect(bench.mesh.wayIn(0)).toBe(other)
      nodes.joins(0)
      expect(bench.mesh.wayIn(1)).toBe(other)
      nodes.joins(1)
    })
    // Over the other's links, in its domain: two hops and three.
    bench.carry(MINUTE, 1, 0, UP, 100, 1)
    bench.carry(2 * MINUTE, 2, 1, UP, 100, 1)
    bench.carry(3 * MINUTE, 3, 1, DOWN, 100, 1)
    bench.at(4 * MINUTE, () => {
      nodes.rise(own)
      expect([0, 1].map((node) => bench.mesh.wayIn(node))).toEqual([other, other])
    })
    bench.flood(5 * MINUTE, 4, 1)
    bench.flood(6 * MINUTE, 5, 0)
    bench.run()
    expect(arrived(bench)).toEqual([0, 1, 2, 3, 4])
    // What is for all goes to those that are behind a gateway now: behind its own there is nobody.
    expect([0, 1, 2, 3].filter((node) => bench.mesh.missedBy(node, 0, 4, 0))).toEqual([])
    expect(reasons(bench)).toEqual([[5, 'out of range']])
  })

  it('do not where the deployment says so', () => {
    const bench = between({ 're-home': false })
    bench.at(SECOND, () => {
      bench.nodes.fall(GATEWAYS[0])
      bench.nodes.strays(0)
      expect(bench.mesh.wayIn(0)).toBe(-1)
    })
    bench.run()
  })

  it('take one of their own gateway before another one, however near', () => {
    // The last but one is behind two relays, which are as near as its own gateway's nodes get; the other gateway is nearer.
    const bench = new MeshBench(bare({ density }), 2, 2, { places: [[0.6, 0.5], [0.9, 0], [0.2, 0], [0.9, 0]], canFail: true }) // prettier-ignore
    bench.carry(0, 0, 1)
    bench.at(SECOND, () => {
      bench.nodes.strays(1)
      // Its own gateway is 0.9 away, the other one 0.2.
      expect(bench.mesh.wayIn(1)).toBe(GATEWAYS[0])
    })
    bench.run()
  })

  it('change over by themselves only where somebody keeps account of it', () => {
    for (const keepsAccount of [false, true]) {
      const bench = between({ 're-route-after': '1 min' })
      const moved: number[] = []
      if (keepsAccount) {
        bench.mesh.onMoved = (node) => {
          moved.push(node)
          expect(bench.mesh.wayIn(node)).toBe(GATEWAYS[1])
        }
      }
      bench.at(SECOND, () => bench.nodes.fall(GATEWAYS[0]))
      bench.carry(2 * SECOND, 0, 1)
      bench.carry(5 * MINUTE, 1, 1)
      bench.carry(6 * MINUTE, 2, 1, UP, 100, 1)
      bench.run(7 * MINUTE)
      expect(moved).toEqual(keepsAccount ? [1] : [])
      expect(arrived(bench)).toEqual(keepsAccount ? [2] : [])
      expect(bench.layout.parent[0]).toBe(GATEWAYS[keepsAccount ? 1 : 0])
    }
  })
})

describe('a fault in the area of one gateway', () => {
  const EACH = 30

  /** What becomes of the messages of all trees, when nodes of the first one fail or not. */
  function outcome(other: string, fails: boolean) {
    const count = 16
    const settings = mesh({ hops: 'by density', density: '60 per km2', loss: '10%', 'other-gateways': other, beacon: { bytes: '60 B' }, uncovered: 'lost' }) // prettier-ignore
    const bench = new MeshBench(settings, count, EACH, { canFail: true })
    for (let i = 0; i < 600; i++) bench.carry(i * 100_000, i, (i * 77) % (count * EACH), i % 2)
    for (let tree = 0; tree < count; tree++) bench.flood(70 * SECOND, 1000 + tree, tree)
    if (fails) {
      for (let node = 0; node < EACH / 2; node++) bench.at(SECOND * node, () => bench.nodes.fall(node))
      bench.at(40 * SECOND, () => bench.nodes.fall(count * EACH))
    }
    bench.run(10 * MINUTE)
    return bench
  }
  const treeOf = (message: number) =>
    message < 1000 ? Math.floor(((message * 77) % (16 * EACH)) / EACH) : message - 1000

  it.each([
    { other: 'apart', untouched: (tree: number) => tree > 0 },
    // Beside it stand those to the right and below; farther off, nobody hears of it.
    { other: 'interfere', untouched: (tree: number) => ![0, 1, 4, 5].includes(tree) && tree === 15 },
  ])('changes nothing far away: $other', ({ other, untouched }) => {
    const [with0, without] = [true, false].map((fails) => {
      const { consumptions, losses } = outcome(other, fails)
      const of = ({ message }: { message: number }) => untouched(treeOf(message))
      return { consumptions: consumptions.filter(of), losses: losses.filter(of), lost: losses.length }
    })
    expect(without!.consumptions.length).toBeGreaterThan(10)
    expect(with0!.consumptions).toEqual(without!.consumptions)
    expect(with0!.losses).toEqual(without!.losses)
    expect(with0!.lost).toBeGreaterThan(without!.lost)
  })
})

const DEVICES = 12
const message = fc.record({
  at: fc.nat(20 * MINUTE),
  device: fc.nat(2 * DEVICES - 1),
  way: fc.nat(2),
  bytes: fc.integer({ min: 1, max: 1200 }),
})
const change = fc.record({
  at: fc.nat(20 * MINUTE),
  node: fc.oneof(fc.nat(2 * DEVICES - 1), fc.constantFrom(2 * DEVICES, 2 * DEVICES + 1)),
  lasts: fc.integer({ min: 1, max: 8 * MINUTE }),
  joins: fc.nat(2 * MINUTE),
})
const settingsOf = fc.constantFrom(
  mesh({ hops: 'by density', density: '40 per km2', loss: '10%', 're-route-after': '20 s', 'other-gateways': 'interfere', uncovered: 'lost' }),
  mesh({ hops: ['50%', '30%', '20%'], 're-route-after': '0 s', beacon: { bytes: '60 B' } }),
  mesh({ hops: ['20%', '20%', '20%', '40%'], access: 'aloha', acknowledged: false, queue: '1500 B', 're-home': false }),
) // prettier-ignore

describe('packets on a mesh whose nodes go down and come up at any time', () => {
  it('end once each, and parents never form a circle', () => {
    let [delivered, dead, moved] = [0, 0, 0]
    fc.assert(
      fc.property(fc.array(message, { minLength: 20, maxLength: 80 }), fc.array(change, { minLength: 3, maxLength: 25 }), settingsOf, (list, changes, settings) => {
        const bench = new MeshBench(settings, 2, DEVICES, { canFail: true })
        const { nodes, layout, mesh: medium } = bench
        // Who is out of range of everything never comes in, and what it has to send would wait for good.
        medium.coverage()
        const treeNow = new Map<number, number>()
        const home = (device: number) => treeNow.get(device) ?? Math.floor(device / DEVICES)
        medium.onMoved = (node) => {
          const head = medium.wayIn(node)
          if (head >= 0) treeNow.set(node, head - 2 * DEVICES)
        }
        const join = (node: number): void => {
          if (!nodes.isUp(node) || nodes.isIn(node)) return
          const head = medium.wayIn(node)
          if (head < 0) bench.at(bench.simulation.now + MINUTE, () => join(node))
          else {
            if (head !== 2 * DEVICES + home(node)) moved++
            treeNow.set(node, head - 2 * DEVICES)
            nodes.joins(node)
          }
        }
        const leave = (gateway: number): void => {
          if (nodes.isUp(gateway)) return
          for (let node = 0; node < 2 * DEVICES; node++) {
            if (home(node) + 2 * DEVICES !== gateway || !nodes.isIn(node) || layout.hop[node] === UNCOVERED) continue
            nodes.strays(node)
            join(node)
          }
        }
        for (const { at, node, lasts, joins } of changes) {
          bench.at(at, () => nodes.fall(node))
          // Who was behind a gateway that is gone notices it.
          if (node >= 2 * DEVICES) bench.at(at + joins, () => leave(node))
          bench.at(at + lasts, () => nodes.rise(node, node < 2 * DEVICES && layout.hop[node] !== UNCOVERED))
          bench.at(at + lasts + joins, () => join(node))
        }
        list.forEach(({ at, device, way, bytes }, i) => {
          // Which tree it is on is known only then.
          bench.at(at, () => {
            if (way === 2) bench.flood(at, i, home(device), bytes)
            else bench.carry(at, i, device, way, bytes, home(device))
          })
        })
        bench.run(2 * 3600 * SECOND)
        const ended = [...bench.consumptions, ...bench.losses].map((one) => one.message).sort((a, b) => a - b)
        expect(ended).toEqual(list.map((_, i) => i))
        expect([bench.network.packets.inUse, bench.ends]).toEqual([0, bench.copies])
        for (let node = 0; node < 2 * DEVICES; node++) {
          let at = node
          for (let hops = 0; hops <= 2 * DEVICES && at >= 0; hops++) at = layout.parent[at]!
          expect(at).toBe(-1)
        }
        delivered += bench.consumptions.length
        dead += bench.losses.filter(({ reason }) => reason === 'node down').length
      }),
      { seed: 41, numRuns: 150 },
    ) // prettier-ignore
    expect(delivered).toBeGreaterThan(1000)
    expect(dead).toBeGreaterThan(300)
    expect(moved).toBeGreaterThan(20)
  })

  it('fare the same where nothing does fail as where nothing can', () => {
    fc.assert(
      fc.property(fc.array(message, { minLength: 20, maxLength: 80 }), settingsOf, (list, settings) => {
        const [can, cannot] = [true, false].map((canFail) => {
          const bench = new MeshBench(settings, 2, DEVICES, { canFail })
          list.forEach(({ at, device, way, bytes }, i) => {
            if (way === 2) bench.flood(at, i, Math.floor(device / DEVICES), bytes)
            else bench.carry(at, i, device, way, bytes)
          })
          bench.run(2 * 3600 * SECOND)
          const missed = list.map((_, i) => Array.from({ length: 2 * DEVICES }, (_, node) => bench.mesh.missedBy(node, 0, i, 0)))
          return { consumptions: bench.consumptions, losses: bench.losses, busy: [...bench.network.links.column(BUSY)], missed }
        })
        expect([can!.consumptions, can!.losses, can!.busy]).toEqual([cannot!.consumptions, cannot!.losses, cannot!.busy])
        // Where nobody asks, the one keeps who has got it, the other who has not: compared for what is for all, among those that it goes to.
        list.forEach(({ device, way }, i) => {
          if (way !== 2 || can!.losses.some((one) => one.message === i)) return
          const tree = Math.floor(device / DEVICES)
          const of = (missed: boolean[][]) => missed[i]!.slice(tree * DEVICES, (tree + 1) * DEVICES)
          expect(of(can!.missed)).toEqual(of(cannot!.missed))
        })
      }),
      { seed: 42, numRuns: 60 },
    ) // prettier-ignore
  })
})
