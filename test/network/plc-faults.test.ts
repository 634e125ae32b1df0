import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { LinkStates } from '../../src/network/link-states.js'
import { EVERYONE, NO_DOMAIN, type Membership } from '../../src/network/medium.js'
import { NodeStates } from '../../src/network/node-states.js'
import { PRIORITY_SERVED } from '../../src/network/order.js'
import { Plc, plcSchema } from '../../src/network/plc.js'
import { Repeaters } from '../../src/network/plc-repeaters.js'
import { Bench, hop, place } from './bench.js'
import { BUSY, TRANSMISSIONS } from '../../src/network/links.js'

const SECOND = 1_000_000
const HEAD = 60
const SEED = 3
/** The number of the actor that is the head of all where a line has none of its own. */
const THE_ONE = HEAD + 2
const MEMBERSHIP: Membership = {
  nodes: HEAD + 2,
  membersOf: (domain, visit) => {
    if (domain === HEAD) for (let node = 0; node < HEAD; node++) visit(node)
  },
}
const SHARES = [0.3, 0.3, 0.4]
/** Everything at once, a byte a microsecond. */
const PLAIN = {
  medium: 'plc', rate: '8 Mbps', preamble: '0 us', 'min-exponent': 0, 'max-exponent': 0, sensing: '0 us', turnaround: '0 us', acknowledged: false, gap: '0 s',
  header: '10 B', mtu: '1500 B', queue: '1 MB', loss: '0%', repeaters: ['30%', '30%', '40%'],
} // prettier-ignore
/** Waits so long that no two of tens of repeaters begin in the same unit. */
const SPREAD = { 'min-exponent': 20, 'max-exponent': 20, 'back-off-unit': '1 ms', 'max-back-offs': 200 }
const [UP, DOWN] = [0, 1]

/** A line with a link up and one down, on which everything can fail. */
class Line extends Bench {
  readonly nodes = new NodeStates(THE_ONE + 1, this.simulation)
  readonly states = new LinkStates(1)
  plc!: Plc
  private readonly changes: (() => void)[] = []
  private readonly changeCode = this.simulation.handler('change', (i) => this.changes[i]!())

  constructor(more: object = {}, { hasHead = true, canFail = true } = {}) {
    super(SEED)
    if (canFail) this.network.letFail(this.nodes, this.states)
    const settings = plcSchema().parse({ ...PLAIN, ...more })
    const medium = this.medium((...given) => {
      const [name, seed, book] = given
      return (this.plc = new Plc(name, settings, seed, book, MEMBERSHIP))
    }, MEMBERSHIP)
    const head = place('one', hasHead ? HEAD : THE_ONE)
    for (const direction of ['up', 'down'] as const) {
      const link = this.links(medium, { network: 'line', direction })
      const [near, far] = direction === 'up' ? [place('device'), head] : [head, place('device')]
      this.route(hop(link, { domain: place('one', hasHead ? HEAD : NO_DOMAIN), endpoint: place('device'), ends: { near, far } })) // prettier-ignore
    }
  }

  at(time: number, change: () => void): void {
    const i = this.changes.push(change) - 1
    this.simulation.at(time, PRIORITY_SERVED, i, this.changeCode, i)
  }

  told() {
    return [
      this.consumptions.map(({ message }) => message),
      this.losses.map(({ message, reason }) => [message, reason]),
    ]
  }
}

/** A node that two others repeat for, one behind the other; and who else is as far away as the second. */
function farNode() {
  const repeaters = new Repeaters(SHARES, SEED, MEMBERSHIP, MEMBERSHIP.nodes)
  repeaters.settle(HEAD)
  const all = Array.from({ length: HEAD }, (_, node) => node)
  const far = all.find((node) => repeaters.distanceOf(node, HEAD) === 3)!
  const second = repeaters.parentOf(far)
  const first = repeaters.parentOf(second)
  const others = all.filter((node) => repeaters.distanceOf(node, HEAD) === 2 && node !== second)
  return { repeaters, all, far, second, first, others }
}

describe('a power line whose repeater is down', () => {
  const { repeaters, all, far, second, first, others } = farNode()
  const away = (node: number) => Math.abs(node - far)
  const isBehind = (node: number, of: number): boolean =>
    node !== HEAD && (repeaters.parentOf(node) === of || isBehind(repeaters.parentOf(node), of))

  it('cuts off those behind it until they come in by another one, the next that is as near to the head', () => {
    const line = new Line()
    const { nodes, plc } = line
    line.at(100, () => nodes.fall(second))
    for (const [message, route] of [[0, UP], [1, DOWN]] as const) line.send(SECOND * (1 + message), message, { route, device: far }) // prettier-ignore
    line.at(5 * SECOND, () => expect(plc.wayIn(far)).toBe(HEAD))
    for (const [message, route] of [[2, UP], [3, DOWN]] as const) line.send(SECOND * (6 + message), message, { route, device: far }) // prettier-ignore
    line.run()
    expect(line.told()).toEqual([[2, 3], [[0, 'node down'], [1, 'node down']]]) // prettier-ignore
    // As many transmissions as before: three each; and of those in vain, one up, and two down.
    expect(line.network.links.get(UP, TRANSMISSIONS) + line.network.links.get(DOWN, TRANSMISSIONS)).toBe(3 + 3 + 1 + 2)
  })

  it('stays as it is for who has a way, and has none where all of those are down, or the head', () => {
    const line = new Line()
    const { nodes, plc } = line
    line.at(SECOND, () => {
      expect(plc.wayIn(far)).toBe(HEAD)
      nodes.fall(first)
      // By the nearest number of those that do not hang on the one that is down themselves.
      const left = others.filter((node) => !isBehind(node, first))
      for (let ways = left.length; ways > 0; ways--) {
        expect(plc.wayIn(far)).toBe(HEAD)
        const next = left.reduce((best, node) => (away(node) < away(best) ? node : best))
        left.splice(left.indexOf(next), 1)
        nodes.fall(next)
      }
      expect(plc.wayIn(far)).toBe(-1)
      nodes.rise(first)
      expect(plc.wayIn(far)).toBe(HEAD)
      nodes.fall(HEAD)
      expect(all.map((node) => plc.wayIn(node))).toEqual(all.map(() => -1))
    })
    line.run()
  })

  it('brings what is for all to the others, and to all but itself when they have changed over', () => {
    const line = new Line(SPREAD)
    const { nodes, plc } = line
    const missed = (message: number) => all.filter((node) => plc.missedBy(node, 0, message, 0))
    line.at(100, () => nodes.fall(first))
    line.send(SECOND, 0, { route: DOWN, device: EVERYONE })
    line.run(5000 * SECOND)
    const behind = all.filter((node) => node === first || isBehind(node, first))
    expect(missed(0)).toEqual(behind)
    expect(plc.whyMissed(far, 0, 0, 0)).toBe('node down')
    for (const node of behind) if (node !== first) expect(plc.wayIn(node)).toBe(HEAD)
    line.send(5001 * SECOND, 1, { route: DOWN, device: EVERYONE })
    line.run()
    expect(missed(1)).toEqual([first])
    expect(line.told()).toEqual([[0, 1], []])
  })

  it('loses what is for all with its head, and where nobody is up', () => {
    const line = new Line()
    line.send(0, 0, { route: DOWN, device: EVERYONE })
    line.at(50, () => line.nodes.fall(HEAD))
    const silent = new Line()
    silent.at(0, () => all.forEach((node) => silent.nodes.fall(node)))
    silent.send(SECOND, 0, { route: DOWN, device: EVERYONE })
    for (const one of [line, silent]) expect(one.run().told()).toEqual([[], [[0, 'node down']]])
  })
})

describe('a power line whose head is the only one of its kind', () => {
  it('goes by the state of that, at both ends', () => {
    const line = new Line({}, { hasHead: false })
    line.send(0, 0, { route: UP, device: 1 })
    line.at(500, () => line.nodes.fall(THE_ONE))
    line.send(1000, 1, { route: UP, device: 1 })
    line.at(2000, () => expect(line.plc.wayIn(1)).toBe(-1))
    line.at(3000, () => line.nodes.rise(THE_ONE))
    line.at(3001, () => expect(line.plc.wayIn(1)).toBe(MEMBERSHIP.nodes - 1))
    line.send(4000, 2, { route: DOWN, device: 1 })
    line.send(5000, 3, { route: DOWN, device: 1 })
    // While it sends.
    line.at(5050, () => line.nodes.fall(THE_ONE))
    expect(line.run().told()).toEqual([[0, 2], [[1, 'node down'], [3, 'node down']]]) // prettier-ignore
  })
})

const message = fc.record({ at: fc.nat(5 * SECOND), device: fc.nat(HEAD - 1), way: fc.nat(2), bytes: fc.integer({ min: 1, max: 120 }) }) // prettier-ignore
const change = fc.record({ at: fc.nat(5 * SECOND), node: fc.nat(HEAD), lasts: fc.integer({ min: 1, max: 3 * SECOND }) })
const kinds = fc.constantFrom<object>(
  { rate: '60 kbps', 'min-exponent': 3, 'max-exponent': 6, 'back-off-unit': '1 ms', acknowledged: true, retries: 2, loss: '10%' },
  { rate: '60 kbps', access: 'aloha', queue: '1500 B' },
) // prettier-ignore

describe('packets on a power line whose nodes go down and come up at any time', () => {
  const sendAll = (line: Line, list: { at: number; device: number; way: number; bytes: number }[]) =>
    list.forEach(({ at, device, way, bytes }, i) => {
      line.send(at, i, { route: way === UP ? UP : DOWN, device: way === 2 ? EVERYONE : device, bytes })
    })

  it('end once each', () => {
    let [delivered, dead] = [0, 0]
    fc.assert(
      fc.property(fc.array(message, { minLength: 20, maxLength: 60 }), fc.array(change, { minLength: 5, maxLength: 40 }), kinds, (list, changes, more) => {
        const line = new Line(more)
        const { nodes, plc } = line
        for (const { at, node, lasts } of changes) {
          line.at(at, () => nodes.fall(node))
          line.at(at + lasts, () => {
            nodes.rise(node, node !== HEAD)
            const join = () => {
              if (!nodes.isUp(node) || nodes.isIn(node)) return
              if (plc.wayIn(node) >= 0) nodes.joins(node)
              else line.at(line.simulation.now + SECOND, join)
            }
            join()
          })
        }
        sendAll(line, list)
        line.run(3600 * SECOND)
        const ended = [...line.consumptions, ...line.losses].map((one) => one.message).sort((a, b) => a - b)
        expect(ended).toEqual(list.map((_, i) => i))
        expect([line.network.packets.inUse, line.ends]).toEqual([0, line.copies])
        delivered += line.consumptions.length
        dead += line.losses.filter(({ reason }) => reason === 'node down').length
      }),
      { seed: 51, numRuns: 150 },
    ) // prettier-ignore
    expect(delivered).toBeGreaterThan(300)
    expect(dead).toBeGreaterThan(300)
  })

  it('fare the same where nothing does fail as where nothing can', () => {
    fc.assert(
      fc.property(fc.array(message, { minLength: 20, maxLength: 60 }), kinds, (list, more) => {
        const [can, cannot] = [true, false].map((canFail) => {
          const line = new Line(more, { canFail })
          sendAll(line, list)
          line.run(3600 * SECOND)
          const reached = list.flatMap(({ way }, i) => (way === 2 && line.consumptions.some((one) => one.message === i) ? [i] : [])) // prettier-ignore
          const missed = reached.map((i) => Array.from({ length: HEAD }, (_, node) => line.plc.missedBy(node, 0, i, 0)))
          return [line.consumptions, line.losses, [...line.network.links.column(BUSY)], missed]
        })
        expect(can).toEqual(cannot)
      }),
      { seed: 52, numRuns: 60 },
    )
  })
})
