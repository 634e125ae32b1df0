import { describe, expect, test } from 'vitest'
import { Batches } from '../../src/check/batches.js'
import { WindowCounter, type Window } from '../../src/check/window-counter.js'

const HOUR = 3_600_000_000
const DAY = 24 * HOUR

/** `98% success over 1 day, > 99.5% over 2 day` (SRS 4.10.4.3). */
const DAILY: Window[] = [
  { share: 0.98, strict: false, within: DAY },
  { share: 0.995, strict: true, within: 2 * DAY },
]

function counter(windows: Window[], end: number, devices = 1, districts = 1) {
  return new WindowCounter(windows, new Batches(0, end, districts), 0, end, 10, devices)
}

/** Share of the devices that missed no window; undefined where they are not told apart. */
function shareOfDevices({ owing }: WindowCounter): number | undefined {
  return owing && 1 - owing.missed / owing.devices
}

describe('the count of payloads captured in their windows', () => {
  test('runs each window from the moment the payload was due, its end included', () => {
    const one = counter([DAILY[0]!], 10 * DAY)
    one.due(HOUR, 0)
    one.due(2 * HOUR, 0)
    one.captured(HOUR, HOUR + DAY, 0, 10)
    one.captured(2 * HOUR, 2 * HOUR + DAY + 1, 0, 10)
    expect(one.verdict()).toMatchObject({ counted: 2, good: 1, delivered: 2 })
  })

  test('counts a payload once for each of its windows', () => {
    const both = counter(DAILY, 10 * DAY)
    both.due(0, 0)
    both.captured(0, 1.5 * DAY, 0, 10)
    const [day, twoDays] = both.verdicts()
    expect(day).toMatchObject({ counted: 1, good: 0, delivered: 1, within: DAY, bound: 0.98 })
    expect(twoDays).toMatchObject({ counted: 1, good: 1, delivered: 1, within: 2 * DAY, bound: 0.995 })
  })

  test('counts a reading that a later read carries when it arrives, from its own due moment (SRS 4.10.4.4)', () => {
    const carried = counter([{ share: 0.9, strict: false, within: 4 * HOUR }, DAILY[0]!], 10 * DAY)
    for (const due of [0, 4 * HOUR, 8 * HOUR]) carried.due(due, 0)
    // The read of 8:00 arrives a minute later and brings the two before it.
    const at = 8 * HOUR + 60_000_000
    for (const due of [0, 4 * HOUR, 8 * HOUR]) carried.captured(due, at, 0, 10)
    const [four, day] = carried.verdicts()
    // That of 4:00 was due 4 hours and a minute before.
    expect(four).toMatchObject({ counted: 3, good: 1, delivered: 3 })
    expect(day).toMatchObject({ counted: 3, good: 3, delivered: 3 })
  })

  test('holds each device against the window that decided, and tells nothing of devices without any payload', () => {
    // Whether or not they owe one again and again: what never came is told only of those that do.
    for (const owing of [true, false]) {
      const all = new WindowCounter(
        [...DAILY, { ...DAILY[0]!, within: 30 * DAY }],
        new Batches(0, 20 * DAY, 1),
        0,
        20 * DAY,
        10,
        5,
        owing,
      )
      // Device 10 has all in time, 11 misses a day but no two days, 12 misses both once of ten times; 13 and 14 owe nothing.
      for (let i = 0; i < 10; i++) {
        const due = i * DAY
        for (const device of [10, 11, 12]) all.due(due, 0, device)
        all.captured(due, due + HOUR, 0, 10)
        all.captured(due, due + 1.5 * DAY, 0, 11)
        all.captured(due, due + (i === 0 ? 3 * DAY : HOUR), 0, 12)
      }
      const [day, twoDays] = all.verdicts()
      expect(day!.devices).toMatchObject({ devices: 3, below: 2, failing: 2 })
      expect(twoDays!.devices).toMatchObject({ devices: 3, below: 1, failing: 1 })
      // Longer than the run: not of any device anything counted.
      expect(all.verdicts()[2]!.devices).toBeUndefined()
      expect(shareOfDevices(all)).toBe(owing ? 1 - 2 / 5 : undefined)
    }
    expect(counter(DAILY, 10 * DAY).verdict().devices).toBeUndefined()
  })

  test('leaves out what was due so late that the window had not passed by the end', () => {
    const late = counter(DAILY, 3 * DAY)
    late.due(DAY, 0)
    late.due(DAY + 1, 0)
    late.due(2 * DAY, 0)
    late.captured(2 * DAY, 2 * DAY + 1, 0, 10)
    late.captured(DAY + 1, 2 * DAY + 1, 0, 10)
    const [day, twoDays] = late.verdicts()
    expect(day).toMatchObject({ counted: 3, good: 2, delivered: 2 })
    expect(twoDays).toMatchObject({ counted: 1, good: 0, delivered: 0 })
  })

  test('does not exercise a window that is as long as the run, and says what it needs', () => {
    const short = counter(DAILY, 2 * DAY)
    short.due(0, 0)
    short.captured(0, 1, 0, 10)
    const [day, twoDays] = short.verdicts()
    expect(day!.verdict).toBe('undecided')
    expect(twoDays!.verdict).toBe('not exercised')
    expect(twoDays!.reason).toBe('the run is not longer than the window of 2 day: it needs more than that')
  })

  test('takes the worst of its windows for the verdict', () => {
    const END = 10 * DAY
    const both = counter(DAILY, END, 0, 400)
    for (let district = 0; district < 400; district++) {
      for (let day = 0; day < 8; day++) {
        both.due(day * DAY, district)
        // Half of them need more than a day, none more than two.
        both.captured(day * DAY, day * DAY + (district % 2 === 0 ? 1 : 1.5 * DAY), district, -1)
      }
    }
    const [day, twoDays] = both.verdicts()
    expect([day!.verdict, twoDays!.verdict]).toEqual(['fail', 'pass'])
    expect(both.verdict()).toMatchObject({ verdict: 'fail', within: DAY })
  })

  test('knows the share of the devices that missed no window', () => {
    const four = counter(DAILY, 10 * DAY, 4)
    for (let device = 10; device < 14; device++) for (const due of [0, DAY]) four.due(due, 0, device)
    for (const device of [10, 11, 12]) four.captured(0, 1, 0, device)
    for (const device of [10, 11]) four.captured(DAY, DAY + 1, 0, device)
    four.captured(DAY, 2.5 * DAY, 0, 12)
    four.neverCaptured(0, 13)
    four.neverCaptured(DAY, 13)
    expect(shareOfDevices(four)).toBe(0.5)
    const [day, twoDays] = four.verdicts()
    // 12 was late by half a day once, 13 never came.
    expect(day!.reason).toContain('50 % of the devices missed none')
    expect(twoDays!.reason).toContain('75 % of the devices missed none')
  })

  test('does not hold against a device what was due so late that nobody knows yet', () => {
    const open = counter(DAILY, 3 * DAY, 1)
    open.due(2.5 * DAY, 0, 10)
    open.neverCaptured(2.5 * DAY, 10)
    expect(shareOfDevices(open)).toBe(1)
  })

  test('knows the longest time that a device went without a capture, the ends of the run included', () => {
    const gap = (captures: [device: number, at: number][]) => {
      const one = counter(DAILY, 10 * DAY, 2)
      for (const [device, at] of captures) one.captured(at, at, 0, device)
      return one.longestGapOfDevices
    }
    expect(gap([])).toBe(10 * DAY)
    const often = (device: number, days: number[]) => days.map((day): [number, number] => [device, day * DAY])
    const every = [1, 2, 3, 4, 5, 6, 7, 8, 9]
    // In the middle, at the end, at the start.
    expect(gap([...often(10, every), ...often(11, [1, 2, 6, 7, 8, 9])])).toBe(4 * DAY)
    expect(gap([...often(10, every), ...often(11, [1, 2, 3, 4])])).toBe(6 * DAY)
    expect(gap([...often(10, every), ...often(11, [7, 8, 9])])).toBe(7 * DAY)
  })

  test('has no figure of devices where they are not told apart', () => {
    const none = counter(DAILY, 10 * DAY, 0)
    none.due(0, 0)
    none.captured(0, 3 * DAY, 0, 10)
    expect(shareOfDevices(none)).toBeUndefined()
    expect(none.longestGapOfDevices).toBeUndefined()
    expect(none.verdict().reason).not.toContain('devices')
  })
})

// 20 of 100 devices never get through, the others always: 2,400 payloads a window, but only 100 that are independent.
test('one device that always fails is one observation, however often it is read', () => {
  const hours = 24
  const end = 3 * DAY
  const window = { share: 0.78, strict: true, within: HOUR }
  const counter = new WindowCounter([window], new Batches(0, end, 1), 0, end, 0, 100)
  for (let hour = 0; hour < hours; hour++) {
    for (let device = 0; device < 100; device++) {
      counter.due(hour * HOUR, 0, device)
      if (device >= 20) counter.captured(hour * HOUR, hour * HOUR + 1, 0, device)
    }
  }
  const { verdict, interval } = counter.verdict()
  // Clopper-Pearson for 80 of 100 is 0.708 to 0.873 (published tables); the 2,400 as independent would be 0.783 to 0.816: a pass.
  expect(verdict).toBe('undecided')
  expect(interval!.low).toBeLessThan(0.72)
  expect(interval!.high).toBeGreaterThan(0.86)
})
