import { describe, expect, it, vi } from 'vitest'
import { CalendarQueue } from '../../src/kernel/calendar-queue.js'
import { Stream } from '../../src/kernel/stream.js'

describe('CalendarQueue', () => {
  it('keeps its store small through a million events pushed and cancelled', () => {
    const before = process.memoryUsage().arrayBuffers
    const queue = new CalendarQueue()
    for (let i = 0; i < 1000; i++) queue.push(i, 0, i, 0, i)
    for (let i = 0; i < 1_000_000; i++) queue.cancel(queue.pushCancellable(1_000_000 + i, 0, i, 0, i))
    // Kept, the million entries of 32 bytes would be 32 MB; swept at half, 1000 living and 1000 dead fit in 2048 entries, 64 KB.
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(1_000_000)
    expect(queue.size).toBe(1000)
  })

  it('looks at few days and events for each that it hands out, whatever lies between them', () => {
    // What lies in the present day says it: a width that does not suit makes it grow with all that wait.
    const random = new Stream(1, 'hold')
    const delays: Record<string, () => number> = {
      exponential: () => Math.ceil(random.exponential(3.6e9)),
      'a millisecond or an hour': () => Math.ceil(random.exponential(random.next() < 0.5 ? 1e3 : 3.6e9)),
      'an hour to the microsecond': () => 3.6e9,
    }
    for (const [name, delay] of Object.entries(delays)) {
      const queue = new CalendarQueue()
      const pending = 20_000
      for (let i = 0; i < pending; i++) queue.push(Math.floor(random.next() * 3.6e9), 0, i, 0, i)
      const operate = () => {
        const before = queue.looked
        for (let i = 0; i < 2 * pending; i++) {
          queue.pop()
          queue.push(queue.time + delay(), 0, queue.key, 0, 0)
        }
        return (queue.looked - before) / (2 * pending)
      }
      for (let i = 0; i < 3; i++) operate()
      expect(operate(), name).toBeLessThan(4)
    }
  })

  it('is in order after the dead were swept out, whatever their number', () => {
    for (let size = 1; size <= 300; size++) {
      const queue = new CalendarQueue()
      const random = new Stream(size, 'sweep')
      const times = Array.from({ length: size }, (_, i) => [random.integer(1000), i])
      const handles = times.map(([time, i]) => queue.pushCancellable(time!, 0, i!, 0, i!))
      const left = handles.flatMap((handle, i) => (random.next() < 0.6 && queue.cancel(handle) ? [] : [times[i]!]))
      const drained: number[][] = []
      while (queue.pop()) drained.push([queue.time, queue.argument])
      expect(drained).toEqual(left.toSorted(([a, i], [b, j]) => a! - b! || i! - j!))
    }
  })

  it('takes out nothing that lies beyond a moment, though it has gone on to the next day', () => {
    const queue = new CalendarQueue()
    for (let i = 0; i < 300; i++) queue.push(1000 * i, 0, i, 0, 1000 * i)
    const taken: number[] = []
    while (queue.pop(150_500)) taken.push(queue.argument)
    expect(taken).toEqual(Array.from({ length: 151 }, (_, i) => 1000 * i))
    // Between what was taken last and the next event, at it and behind it.
    for (const time of [150_600, 151_000, 151_001]) queue.push(time, 0, 1, 0, time)
    const handle = queue.pushCancellable(150_700, 0, 0, 0, -1)
    expect(queue.pop(150_650) && queue.argument).toBe(150_600)
    queue.cancel(handle)
    expect(queue.pop(150_999)).toBe(false)
    expect([queue.time, queue.argument]).toEqual([150_600, 150_600])
    const rest: number[] = []
    while (queue.pop()) rest.push(queue.argument)
    expect(rest.slice(0, 4)).toEqual([151_000, 151_000, 151_001, 152_000])
    expect(rest.length).toBe(151)
  })

  it('looks at the days that come next where many events wait, and again after they were dealt, and not where few do', () => {
    const fetch = vi.spyOn(CalendarQueue.prototype as unknown as { fetch: (from: number) => void }, 'fetch')
    const calls = (pending: number) => {
      const queue = new CalendarQueue()
      const random = new Stream(1, 'look')
      // Filled again, its days are dealt anew.
      return [3.6e9, 3.6e11].map((most) => {
        fetch.mockClear()
        queue.clear()
        while (queue.size < pending) queue.push(Math.max(0, queue.time) + Math.floor(random.next() * most), 0, 0, 0, 0)
        for (let i = 0; i < pending; i++) queue.pop()
        return fetch.mock.calls.map(([from]) => from)
      })
    }
    expect(calls(10_000)).toEqual([[], []])
    for (const from of calls(60_000)) {
      // From the first days on, and sixteen days at a time.
      expect(from[0]).toBeLessThanOrEqual(16)
      expect(from.slice(1).every((day, i) => day >= from[i]! + 16)).toBe(true)
      expect(from.length).toBeGreaterThan(100)
    }
    fetch.mockRestore()
  })

  it('sorts a hundred thousand events, through all of its growth', () => {
    const queue = new CalendarQueue()
    // 48271 generates every number below the prime 2^31 - 1 (Park and Miller), so that no two are equal.
    let x = 1
    for (let i = 0; i < 100_000; i++) queue.push((x = (x * 48271) % (2 ** 31 - 1)), 0, 0, 0, i)
    const times: number[] = []
    while (queue.pop()) times.push(queue.time)
    expect(times.length).toBe(100_000)
    expect(times.every((time, i) => i === 0 || time > times[i - 1]!)).toBe(true)
  })
})
