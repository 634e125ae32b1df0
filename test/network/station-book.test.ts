import { describe, expect, test } from 'vitest'
import { HOUR } from '../../src/kernel/time.js'
import { StationBook } from '../../src/network/station-book.js'
import { Station, type NodeSettings } from '../../src/network/station.js'
import { Bench, hop, node } from './bench.js'

// One byte at 8 Gbps takes a thousandth of a microsecond: a packet sent at t stands before the station at t + 1.
const instant = { rate: 8e9 }

function bookOf(settings: Partial<NodeSettings>, at: number[], down?: number): StationBook {
  const bench = new Bench()
  const { simulation, network, seed } = bench
  const { servers } = settings
  const book = new StationBook(0, 2 * HOUR, 1, servers as number)
  const station = new Station('station', 1, node(settings), seed, simulation, network.packets, network, 0, book)
  bench.route(hop(bench.wire(instant), { station: network.addStation(station) }))
  at.forEach((at, i) => bench.send(at, i, { bytes: 1 }))
  if (down !== undefined)
    simulation.at(
      down,
      0,
      0,
      simulation.handler('going down', () => station.clear(0)),
      0,
    )
  bench.run()
  return book
}

// A plain line, one of a class of its own, and one of a bounded buffer are kept in different ways.
describe.each([
  ['a plain line', {}],
  ['an order', { order: 'strict' }],
  ['a buffer', { buffer: { of: 'packets', most: 100 } }],
] as [string, Partial<NodeSettings>][])('the book of a station with %s', (_, kind) => {
  const settings = { ...kind, processing: 100, servers: 1 }

  test('tells the most that were there, those that were processed included', () => {
    // The first is processed from 1 to 101: at 31 there are four; by 501 all are gone.
    expect(bookOf(settings, [0, 10, 20, 30, 500]).most).toBe(4)
    expect(bookOf({ ...settings, servers: 2 }, [0, 10, 20, 30, 500]).most).toBe(4)
    expect(bookOf(settings, [0, 200, 400]).most).toBe(1)
  })

  test('tells how long each waited', () => {
    // Waits are 0, 90, 180 and 270 µs, and none for the last.
    const { waited } = bookOf(settings, [0, 10, 20, 30, 500])
    expect([waited.count, waited.max, waited.mean]).toEqual([5, 270, 108])
  })

  test('tells how busy its servers were, hour by hour', () => {
    const half = { ...settings, processing: HOUR / 2, servers: 2 }
    // From 0:45 to 1:15, and from 1:30 to 2:00: a quarter of an hour, and three, of the two hours that two servers have in each.
    const [first, second] = bookOf(half, [0.75 * HOUR - 1, 1.5 * HOUR - 1]).utilisation()
    expect(first).toBeCloseTo(0.25 / 2, 9)
    expect(second).toBeCloseTo(0.75 / 2, 9)
  })

  test('forgets what waited at a node that went down', () => {
    // Three are there at 50, when it goes down; two come after it.
    const book = bookOf(settings, [0, 10, 20, 1000, 1010], 50)
    expect(book.most).toBe(3)
    const again = bookOf(settings, [0, 10, 20, 60, 70], 50)
    expect(again.most).toBeLessThanOrEqual(3)
  })
})

test('of a buffer that is full the book counts what it held, not what it dropped', () => {
  const settings = { processing: 100, servers: 1, buffer: { of: 'packets', most: 2 } } as const
  expect(bookOf(settings, [0, 10, 20, 30]).most).toBe(2)
  expect(bookOf({ ...settings, drop: 'oldest' }, [0, 10, 20, 30]).most).toBeLessThanOrEqual(3)
})
