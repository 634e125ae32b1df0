import { describe, expect, it } from 'vitest'
import { HOUR, MINUTE } from '../../src/kernel/time.js'
import { LoadByHour } from '../../src/network/load-by-hour.js'

describe('LoadByHour', () => {
  it('counts each transmission in the hour in which it starts, lane by lane', () => {
    const load = new LoadByHour(0, 3 * HOUR)
    const up = load.lane('wan', 'up')
    const down = load.lane('wan', 'down')
    load.add(up, 0, 1, 100, 120)
    load.add(up, HOUR - 0.25, 1, 100, 120)
    load.add(up, HOUR, 0, 0, 120)
    load.add(down, 2 * HOUR, 1, 7, 9)
    expect(load.messages.map((one) => Array.from(one))).toEqual([[2, 0, 0], [0, 0, 1]]) // prettier-ignore
    expect(load.bytesApplication.map((one) => Array.from(one))).toEqual([[200, 0, 0], [0, 0, 7]]) // prettier-ignore
    expect(load.bytesWire.map((one) => Array.from(one))).toEqual([[240, 120, 0], [0, 0, 9]]) // prettier-ignore
  })

  it('knows a network in one direction as one lane', () => {
    const load = new LoadByHour(0, HOUR)
    expect(load.lane('nan', 'up')).toBe(load.lane('nan', 'up'))
    expect(load.lane('nan', 'down')).not.toBe(load.lane('nan', 'up'))
    expect(load.lane('wan', 'up')).not.toBe(load.lane('nan', 'up'))
  })

  it('has an hour for each that the run touches, from the hour in which it starts', () => {
    const load = new LoadByHour(5 * HOUR + 30 * MINUTE, 7 * HOUR + 10 * MINUTE)
    expect([load.firstHour, load.hours]).toEqual([5, 3])
    const lane = load.lane('wan', 'up')
    load.add(lane, 5 * HOUR + 31 * MINUTE, 1, 1, 1)
    load.add(lane, 7 * HOUR + 9 * MINUTE, 1, 1, 1)
    expect(Array.from(load.messages[lane]!)).toEqual([1, 0, 1])
  })

  it.each([2 * HOUR, 2 * HOUR + 10 * MINUTE])('leaves out what would start after the end of the run, at %d', (end) => {
    const load = new LoadByHour(0, end)
    const lane = load.lane('wan', 'up')
    load.add(lane, end - 1, 1, 1, 1)
    load.add(lane, end, 1, 1, 1)
    load.add(lane, end + MINUTE, 1, 1, 1)
    load.add(lane, end + HOUR, 1, 1, 1)
    expect(load.messages[lane]!.reduce((sum, count) => sum + count)).toBe(1)
  })
})
