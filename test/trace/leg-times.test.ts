import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { LegTimes, TIMES, type LegCounts } from '../../src/trace/leg-times.js'

/** A leg as its packet tells it: how long it took in all, and of that what the medium and the actor say. */
interface Told {
  elapsed: number
  transmitting: number
  retrying: number
  processed: number
}

/** A message of such legs, sent at a time. */
function receive(times: LegTimes, start: number, legs: readonly Told[], { atOrigin = 0, many = 1 } = {}) {
  let at = start
  const before = { ended: start, transmitting: NaN, retrying: NaN, processed: atOrigin }
  const told = [before, ...legs.map(({ elapsed, ...rest }) => ({ ended: (at += elapsed), ...rest }))]
  const numbers = told.flatMap(({ ended, transmitting, retrying, processed }) => [ended, transmitting, retrying, processed]) // prettier-ignore
  // Whatever stands before and after it in the column is another packet's.
  times.received(Float64Array.from([9, 9, 9, 9, ...numbers, 9]), 4, legs.length, many)
}

const plain = (elapsed: number): Told => ({ elapsed, transmitting: 0, retrying: 0, processed: 0 })
const split = ({ times }: LegCounts) => times.map(({ mean }) => mean)
const bounds = (...all: number[]) => Float64Array.from(all)

describe('the times of the legs', () => {
  it('are what the actor took, what the transmission and the earlier attempts took, and the rest, which is waiting', () => {
    const times = new LegTimes(bounds(1e9, 1e9), Infinity)
    receive(times, 500, [{ elapsed: 1000, transmitting: 300, retrying: 200, processed: 60 }, plain(40)], {
      atOrigin: 100,
    })
    const { legs } = times.result()
    expect(TIMES).toEqual(['processing', 'queueing', 'transmission', 'retry'])
    // 100 at the origin and 60 at the far end; 1000 - 160 - 300 - 200 are left.
    expect(legs.map(split)).toEqual([[160, 340, 300, 200], [0, 40, 0, 0]]) // prettier-ignore
    expect(legs.map((leg) => leg.messages)).toEqual([1, 1])
  })

  it('are whole: what an event is rounded up by is transmission, not waiting', () => {
    const times = new LegTimes(bounds(1e9), Infinity)
    receive(times, 0, [{ elapsed: 161, transmitting: 160.0000019, retrying: 0, processed: 0 }])
    expect(times.result().legs.map(split)).toEqual([[0, 0, 161, 0]])
    const other = new LegTimes(bounds(1e9), Infinity)
    receive(other, 0, [{ elapsed: 600, transmitting: 53.3333, retrying: 106.6667, processed: 0 }])
    expect(other.result().legs.map(split)).toEqual([[0, 440, 54, 106]])
  })

  it('never exceed what passed, whatever is said of them', () => {
    const times = new LegTimes(bounds(1e9), Infinity)
    receive(times, 0, [{ elapsed: 100, transmitting: 80, retrying: 50, processed: 30 }])
    expect(times.result().legs.map(split)).toEqual([[30, 0, 20, 50]])
  })

  const legTold = fc
    .record({
      waiting: fc.constantFrom(0, 0, 0, 3, 700),
      tx: fc.constantFrom(80, 80, 120.25),
      retry: fc.constantFrom(0, 0, 0, 333.5),
      own: fc.constantFrom(5, 5, 60),
    }) // prettier-ignore
    .map(({ waiting, tx, retry, own }): Told => ({
      elapsed: waiting + Math.ceil(tx + retry) + own,
      transmitting: tx,
      retrying: retry,
      processed: own,
    }))
  const legsTold = fc.array(fc.tuple(legTold, legTold, legTold), { minLength: 1, maxLength: 60 })

  it('are counted alike whether they repeat or not: sums, means, bounds and what is late agree with counting one by one', () => {
    fc.assert(
      fc.property(legsTold, fc.integer({ min: 0, max: 1500 }), (messages, within) => {
        const times = new LegTimes(bounds(100, 200, 900), within)
        messages.forEach((legs, i) => receive(times, 1000 * i, legs))
        const { legs, late } = times.result()
        const alone = messages.map((one) => {
          const of = new LegTimes(bounds(100, 200, 900), within)
          receive(of, 77, one)
          return of.result()
        })
        expect(late).toBe(alone.filter((one) => one.late === 1).length)
        expect(late).toBe(messages.filter((one) => one.reduce((sum, leg) => sum + leg.elapsed, 0) >= within).length)
        for (const [i, leg] of legs.entries()) {
          const all = alone.map((one) => one.legs[i]!)
          expect(leg.messages).toBe(messages.length)
          expect(leg.inBound).toBe(messages.filter((one) => one[i]!.elapsed < [100, 200, 900][i]!).length)
          for (const kind of TIMES.keys()) {
            const values = all.map((one) => one.times[kind]!.mean).sort((a, b) => a - b)
            const sum = values.reduce((total, one) => total + one, 0)
            expect(leg.times[kind]!.mean).toBeCloseTo(sum / values.length, 6)
            // By nearest rank, and known to 1 %.
            const p95 = values[Math.ceil(0.95 * values.length) - 1]!
            expect(Math.abs(leg.times[kind]!.p95 - p95)).toBeLessThanOrEqual(0.01 * p95)
            expect(leg.late[kind]).toBe(all.reduce((total, one) => total + one.late[kind]!, 0))
          }
        }
        // Each message by itself: its times add up to what passed, to the microsecond.
        for (const [i, one] of alone.entries())
          for (const [leg, counts] of one.legs.entries())
            expect(split(counts).reduce((a, b) => a + b, 0)).toBe(messages[i]![leg]!.elapsed)
      }),
      { seed: 3 },
    )
  })

  it('of a sending to all count as often as devices have it', () => {
    const times = new LegTimes(bounds(1e9, 1e9), 160)
    receive(times, 0, [plain(100), plain(40)], { many: 4 })
    receive(times, 100, [plain(100), plain(70)], { many: 2 })
    const { legs, late } = times.result()
    expect(legs.map((leg) => [leg.messages, leg.times[1]!.mean])).toEqual([[6, 100], [6, 50]]) // prettier-ignore
    expect(late).toBe(2)
  })

  it('stand beside the losses by leg and reason, and go on being counted after they were asked for', () => {
    const times = new LegTimes(bounds(50, 50), Infinity)
    receive(times, 0, [plain(10), plain(60)])
    times.lostOn(1, 'noise', 3)
    expect(times.result().legs.map((leg) => [leg.messages, leg.inBound])).toEqual([[1, 1], [1, 0]]) // prettier-ignore
    receive(times, 0, [plain(10), plain(60)])
    times.lostOn(1, 'noise', 1)
    times.lostOn(0, 'queue full', 2)
    const { legs } = times.result()
    expect(legs.map((leg) => [leg.messages, leg.inBound])).toEqual([[2, 2], [2, 0]]) // prettier-ignore
    expect(legs.map((leg) => leg.lost.reduce((a, b) => a + b))).toEqual([2, 4])
  })

  it('of no message do not exist', () => {
    const [leg] = new LegTimes(bounds(50), 10).result().legs as [LegCounts]
    expect(leg.times).toEqual(TIMES.map(() => ({ mean: NaN, p95: NaN })))
    expect(leg.messages).toBe(0)
  })
})
