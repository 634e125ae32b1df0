import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Hearing } from '../../src/network/contention-air.js'
import { Air } from './air.js'

// What the contention keeps up as it goes along, worked out afterwards from all pairs of transmissions.
const NODES = 60
const ACK = { acknowledged: true, ack: 60, 'ack-after': 40, 'ack-time-out': 500, retries: 0 }
const AFTER = 40
const ANSWER = 100

/**
 * Each speaks once, and to one who only answers, so that when it speaks is known beforehand. They stand on a line, those who speak at
 * odd places, and are heard so far.
 */
const speakers = fc.uniqueArray(
  fc.record({
    from: fc.nat(NODES / 2 - 1).map((one) => 2 * one + 1),
    to: fc.nat(NODES / 2 - 1).map((one) => 2 * one),
    at: fc.nat(4000),
    bytes: fc.integer({ min: 1, max: 900 }),
  }),
  { selector: ({ from }) => from, minLength: 2, maxLength: 20 },
)
const reach = fc.integer({ min: 1, max: NODES })

interface Speaker {
  from: number
  to: number
  at: number
  bytes: number
}

function hearingWithin(range: number): Hearing {
  const near = (one: number, other: number) => Math.abs(one - other) <= range
  return {
    hears: near,
    disturbs: (speaker, receiver, wanted) =>
      near(speaker, receiver) && Math.abs(speaker - receiver) < 2 * Math.abs(wanted - receiver),
    // Every third node is in the same domain, and those to both sides are heard.
    neighbours: (domain) => [0, 1, 2].filter((other) => other !== domain),
  }
}

/** Who gets through: settled in the order of the ends, since an answer to one that ended before can spoil one that ends later. */
function survivors(list: Speaker[], { disturbs }: Hearing, answered: boolean): Set<number> {
  const through = new Set<number>()
  const order = list.map((_, i) => i).sort((a, b) => list[a]!.at + list[a]!.bytes - list[b]!.at - list[b]!.bytes)
  for (const i of order) {
    const { from, to, at, bytes } = list[i]!
    const meets = (speaker: number, start: number, finish: number) =>
      start < at + bytes && finish > at && (speaker === to || disturbs(speaker, to, from))
    const spoilt = list.some((other, j) => {
      if (j === i) return false
      if (meets(other.from, other.at, other.at + other.bytes)) return true
      const end = other.at + other.bytes
      return answered && through.has(j) && meets(other.to, end + AFTER, end + ANSWER)
    })
    if (!spoilt) through.add(i)
  }
  return through
}

describe('who gets through', () => {
  it.each([
    { named: 'without acknowledgements', settings: {}, answered: false },
    { named: 'with acknowledgements, which are on the air as well', settings: ACK, answered: true },
  ])('is what all pairs of transmissions say, $named', ({ settings, answered }) => {
    let lost = 0
    let sent = 0
    fc.assert(
      fc.property(speakers, reach, (list, range) => {
        const hearing = hearingWithin(range)
        const air = new Air({ access: 'aloha', ...settings }, hearing)
        air.send(...list.map((one) => ({ ...one, domain: one.from % 3 }))).run()
        const through = survivors(list, hearing, answered)
        expect(new Set(air.arrivals.map(({ frame }) => frame))).toEqual(through)
        expect(air.failures).toHaveLength(list.length - through.size)
        sent += list.length
        lost += air.failures.length
      }),
      { seed: 21, numRuns: 1500 },
    )
    // Both happen often.
    expect(lost).toBeGreaterThan(0.2 * sent)
    expect(lost).toBeLessThan(0.8 * sent)
  })

  it('is the same whoever comes first among those of the same microsecond', () => {
    fc.assert(
      fc.property(speakers, reach, fc.integer(), (list, range, shuffle) => {
        const crowded = list.map((one) => ({ ...one, at: 100 * (one.at % 5) }))
        const outcome = (key: (i: number) => number) => {
          const air = new Air({ turnaround: 50, sensing: 20, ...ACK }, hearingWithin(range))
          air.send(...crowded.map((one, i) => ({ ...one, key: key(i) }))).run()
          return [air.arrivals, air.failures].map((ends) => ends.map(({ frame, at }) => `${frame} ${at}`).sort())
        }
        const rank = crowded.map((_, i) => i).sort((a, b) => ((a * 7919) ^ shuffle) - ((b * 7919) ^ shuffle))
        expect(outcome((i) => rank.indexOf(i))).toEqual(outcome((i) => i))
      }),
      { seed: 22, numRuns: 300 },
    )
  })
})
