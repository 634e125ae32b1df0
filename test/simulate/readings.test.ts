import { afterEach, describe, expect, test, vi } from 'vitest'
import { WindowCounter } from '../../src/check/window-counter.js'
import { Model } from '../../src/simulate/model.js'
import { deploymentOf } from '../deployment/fixture.js'
import { finished, overFlow } from './finished.js'
import { BYTES_APPLICATION } from '../../src/network/links.js'

const HOUR = 3_600_000_000
const DAY = 24 * HOUR
const ROW = '4.10.4.4/Mtr-read_multi-interval-data_resp-data'
const READ = `${ROW}/7`
const OFF = ['4.10.4.1/on-demand_Mtr-read_cmd', '4.10.4.3/Mtr-read_data_resp-data', '4.10.4.5/bulk_Mtr-read_cmd']

/** Residential meters that read 6 times a day, 10 bytes each, over a NAN that loses 60 % and never tries again. */
function lossy(meters: number, more = ''): string {
  return `name: lossy
use-cases: [Meter Reading]
duration: 20 days
quantities: { meters: { electric: { residential: ${meters} } } }
networks: { nan: { loss: 60%, retries: 0 } }
timing: { jitter: 0 s }
choices:
  requirements:
    ${READ}: { how-often: 6 per day, size: 10 B }
    4.10.4.4/Mtr-read_multi-interval-data_cmd: off
${OFF.map((row) => `    ${row}: off`).join('\n')}
${more}`
}

afterEach(() => {
  vi.restoreAllMocks()
})

describe('a read after reads that were lost', () => {
  test('carries them too: it is as many times as long on the wire (SRS 4.10.4.4)', () => {
    const deployment = deploymentOf(lossy(1))
    const model = new Model(deployment)
    const tally = model.tallies.find((one) => one.requirement.id === READ)!
    let [bytes, delivered, lostInARow, longest] = [0, 0, 0, 0]
    for (let period = 1; period <= 120; period++) {
      model.simulation.runUntil(period * 4 * HOUR)
      // One read in each period of 4 hours.
      expect(tally.sent).toBe(period)
      const length = overFlow(model, '1D', 'up', model.network.links.column(BYTES_APPLICATION)) - bytes
      expect(length).toBe(10 * (1 + lostInARow))
      bytes += length
      lostInARow = tally.delivered > delivered ? 0 : lostInARow + 1
      delivered = tally.delivered
      longest = Math.max(longest, lostInARow)
    }
    expect(longest).toBeGreaterThan(2)
    expect(delivered).toBeGreaterThan(20)
  })

  test.each([
    ['pushed', 'push', 400],
    ['polled', 'poll', 400],
  ])('brings each reading once, and none that was not due: %s', (_, collection, meters) => {
    // Milliseconds: moments are fractions of a microsecond, and no two readings of a meter are so close.
    const key = (at: number, device: number) => `${device} ${Math.floor(at / 1000)}`
    const due = vi.spyOn(WindowCounter.prototype, 'due')
    const captured = vi.spyOn(WindowCounter.prototype, 'captured')
    const never = vi.spyOn(WindowCounter.prototype, 'neverCaptured')
    const yaml = lossy(meters).replace('4.10.4.4/Mtr-read_multi-interval-data_cmd: off', `${ROW}/8: off`)
    const model = finished(deploymentOf(yaml, `collection=${collection}`, 'duration=10 days'))
    const window = model.tallies.find((one) => one.requirement.id === READ)!.window
    const of = <T extends unknown[]>(spy: { mock: { calls: T[]; contexts: unknown[] } }) =>
      spy.mock.calls.filter((_, i) => spy.mock.contexts[i] === window)

    const came = of(captured).map(([dueAt, , , device]) => key(dueAt, device))
    const missing = of(never).map(([dueAt, device]) => key(dueAt, device))
    const all = [...came, ...missing]
    expect(new Set(all).size).toBe(all.length)
    // The readings that were due came or did not, and no others.
    const moments = (keys: string[]) => keys.map((one) => Number(one.split(' ')[1])).sort((a, b) => a - b)
    const [ended, begun] = [moments(all), moments(of(due).map(([dueAt]) => key(dueAt, 0)))]
    expect(ended.length).toBe(begun.length)
    expect(ended.filter((at, i) => at !== begun[i])).toEqual([])
    expect(came.length).toBeGreaterThan(missing.length)
    for (const [dueAt, at] of of(captured)) expect(at).toBeGreaterThan(dueAt)
  })
})

describe('the windows of scheduled reads over a lossy network', () => {
  const model = finished(deploymentOf(lossy(500)))
  const tally = model.tallies.find((one) => one.requirement.id === READ)!
  const [period, day, twoDays] = tally.window!.verdicts()
  const share = ({ good, counted }: { good: number; counted: number }) => good / counted

  test('hold more than the network delivers: a reading is lost only when all reads of its window are', () => {
    // Of reads 4 hours apart, the window of 4 hours holds 1, that of a day 6, that of two days 12; the one at its end
    // arrives after it. Each gets through with 40 %. 500 meters × 108 readings and more: within 1 %.
    expect(share(period!)).toBeCloseTo(1 - 0.6, 2)
    expect(share(day!)).toBeCloseTo(1 - 0.6 ** 6, 2)
    expect(share(twoDays!)).toBeCloseTo(1 - 0.6 ** 12, 2)
    expect(period!.within).toBe(4 * HOUR)
    expect([day!.within, twoDays!.within]).toEqual([DAY, 2 * DAY])
  })

  test('count a reading once at most, and only when its window had passed by the end', () => {
    for (const one of [period!, day!, twoDays!]) {
      expect(one.good).toBeLessThanOrEqual(one.delivered)
      expect(one.delivered).toBeLessThanOrEqual(one.counted)
      // 6 readings a day from each of 500 meters, in the days before the last window.
      const days = (20 * DAY - one.within) / DAY
      expect(Math.abs(one.counted - 500 * 6 * days)).toBeLessThanOrEqual(500)
    }
  })

  test('know the devices that missed none, and the longest time without a capture', () => {
    // 114 windows of a day begin in 19 days; a meter that misses none of those of two days has never lost 12 reads in a row.
    expect(tally.window!.owing!.missed).toBeGreaterThan(0.5 * tally.window!.owing!.devices)
    expect(tally.window!.longestGapOfDevices! / (4 * HOUR)).toBeGreaterThan(6)
  })

  test('know of every device that it missed them where nothing gets through, however many readings are due', () => {
    // 24 a day for 4 days: more than the 32 that one read can carry.
    const dead = lossy(3).replace('6 per day', '24 per day').replace('loss: 60%', 'loss: 99.9999999%')
    const none = finished(deploymentOf(dead, 'duration=4 days')).tallies.find((one) => one.requirement.id === READ)!
    expect(none.delivered).toBe(0)
    expect(none.window!.owing!.missed).toBe(none.window!.owing!.devices)
    expect(none.window!.longestGapOfDevices).toBe(4 * DAY)
    for (const { reason } of none.window!.verdicts()) expect(reason).toContain('; 0 % of the devices missed none')
  })

  test('fail where the network delivers less than they ask for', () => {
    expect([period!.verdict, day!.verdict]).toEqual(['fail', 'fail'])
    expect(tally.verdict().verdict).toBe('fail')
  })
})
