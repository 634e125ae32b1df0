import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { compareHowOften, judgeHowOften, type Sendings } from '../../src/check/how-often.js'
import type { VerdictWord } from '../../src/check/verdict.js'
import { Stream } from '../../src/kernel/stream.js'

const NONE = { messages: 0, squares: 0, largest: 0 }

function atRandom(messages: number): Sendings {
  return { random: { messages, squares: messages, largest: 1 }, regular: { messages: 0, members: 0 } }
}

/** So many occurrences, of so many messages each. */
function inHeaps(occurrences: number, each: number): Sendings {
  const random = { messages: occurrences * each, squares: occurrences * each ** 2, largest: each }
  return { random, regular: { messages: 0, members: 0 } }
}

function inPeriods(messages: number, members: number): Sendings {
  return { random: NONE, regular: { messages, members } }
}

function stated(low: number, high = low) {
  return { low, high, taken: (low + high) / 2 }
}

/** The verdict on so many messages a day in one day. */
function verdict(low: number, high: number, messages: number): VerdictWord {
  return judgeHowOften(stated(low, high), atRandom(messages), 1).verdict!
}

/** A Poisson draw, by counting exponential gaps. */
function draw(stream: Stream, mean: number): number {
  let n = 0
  for (let at = stream.exponential(1); at < mean; at += stream.exponential(1)) n++
  return n
}

/** P(N = n) for n = 0, 1, … of a Poisson variable, as far as it matters. */
function poisson(mean: number): number[] {
  const chances = [Math.exp(-mean)]
  while (chances.length < mean + 12 * Math.sqrt(mean) + 20) chances.push((chances.at(-1)! * mean) / chances.length)
  return chances
}

describe('How Often of a root payload', () => {
  test('is given in messages a day, with the interval of the count', () => {
    const judged = judgeHowOften({ low: 20, high: 40, taken: 25 }, atRandom(100), 4)
    // Garwood's limits of 100 are 81.36 and 121.63.
    expect(judged).toMatchObject({ stated: { low: 20, high: 40 }, perDay: 25, ratio: 1, verdict: 'pass' })
    expect(judged.interval!.low).toBeCloseTo(81.36 / 4, 2)
    expect(judged.interval!.high).toBeCloseTo(121.63 / 4, 2)
  })

  test('fails only where the interval lies wholly outside the stated range ± 5 %', () => {
    // Limits of 100: 81.36 to 121.63. The edges are 1.05 × 77.4 = 81.27, 1.05 × 77.6 = 81.48; 0.95 × 128 = 121.6, 0.95 × 128.1 = 121.695.
    expect(verdict(70, 77.4, 100)).toBe('fail')
    expect(verdict(70, 77.6, 100)).toBe('undecided')
    expect(verdict(128, 200, 100)).toBe('undecided')
    expect(verdict(128.1, 200, 100)).toBe('fail')
  })

  test('passes only where it lies wholly inside', () => {
    // 0.95 × 85.6 = 81.32, 0.95 × 85.7 = 81.41; 1.05 × 115.9 = 121.695, 1.05 × 115.8 = 121.59.
    expect(verdict(85.6, 115.9, 100)).toBe('pass')
    expect(verdict(85.7, 115.9, 100)).toBe('undecided')
    expect(verdict(85.6, 115.8, 100)).toBe('undecided')
  })

  test('is not exercised where less than one was to be expected and none came; where some came, they count', () => {
    expect(verdict(0.1, 0.99, 0)).toBe('not exercised')
    expect(verdict(0.1, 1.01, 0)).toBe('undecided')
    expect(verdict(0.01, 0.02, 1)).toBe('fail') // 1 has the lower limit 0.0253
    expect(verdict(0.1, 0.2, 1)).toBe('undecided')
    // None of 4 expected: the upper limit of none is 3.69, below 0.95 × 4.
    expect(verdict(4, 4, 0)).toBe('fail')
    expect(verdict(0, 0, 0)).toBe('not exercised')
    expect(verdict(0, 0, 1)).toBe('fail')
  })

  test('is not exercised where the run has none of its hours', () => {
    const judged = judgeHowOften(stated(50), atRandom(0), 0)
    expect(judged).toMatchObject({ verdict: 'not exercised', perDay: undefined, interval: undefined, ratio: undefined })
  })

  // What a 95 % interval promises: 2.5 % on either side, of which a wide range has one at most. Exact chances, not drawn ones.
  test('is refused to a sender that keeps to it with a chance of 2.5 %, to one figure of 5 %, at most', () => {
    const refused = (mean: number, low: number, high: number) =>
      poisson(mean).reduce((sum, chance, n) => sum + (verdict(low, high, n) === 'fail' ? chance : 0), 0)
    for (let mean = 0.1; mean < 600; mean *= 1.07) {
      expect(refused(mean, mean, 2 * mean), `${mean}, the low end`).toBeLessThan(0.025)
      expect(refused(mean, mean / 2, mean), `${mean}, the high end`).toBeLessThan(0.025)
      expect(refused(mean, mean, mean), `${mean}, one figure`).toBeLessThan(0.05)
    }
  })

  test.each([
    [12, 24, 12],
    [12, 24, 17],
    [12, 24, 24],
    [25, 25, 25],
    [0.3, 0.5, 0.4],
  ])('of %d to %d does not fail at a rate of %d in 97 % of 2000 trials', (low, high, rate) => {
    const stream = new Stream(1, `trials of ${rate} in ${low}-${high}`)
    let failed = 0
    for (let trial = 0; trial < 2000; trial++) {
      const sent = atRandom(draw(stream, 4 * rate))
      if (judgeHowOften(stated(low, high), sent, 4).verdict === 'fail') failed++
    }
    expect(failed).toBeLessThanOrEqual(0.03 * 2000)
  })

  // 20 % above is 14 % above the margin: 12 000 messages are known to 1.8 %, to 4 standard deviations 3.7 %.
  test('fails at a rate 20 % outside the range when there are many', () => {
    const stream = new Stream(2, 'rates outside')
    for (let trial = 0; trial < 50; trial++) {
      expect(verdict(5000, 10_000, draw(stream, 12_000))).toBe('fail')
      expect(verdict(12_500, 15_000, draw(stream, 10_000))).toBe('fail')
    }
  })

  test('goes with the count: fails below, then is not, then fails again above, and the interval moves up', () => {
    const cases = fc.record({
      low: fc.double({ min: 0, max: 300, noNaN: true }),
      width: fc.double({ min: 0, max: 300, noNaN: true }),
      days: fc.double({ min: 0.1, max: 3, noNaN: true }),
      heap: fc.integer({ min: 1, max: 5 }),
    })
    fc.assert(
      fc.property(cases, ({ low, width, days, heap }) => {
        const range = stated(low, low + width)
        let before = { low: -1, high: -1 }
        let words = ''
        for (let n = 0; n <= 400; n += 10) {
          const { interval, verdict, perDay } = judgeHowOften(range, inHeaps(n, heap), days)
          expect(interval!.low > before.low || n === 0).toBe(true)
          expect(interval!.high).toBeGreaterThan(before.high)
          expect(interval!.low <= perDay! && perDay! <= interval!.high).toBe(true)
          before = interval!
          if (!words.endsWith(LETTERS[verdict!])) words += LETTERS[verdict!]
        }
        expect(words).toMatch(/^(f?u?p?u?f?|nu?f?|nu?p?u?f?)$/)
      }),
      { numRuns: 100, seed: 3 },
    )
  })
})

const LETTERS: Record<VerdictWord, string> = { fail: 'f', undecided: 'u', pass: 'p', 'not exercised': 'n' }

describe('How Often of what is sent in periods', () => {
  test('is known to one message of each member: only the ends of the run leave anything open', () => {
    const judged = judgeHowOften(stated(4000, 6000), inPeriods(20_000, 1000), 4)
    expect(judged).toMatchObject({ perDay: 5000, interval: { low: 4750, high: 5250 }, verdict: 'pass' })
  })

  test('needs twenty periods to be told from 5 % more or less', () => {
    const daily = (days: number) => judgeHowOften(stated(1000), inPeriods(1000 * days, 1000), days).verdict
    expect([19, 21].map(daily)).toEqual(['undecided', 'pass'])
  })

  test('fails where members send more often, or less, than one message can explain', () => {
    const sent = (messages: number) => judgeHowOften(stated(1000), inPeriods(messages, 1000), 4).verdict
    // 4 a member were due, 3.8 to 4.2 with the margin: 5.2 and more, and 2.8 and less, are out of reach.
    expect([2799, 2801, 5199, 5201].map(sent)).toEqual(['fail', 'undecided', 'undecided', 'fail'])
  })

  test('never sends less than nothing', () => {
    expect(judgeHowOften(stated(25), inPeriods(3, 1000), 1).interval).toEqual({ low: 0, high: 1003 })
  })
})

describe('How Often of what an event sets off at many at once', () => {
  test('is as uncertain as the number of occurrences, not of messages', () => {
    // Limits of 4 occurrences: 1.0899 to 10.2416.
    const { interval, verdict } = judgeHowOften(stated(2000, 3000), inHeaps(4, 1000), 1)
    expect(interval!.low).toBeCloseTo(1089.9, 1)
    expect(interval!.high).toBeCloseTo(10_241.6, 1)
    expect(verdict).toBe('undecided')
    expect(judgeHowOften(stated(2000, 3000), atRandom(4000), 1).verdict).toBe('fail')
  })

  test('is not exercised where less than one occurrence was to be expected', () => {
    // Four a year to 1000 devices: 11 messages a day, but one occurrence in three months.
    const year = (days: number) => judgeHowOften(stated(4000 / 365), inHeaps(0, 1000), days).verdict
    expect(year(80)).toBe('not exercised')
    expect(year(100)).toBe('undecided')
    // None in a year where four were due: the upper limit of none is 3.69, below 0.95 × 4.
    expect(year(365)).toBe('fail')
  })
})

describe('How Often of an effect', () => {
  test('is the ratio of what was sent to what its row states, without a verdict', () => {
    expect(compareHowOften({ low: 2, high: 2, taken: 2 }, 100, 4)).toEqual({
      stated: { low: 2, high: 2 },
      perDay: 25,
      interval: undefined,
      verdict: undefined,
      ratio: 12.5,
    })
  })

  test('has no ratio to nothing', () => {
    expect(compareHowOften({ low: 0, high: 0, taken: 0 }, 3, 1)).toMatchObject({ perDay: 3, ratio: undefined })
  })
})
