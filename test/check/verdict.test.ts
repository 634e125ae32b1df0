import { describe, expect, test } from 'vitest'
import { shareInterval } from '../../src/stats/share-interval.js'
import { Batches } from '../../src/check/batches.js'
import { sumsOf, type Bound } from '../../src/check/share-result.js'
import { decide, percent, worst, type Verdict, type VerdictWord } from '../../src/check/verdict.js'

/** So many clusters of so many messages each, of which so many were good. */
function clusters(number: number, counted: number, good: number) {
  return {
    counted: new Uint32Array(number).fill(counted),
    good: new Uint32Array(number).fill(good),
    delivered: number * good,
  }
}

function held({ delivered, ...counts }: ReturnType<typeof clusters>, bound: Bound, what: string): Verdict {
  return decide({ bound, what, delivered, sums: sumsOf(counts) })
}

const ABOVE_98 = { share: 0.98, strict: true, within: 1 }

describe('a share held against its bound', () => {
  // Clopper and Pearson without a failure: the lower limit is 0.025 ^ (1/n), above 0.98 from n = ln 0.025 / ln 0.98 = 182.6 on.
  test('passes without a failure when there are enough clusters, however few messages are in each', () => {
    expect(held(clusters(182, 50, 50), ABOVE_98, 'in time').verdict).toBe('undecided')
    const pass = held(clusters(183, 1, 1), ABOVE_98, 'in time')
    expect(pass.verdict).toBe('pass')
    expect(pass.interval!.low).toBeCloseTo(0.025 ** (1 / 183), 9)
    expect(pass.interval!.high).toBe(1)
  })

  test('that is undecided says what it rests on, and how many clusters would decide', () => {
    const { reason } = held(clusters(10, 50, 50), ABOVE_98, 'in time')
    expect(reason).toBe(
      '100 % in time, must be above 98 %; 10 clusters of 500, about 183 clusters would decide (19 such runs)',
    )
  })

  test('that is the bound itself is undecided whatever the number', () => {
    const { verdict, reason } = held(clusters(100, 50, 49), ABOVE_98, 'in time')
    expect(verdict).toBe('undecided')
    expect(reason).toContain('no number would decide, the share is the bound')
  })

  test('fails when the whole interval is below', () => {
    const fail = held(clusters(200, 10, 5), ABOVE_98, 'in time')
    expect(fail).toMatchObject({ verdict: 'fail', counted: 2000, good: 1000, delivered: 1000, bound: 0.98, within: 1 })
    expect(fail.reason).toBe('50 % in time, must be above 98 %')
    expect(fail.interval!.low).toBeLessThan(0.5)
    expect(fail.interval!.high).toBeGreaterThan(0.5)
  })

  test('keeps apart "above" and "at least"', () => {
    const at = (share: number, strict: boolean, good: number) =>
      held(clusters(5, 1, good), { share, strict, within: 1 }, 'in time').verdict
    // Nothing good: the interval is from 0 to something, and only 0 is not above 0.
    expect(at(0, true, 0)).toBe('undecided')
    expect(at(0, false, 0)).toBe('pass')
    // All good: the interval is from something to 1, and nothing of it is above 1.
    expect(at(1, true, 1)).toBe('fail')
    expect(at(1, false, 1)).toBe('undecided')
    expect(held(clusters(5, 1, 1), { share: 0.9, strict: false, within: 1 }, 'x').reason).toContain(
      'must be at least 90 %',
    )
  })

  test('is not exercised when nothing counted', () => {
    const none = held(clusters(24, 0, 0), ABOVE_98, 'in time')
    expect(none.verdict).toBe('not exercised')
    expect(none.interval).toBeUndefined()
    expect(none.reason).toContain('before the end of the run')
  })

  test('is wider in doubt when failures come in heaps', () => {
    const even = clusters(100, 100, 98)
    const heaped = clusters(100, 100, 100)
    heaped.good.set([0, 0])
    const interval = held(heaped, ABOVE_98, 'in time').interval!
    const narrow = held(even, ABOVE_98, 'in time').interval!
    // 200 of 10,000 failed in both; where whole clusters fail, 2 of 100 is all that is known.
    const exact = shareInterval(98, 100)
    expect(interval.low).toBeCloseTo(exact.low, 9)
    expect(interval.high).toBeCloseTo(exact.high, 9)
    expect(interval.high - interval.low).toBeGreaterThan(1.5 * (narrow.high - narrow.low))
  })
})

describe('hours of all districts together', () => {
  // Four days, 20 districts, 50 messages in each hour of each; those that fail as said.
  const DAYS = 4
  const batches = new Batches(0, DAYS * 86_400e6, 20)
  const width = (failures: (hour: number, day: number, district: number) => number) => {
    const counted = new Uint32Array(batches.clusters).fill(50)
    const of = (i: number) => {
      const batch = i % batches.batches
      return failures(batch % 24, Math.floor(batch / 24), Math.floor(i / batches.batches))
    }
    const good = counted.map((n, i) => n - of(i))
    const { low, high } = decide({
      bound: ABOVE_98,
      what: 'x',
      delivered: 0,
      sums: sumsOf({ counted, good }, batches),
    }).interval!
    return high - low
  }

  test('that were bad on one day, and not on the others, are a matter of chance for all of them', () => {
    const apart = width((hour, day, district) => ((hour + 3 * day + 7 * district) % 24 === 0 ? 5 : 0))
    expect(width((hour, day) => (hour === 9 && day === 1 ? 20 : 0))).toBeGreaterThan(3 * apart)
  })

  test('that are bad every day are none', () => {
    const everyDay = (hour: number) => (hour === 9 ? 5 : 0)
    const atOneTime = (hour: number, day: number) => (hour === 9 ? [0, 10, 0, 10][day]! : 0)
    expect(width(atOneTime)).toBeGreaterThan(1.5 * width(everyDay))
  })
})

test('messages that share their luck in two ways leave open what either leaves open', () => {
  const [hours, devices] = [clusters(100, 10, 9), clusters(20, 50, 45)]
  devices.good.set([20, 50, 50, 50, 50, 50])
  const alone = [hours, devices].map((one) => held(one, ABOVE_98, 'x').interval!)
  const { delivered, ...counts } = hours
  const share = { bound: ABOVE_98, what: 'x', delivered, sums: sumsOf(counts), byDevice: sumsOf(devices) }
  const { interval, doubt } = decide(share)
  expect(interval).toEqual({
    low: Math.min(...alone.map(({ low }) => low)),
    high: Math.max(...alone.map(({ high }) => high)),
  })
  // Sure enough exactly where the bound is outside.
  expect(doubt < 0.05).toBe(interval!.high < 0.98)
})

describe('the worst of several windows', () => {
  const of = (verdict: VerdictWord): Verdict => ({
    verdict,
    reason: verdict,
    counted: 0,
    good: 0,
    delivered: 0,
    interval: undefined,
    bound: 0,
    clusters: 0,
    effective: 0,
    even: 0,
    doubt: 1,
    devices: undefined,
    within: 0,
  })

  // Design, "Reliability": fail, undecided, not exercised, pass.
  test.each([
    [['pass', 'fail', 'undecided', 'not exercised'], 'fail'],
    [['not exercised', 'undecided', 'pass'], 'undecided'],
    [['pass', 'not exercised'], 'not exercised'],
    [['pass', 'pass'], 'pass'],
  ] as [VerdictWord[], VerdictWord][])('of %s is %s', (words, expected) => {
    expect(worst(words.map(of)).verdict).toBe(expected)
  })

  test('is the first of those that are equally bad', () => {
    const first = { ...of('fail'), reason: 'first' }
    expect(worst([of('pass'), first, of('fail')])).toBe(first)
  })
})

describe('a percentage', () => {
  test('has enough digits not to round a share up to all', () => {
    expect(percent(0.9995)).toBe('99.95 %')
    expect(percent(0.999951)).toBe('99.9951 %')
    expect(percent(1)).toBe('100 %')
    expect(percent(0.5)).toBe('50 %')
    expect(percent(1 / 3)).toBe('33.33 %')
    expect(percent(0)).toBe('0 %')
    // Beside a bound it can be told from that.
    expect(percent(0.97996, 0.98)).toBe('97.996 %')
    expect(percent(0.98, 0.98)).toBe('98 %')
    expect(percent(0.9, 0.98)).toBe('90 %')
  })
})
