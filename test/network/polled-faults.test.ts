import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Polled } from '../../src/network/polled.js'
import { Scan } from '../../src/network/scan.js'
import { SilentStations } from '../../src/network/silent-stations.js'
import { DOWN, FaultsTable, headOf, UP, type Message } from './faults-table.js'
import { polled } from './one-channel.js'
import { BYTES_WIRE } from '../../src/network/links.js'

const SECOND = 1_000_000

/** A question takes 40 µs, a station then 20, an answer 40: a visit 100; one in vain 40 and the time-out, each time. 100 bytes take 800 µs. */
function table(more: object = {}) {
  const settings = polled({ 'time-out': '500 us', retries: 1, ...more })
  return new FaultsTable((name, seed, book, members) => new Polled(name, settings, seed, book, members))
}

const message = (more: Partial<Message>): Message => ({ at: 0, bytes: 100, device: 1, way: UP, priority: 0, ...more })
const losses = ({ bench }: FaultsTable) => bench.losses.map(({ message, reason, at }) => [message, reason, at])
const arrivals = ({ bench }: FaultsTable) => [...bench.arrivals()]

describe('the scan over stations that do not answer', () => {
  it('is where it would be if each visit were added to the one before', () => {
    const stations = fc.integer({ min: 1, max: 70 })
    fc.assert(
      fc.property(
        stations,
        fc.array(fc.nat(69)),
        fc.nat(69),
        fc.nat(2000),
        fc.nat(40_000),
        (n, down, first, anchor, now) => {
          const silent = new SilentStations()
          for (const station of down) if (station < n) silent.add(station)
          for (const station of down) if (station % 3 === 0) silent.delete(station)
          const scan = new Scan(n, 100, 60, silent, 1080)
          scan.from(anchor, first % n)
          // Visit by visit: the first that does not begin before now.
          let [at, visit] = [anchor, 0]
          while (at < now) {
            expect(scan.beginningOf(visit)).toBe(at)
            at += silent.has((first + visit) % n) ? 1080 : 100
            visit++
          }
          expect(scan.nextVisit(now)).toBe(visit)
          expect(scan.beginningOf(visit)).toBe(at)
          expect(scan.answerOf(visit)).toBe(at + 60)
          expect(scan.stationOf(visit)).toBe((first + visit) % n)
        },
      ),
      { seed: 41, numRuns: 500 },
    )
  })

  it('takes the time-out for each question to a station that is down', () => {
    const one = table()
    // Stations 0, 2 and 3 answer nothing for 100 µs each, station 1 is asked twice for 540.
    one.at({ at: 0, falls: true, node: 1 })
    const cycle = 3 * 100 + 2 * 540
    one.send(message({ at: 5 * cycle + 1, device: 3 }), 0)
    one.run(SECOND)
    expect(arrivals(one)).toEqual([[0, 6 * cycle - 100 + 100 + 800]])
  })

  it('puts the questions in vain into the books, and no answers', () => {
    const one = table()
    one.at({ at: 0, falls: true, node: 1 })
    one.send(message({ at: 0, device: 0 }), 0)
    one.run(2 * 3600 * SECOND)
    const cycle = 3 * 100 + 2 * 540
    const [down, up] = [2, 0].map((link) => one.links.get(link, BYTES_WIRE))
    // Until the end of the last full hour, but for the one exchange.
    expect(down! / ((2 * 3600 * SECOND) / cycle)).toBeCloseTo(5 * 5, 1)
    expect(up! / ((2 * 3600 * SECOND) / cycle)).toBeCloseTo(3 * 5, 1)
  })
})

describe('a station that is down', () => {
  it('loses what it held at once, and is asked again with all it has when it is up', () => {
    const one = table()
    one.send(message({ at: 1, device: 0 }), 0)
    one.at({ at: 50, falls: true, node: 0 })
    one.at({ at: 10_000, node: 0 })
    one.send(message({ at: 10_001, device: 0 }), 1)
    one.run(SECOND)
    expect(losses(one)).toEqual([[0, 'node down', 50]])
    expect(arrivals(one)).toHaveLength(1)
    expect(one.sent.map(({ message }) => message)).toEqual([1])
  })

  it('does not confirm a command: it is repeated after each time-out, and given up because the node is down', () => {
    const one = table()
    one.at({ at: 0, falls: true, node: 1 })
    one.send(message({ at: 1, way: DOWN }), 0)
    one.run(SECOND)
    // It goes before the next question, that to station 1 at 100 µs; twice 800 and the time-out.
    expect(losses(one)).toEqual([[0, 'node down', 100 + 2 * (800 + 500)]])
    expect(one.sent).toHaveLength(2)
  })
})

describe('a master that is down', () => {
  it('asks nobody: what stations have to send waits until it is up, and its own commands are lost', () => {
    const one = table({ commands: 'in-turn' })
    one.send(message({ at: 1, way: DOWN, device: 3 }), 0)
    one.at({ at: 50, falls: true, node: headOf(0) })
    one.send(message({ at: 100, device: 2 }), 1)
    one.at({ at: 5000, node: headOf(0) })
    one.run(SECOND)
    expect(losses(one)).toEqual([[0, 'node down', 50]])
    // It begins with the first: station 2 is asked after two visits.
    expect(arrivals(one)).toEqual([[1, 5000 + 2 * 100 + 100 + 800]])
  })

  it('puts nothing on the air', () => {
    const bytes = [false, true].map((falls) => {
      const one = table()
      one.send(message({ at: 0, device: 0 }), 0)
      if (falls) {
        one.at({ at: 3600 * SECOND, falls, node: headOf(0) })
        one.at({ at: 3 * 3600 * SECOND, node: headOf(0) })
      }
      one.run(4 * 3600 * SECOND)
      return (one.medium as Polled).scanBytes
    })
    // Two hours of four.
    expect(bytes[1]! / bytes[0]!).toBeCloseTo(0.5, 4)
  })

  it('is no way in for its stations', () => {
    const { medium, nodes } = table()
    nodes.fall(headOf(4))
    expect([0, 3, 4, 7].map((node) => medium.wayIn!(node))).toEqual([headOf(0), headOf(0), -1, -1])
  })
})

describe('a polled channel that others fill', () => {
  it('takes so many times as long to send', () => {
    const one = table()
    one.at({ at: 0, tree: 0, taken: 0.5 })
    one.send(message({ at: 1, device: 0 }), 0)
    one.run(SECOND)
    expect(arrivals(one)).toEqual([[0, 100 + 1600]])
  })
})
