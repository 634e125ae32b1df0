import { describe, expect, it } from 'vitest'
import { keyed } from '../../src/kernel/keyed.js'
import { DRAW_POSITION } from '../../src/network/order.js'
import { Sector } from '../../src/network/sector.js'
import { DOWN, FaultsTable, headOf, TO_ALL, UP, type Message } from './faults-table.js'
import { sector } from './one-channel.js'

const SECOND = 1_000_000

/** 100 bytes take 800 µs. */
function table(more: object = {}) {
  const settings = sector({ 'rate-down': '1 Mbps', 'rate-up': '1 Mbps', ...more })
  return new FaultsTable((name, seed, book, members) => new Sector(name, settings, seed, book, members))
}

const message = (more: Partial<Message>): Message => ({ at: 0, bytes: 100, device: 1, way: UP, priority: 0, ...more })
const losses = ({ bench }: FaultsTable) => bench.losses.map(({ message, reason, at }) => [message, reason, at])
const arrivals = ({ bench }: FaultsTable) => [...bench.arrivals()]

describe('an endpoint of a sector that is down', () => {
  it('does not confirm what is sent to it: that is repeated, and given up because the node is down', () => {
    const one = table({ retries: 2, 'retry-after': '1 ms' })
    one.at({ at: 0, falls: true, node: 1 })
    one.send(message({ at: 10, way: DOWN }), 0)
    one.send(message({ at: 11, way: DOWN, device: 2 }), 1)
    one.run()
    // Three times 800 µs and twice a millisecond; another has its turn in between.
    expect(losses(one)).toEqual([[0, 'node down', 10 + 3 * 800 + 2 * 1000]])
    expect(arrivals(one)).toEqual([[1, 10 + 1600]])
  })

  it('loses what it held when its turn comes, unsent, and all others have theirs at once', () => {
    const one = table()
    for (let i = 0; i < 3; i++) one.send(message({ at: 0, device: 1 }), i)
    one.send(message({ at: 1, device: 2 }), 3)
    one.at({ at: 2, falls: true, node: 1 })
    one.run()
    // The first is on the air when it falls.
    expect(losses(one)).toEqual([
      [0, 'node down', 800],
      [1, 'node down', 1600],
      [2, 'node down', 1600],
    ])
    expect(arrivals(one)).toEqual([[3, 1600]])
    expect(one.sent).toHaveLength(2)
  })

  const random = { every: '10 ms', preambles: 1, response: '5 ms', 'back-off': '40 ms', attempts: 3 }

  it('does not ask any more: who would have met it is heard', () => {
    const access = { access: 'random', 'random-access': random, 'set-up': '100 ms', grant: '20 ms' }
    const one = table(access)
    for (const device of [1, 2]) one.send(message({ at: 0, device }), device)
    one.at({ at: 5000, falls: true, node: 1 })
    one.run()
    // It asks in the slot at 10 ms, alone.
    expect(arrivals(one)).toEqual([[2, 10_000 + 5000 + 100_000 + 20_000 + 800]])
    expect(losses(one)).toEqual([[1, 'node down', 10_000]])
  })

  it('must ask anew after a restart, as an endpoint of a base station that was down must', () => {
    const access = { access: 'random', 'random-access': random, 'set-up': '100 ms', grant: '20 ms' }
    for (const node of [1, headOf(1)]) {
      const one = table(access)
      one.send(message({ at: 0 }), 0)
      one.at({ at: SECOND, falls: true, node })
      one.at({ at: SECOND + 1, node })
      one.send(message({ at: 2 * SECOND }), 1)
      const asked = 10_000 + 125_000 + 800
      one.run()
      expect(arrivals(one)).toEqual([
        [0, asked],
        [1, 2 * SECOND + asked],
      ])
    }
  })

  it('is called as often as lost data are repeated, each time when it would listen, and found if it is up again by then', () => {
    const cycle = 20 * SECOND
    const edrx = { mode: 'edrx', cycle: '20 s', window: '1 s' }
    const opens = keyed(7, 1, 1, 0, 0, DRAW_POSITION) * cycle
    const asleep = Math.ceil(opens + 2 * SECOND)
    const more = { 'power-save': edrx, retries: 2, 'retry-after': '2 s', inactivity: '0 s' }
    const gone = table(more)
    gone.at({ at: asleep, falls: true, node: 1 })
    gone.send(message({ at: asleep, way: DOWN }), 0)
    gone.run()
    expect(losses(gone)).toEqual([[0, 'node down', Math.ceil(opens + 3 * cycle)]])
    expect(gone.sent).toEqual([])
    const back = table(more)
    back.at({ at: asleep, falls: true, node: 1 })
    back.at({ at: asleep + cycle, node: 1 })
    back.send(message({ at: asleep, way: DOWN }), 0)
    back.run()
    expect(arrivals(back)).toEqual([[0, Math.ceil(opens + 2 * cycle) + 800]])
  })
})

describe('a base station that is down', () => {
  it('sends nothing that it held, not even to all, and what endpoints send to it is not confirmed', () => {
    const one = table({
      retries: 1,
      'retry-after': '1 ms',
      'power-save': { mode: 'edrx', cycle: '1 s', window: '10 ms' },
    })
    one.send(message({ at: 0, way: TO_ALL, device: 0 }), 0)
    one.at({ at: 10, falls: true, node: headOf(1) })
    one.send(message({ at: 20, way: UP, device: 2 }), 1)
    // It does not notice the other tree.
    one.send(message({ at: 20, way: UP, device: 5 }), 2)
    one.run()
    expect(losses(one)).toEqual([
      [1, 'node down', 20 + 2 * 800 + 1000],
      [0, 'node down', SECOND],
    ])
    expect(arrivals(one)).toEqual([[2, 820]])
  })

  it('is no way in for its endpoints; the others have theirs', () => {
    const { medium, nodes } = table()
    nodes.fall(headOf(0))
    expect([0, 3, 4, 7].map((node) => medium.wayIn!(node))).toEqual([-1, -1, headOf(4), headOf(4)])
  })
})

describe('a sector that others fill', () => {
  it('takes so many times as long to send', () => {
    const one = table()
    one.at({ at: 0, tree: 0, taken: 0.75 })
    one.send(message({ at: 10 }), 0)
    one.send(message({ at: 10, device: 5 }), 1)
    one.run()
    expect(arrivals(one)).toEqual([
      [1, 810],
      [0, 3210],
    ])
  })
})
