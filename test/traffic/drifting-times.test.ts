import { describe, expect, test } from 'vitest'
import { Stream } from '../../src/kernel/stream.js'
import { DAY, HOUR, SECOND } from '../../src/kernel/time.js'
import { ActiveTime } from '../../src/traffic/active-time.js'
import { AlignedTimes } from '../../src/traffic/aligned-times.js'
import { DriftingTimes } from '../../src/traffic/drifting-times.js'

const allDay = new ActiveTime([{ from: 0, to: 1440 }])
const PPM = 1e-6

function sendings(
  many: number,
  {
    drift,
    setEvery = 365 * DAY,
    members = 500,
    perDay = 24,
  }: { drift: number; setEvery?: number; members?: number; perDay?: number },
) {
  // prettier-ignore
  const right = new AlignedTimes(allDay, 0, members, perDay)
  const times = new DriftingTimes(right, new Stream(1, 'clocks'), 0, members, DAY / perDay, drift, setEvery)
  return Array.from({ length: many }, () => {
    times.next()
    return { time: times.time, member: times.member, due: times.due }
  })
}

describe('clocks that drift', () => {
  const drift = 100 * PPM
  const days = sendings(500 * 24 * 4, { drift })
  const period = (k: number) => days.slice(k * 500, (k + 1) * 500)

  test('come apart by up to the drift times the time, on both sides of the hour', () => {
    // 100 ppm of two days are 17.28 s.
    const late = period(48).map(({ time }) => time - 48 * HOUR)
    expect(Math.max(...late)).toBeLessThanOrEqual(17.28 * SECOND)
    expect(Math.min(...late)).toBeGreaterThanOrEqual(-17.28 * SECOND)
    // Of 500 even draws the greatest is above 98 % of the most but for one in 20,000 (0.98^500).
    expect(Math.max(...late)).toBeGreaterThan(0.96 * 17.28 * SECOND)
    expect(Math.min(...late)).toBeLessThan(-0.96 * 17.28 * SECOND)
  })

  test('are each as fast as they always were', () => {
    const [one, two] = [period(24), period(48)]
    one.forEach(({ member, time }, i) => {
      expect(two[i]!.member).toBe(member)
      expect(two[i]!.time - 48 * HOUR).toBeCloseTo(2 * (time - 24 * HOUR), 3)
    })
  })

  test('send in the order of time, each once a period', () => {
    for (let i = 1; i < days.length; i++) expect(days[i]!.time).toBeGreaterThanOrEqual(days[i - 1]!.time)
    expect(new Set(period(60).map(({ member }) => member)).size).toBe(500)
  })

  test('are together again when they are set', () => {
    const set = sendings(500 * 25, { drift, setEvery: DAY })
    for (const { time } of set.slice(500 * 24)) expect(time).toBe(DAY)
  })
})
