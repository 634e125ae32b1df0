import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { DAY, HOUR } from '../../src/kernel/time.js'
import { ActiveTime } from '../../src/traffic/active-time.js'
import { AlignedTimes } from '../../src/traffic/aligned-times.js'
import { Readings } from '../../src/traffic/readings.js'

// A scheduled read carries everything since the last one that got through (SRS 4.10.4.4).
describe('Readings', () => {
  const allDay = new ActiveTime([{ from: 0, to: 1440 }])

  it('gives a read its one reading where the last one got through', () => {
    const readings = new Readings(0, 1, allDay, 24)
    readings.due(0, 5 * HOUR)
    const bits = readings.take(0)
    expect(Readings.count(bits)).toBe(1)
    expect(dues(readings, bits, 5 * HOUR)).toEqual([5 * HOUR])
    readings.due(0, 6 * HOUR)
    expect(dues(readings, readings.take(0), 6 * HOUR)).toEqual([6 * HOUR])
  })

  it('carries what was given back with the next read, each at the moment when it was due', () => {
    const readings = new Readings(0, 1, allDay, 24)
    readings.due(0, 5 * HOUR)
    readings.giveBack(0, readings.take(0), 5 * HOUR)
    readings.due(0, 6 * HOUR)
    const bits = readings.take(0)
    expect(Readings.count(bits)).toBe(2)
    expect(dues(readings, bits, 6 * HOUR)).toEqual([6 * HOUR, 5 * HOUR])
    expect(readings.take(0)).toBe(0)
  })

  it('shifts what comes back late, when newer readings have gone meanwhile', () => {
    const readings = new Readings(0, 1, allDay, 24)
    readings.due(0, 5 * HOUR)
    const early = readings.take(0)
    readings.due(0, 6 * HOUR)
    readings.take(0)
    readings.due(0, 7 * HOUR)
    readings.giveBack(0, early, 5 * HOUR)
    expect(readings.newestDueOf(0)).toBe(7 * HOUR)
    expect(dues(readings, readings.take(0), 7 * HOUR)).toEqual([7 * HOUR, 5 * HOUR])
  })

  it('reaches back 32 readings and no further', () => {
    const readings = new Readings(0, 1, allDay, 24)
    for (let hour = 0; hour < 40; hour++) readings.due(0, hour * HOUR)
    const bits = readings.take(0)
    expect(Readings.count(bits)).toBe(32)
    expect(dues(readings, bits, 39 * HOUR)).toEqual(Array.from({ length: 32 }, (_, i) => (39 - i) * HOUR))

    readings.giveBack(0, bits, 39 * HOUR)
    readings.due(0, 40 * HOUR)
    expect(Readings.count(readings.take(0))).toBe(32)
    // What comes back 32 periods late has nothing left to be carried by.
    for (let hour = 41; hour < 72; hour++) {
      readings.due(0, hour * HOUR)
      readings.take(0)
    }
    readings.giveBack(0, 1, 40 * HOUR)
    expect(dues(readings, readings.take(0), 71 * HOUR)).toEqual([40 * HOUR])
    readings.due(0, 72 * HOUR)
    readings.take(0)
    readings.giveBack(0, 1, 40 * HOUR)
    expect(readings.take(0)).toBe(0)
  })

  it('counts periods in active time: across a night one period is one period', () => {
    const office = new ActiveTime([{ from: 7 * 60, to: 19 * 60 }])
    const readings = new Readings(0, 1, office, 4)
    // 16:00 today, and 7:00 tomorrow, are neighbours.
    readings.due(0, 16 * HOUR)
    readings.giveBack(0, readings.take(0), 16 * HOUR)
    readings.due(0, DAY + 7 * HOUR)
    expect(dues(readings, readings.take(0), DAY + 7 * HOUR)).toEqual([DAY + 7 * HOUR, 16 * HOUR])
  })

  it('knows when the readings before another were due, on the right side of the night, however many a day', () => {
    const office = new ActiveTime([{ from: 7 * 60, to: 18 * 60 }])
    for (let perDay = 1; perDay <= 96; perDay++) {
      const readings = new Readings(0, 1, office, perDay)
      const times = new AlignedTimes(office, 0, 1, perDay)
      const at = Array.from({ length: 200 }, () => (times.next(), times.time))
      for (let back = 0; back < 32; back++) {
        for (let i = back; i < at.length; i++) {
          if (!(Math.abs(readings.dueBefore(at[i]!, back) - at[i - back]!) < 1))
            expect.fail(`${perDay} a day, ${back} back`)
        }
      }
    }
  })

  it('keeps each device apart, numbered from the first', () => {
    const readings = new Readings(1000, 3, allDay, 24)
    readings.due(1000, HOUR)
    readings.due(1002, 2 * HOUR)
    readings.giveBack(1002, readings.take(1002), 2 * HOUR)
    readings.due(1002, 3 * HOUR)
    const seen: [number, number][] = []
    readings.forEachPending((device, due) => seen.push([device, due]))
    expect(seen).toEqual([[1000, HOUR], [1002, 3 * HOUR], [1002, 2 * HOUR]]) // prettier-ignore
    expect(readings.take(1001)).toBe(0)
  })

  it('agrees with a list of readings, whatever is sent, lost late, or lost at once', () => {
    const step = fc.record({
      what: fc.constantFrom('due', 'due', 'send', 'lose', 'capture'),
      which: fc.nat(5),
    })
    fc.assert(
      fc.property(
        fc.array(step, { maxLength: 200 }),
        fc.constantFrom(1, 4, 6, 7, 24, 96),
        fc.nat(DAY),
        (steps, perDay, first) => {
          const readings = new Readings(0, 1, allDay, perDay)
          const period = DAY / perDay
          let n = -1
          const dueOf = (reading: number) => first + reading * period
          /** The readings that wait, newest first, by number; and the messages under way. */
          let waiting: number[] = []
          const underWay: { bits: number; due: number; carried: number[] }[] = []
          for (const { what, which } of steps) {
            if (what === 'due') {
              n++
              readings.due(0, dueOf(n))
              waiting = [n, ...waiting].filter((reading) => n - reading < 32)
            } else if (what === 'send' && n >= 0) {
              underWay.push({ bits: readings.take(0), due: dueOf(n), carried: waiting })
              expect(Readings.count(underWay.at(-1)!.bits)).toBe(waiting.length)
              waiting = []
            } else if (underWay.length > 0 && what !== 'send') {
              const [message] = underWay.splice(which % underWay.length, 1)
              const { bits, due, carried } = message!
              if (what === 'capture') {
                expect(dues(readings, bits, due).map(Math.round)).toEqual(carried.map((one) => Math.round(dueOf(one))))
              } else {
                readings.giveBack(0, bits, due)
                waiting = [...waiting, ...carried].filter((reading) => n - reading < 32).sort((a, b) => b - a)
              }
            }
            const pending: number[] = []
            readings.forEachPending((_, due) => pending.push(Math.round((due - first) / period)))
            expect(pending).toEqual(waiting)
          }
        },
      ),
      { seed: 1, numRuns: 300 },
    )
  })

  function dues(readings: Readings, bits: number, dueAt: number): number[] {
    const seen: number[] = []
    readings.forEachDue(bits, dueAt, (due) => seen.push(due))
    return seen
  }
})
