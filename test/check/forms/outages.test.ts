import { describe, expect, test } from 'vitest'
import { nodesConcerned } from '../../../src/events/power-places.js'
import { deployed, HOUR, SECOND } from './deployed.js'

/*
 * `> 30% large outage, > xx% small outage` (SRS 4.12.4.1), `< 20 sec`: the notices of meters that have lost their power. Two shares of one row, by the size of the outage
 * that set a notice off: those of large ones must be more than 30 % in time, those of small ones more than what the SRS leaves open
 * (`assumptions.small-outage`). Large is an outage of `assumptions.large-outage` of the meters of a territory, or more. The verdict is the worse of those of the
 * kinds that occurred; of a kind that did not occur nothing is asked.
 */
const NOTICE = '4.12.4.1/otg_ntf_evnt_data/1'
const [LARGE, SMALL] = [HOUR, 2 * HOUR]
const WITHIN = 20 * SECOND
/** 20 feeders of 320 meters, 64 DAPs of 100. A large outage takes five feeders, a small one a feeder, of 6400 meters. */
const town = (events: string, more = '') => `name: town
profile: ACvW
use-cases: [ORM]
duration: 1 day
quantities: { meters: { electric: { residential: 6400 } }, meters-per-feeder: 320, endpoints-per-dap: 100 }
assumptions: { large-outage: 10%, small-outage: 60% ${more} }
spontaneous-events: false
events: [${events}]
`
const five = (at: string) => `{ at: "${at}", what: power-lost, feeders: 5 }`
const one = (at: string) => `{ at: "${at}", what: power-lost, feeder: 20 }`
const BOTH = town(`${five('01:00')}, ${one('02:00')}`)

describe('an outage', () => {
  /** In which of the two shares a single notice of an outage at that time counts. */
  const boundOf = (yaml: string, eventAt: number) => {
    const tally = deployed(yaml).tally(NOTICE)
    tally.onSent(eventAt + SECOND, 0, true, 5, eventAt)
    return tally.verdict().bound
  }

  test('has the bound of its size, which is that of the event and not of how many notices come', () => {
    expect(boundOf(BOTH, LARGE)).toBe(0.3)
    expect(boundOf(BOTH, SMALL)).toBe(0.6)
  })

  test('is large from the assumed share of the meters on', () => {
    const { deployment } = deployed(town(one('02:00')))
    const { first, count } = deployment.layout.classes.find((one) => one.name === 'electric.residential')!
    const [outage] = deployment.scripted
    const without = nodesConcerned(deployment, outage!).filter((node) => node >= first && node < first + count).length
    expect(without).toBeGreaterThan(200)
    // Of 6400 = 100 × 2⁶, each number is so many per cent exactly.
    const boundFrom = (meters: number) =>
      boundOf(town(one('02:00')).replace('large-outage: 10%', `large-outage: ${(meters / 6400) * 100}%`), SMALL)
    expect([boundFrom(without - 1), boundFrom(without), boundFrom(without + 1)]).toEqual([0.3, 0.3, 0.6])
  })

  test('that comes by itself, or that the script does not have, is small', () => {
    expect(boundOf(BOTH, LARGE + 1)).toBe(0.6)
  })
})

describe('a notice', () => {
  test.each([
    ['a microsecond before the bound', WITHIN - 1, 1],
    ['on the bound', WITHIN, 0],
  ])('of either kind is in time or not by the latency of the row: %s', (_, after, good) => {
    for (const eventAt of [LARGE, SMALL]) {
      const tally = deployed(BOTH).tally(NOTICE)
      // The latency runs from its sending, not from the outage.
      const sentAt = eventAt + HOUR
      tally.onSent(sentAt, 0, true, 5, eventAt)
      tally.onReceived(sentAt, sentAt + after, 0, 5, eventAt)
      expect(tally.verdict()).toMatchObject({ counted: 1, good, within: WITHIN })
    }
  })
})

describe('the verdict', () => {
  /** Of each hundred meters of each of 64 districts so many notices are in time; undefined: there is no outage of that kind. */
  function verdict(large: number | undefined, small: number | undefined) {
    const tally = deployed(BOTH).tally(NOTICE)
    for (const [eventAt, inTime] of [
      [LARGE, large],
      [SMALL, small],
    ] as const) {
      // prettier-ignore
      if (inTime === undefined) continue
      for (let device = 0; device < 6400; device++) {
        const [sentAt, district] = [eventAt + 1, Math.floor(device / 100)]
        tally.onSent(sentAt, district, true, device, eventAt)
        if (device % 100 < inTime) tally.onReceived(sentAt, sentAt + 1, district, device, eventAt)
        else tally.onLost('somewhere')
      }
    }
    return tally.verdict()
  }

  // 64 districts are 64 clusters, all alike: Clopper-Pearson allows for one more that fails, 1 ÷ 65 of the share and some.
  test.each([
    [29, 'undecided'],
    [31, 'undecided'],
    [20, 'fail'],
    [40, 'pass'],
  ])('of large ones alone is held against 30 in 100: %d in time', (large, expected) => {
    expect(verdict(large, undefined)).toMatchObject({ verdict: expected, bound: 0.3, counted: 6400 })
  })

  test.each([
    [40, 'fail'],
    [60, 'undecided'],
    [80, 'pass'],
  ])('of small ones alone is held against the assumed 60 in 100: %d in time', (small, expected) => {
    expect(verdict(undefined, small)).toMatchObject({ verdict: expected, bound: 0.6, counted: 6400 })
  })

  test.each([
    [40, 80, 'pass'],
    [40, 40, 'fail'],
    [20, 80, 'fail'],
    [40, 60, 'undecided'],
    [20, 60, 'fail'],
  ])('of both is the worse: in time %d in 100 of large, %d of small ones', (large, small, expected) => {
    const both = verdict(large, small)
    expect(both.verdict).toBe(expected)
    expect(both.reason).toContain('large outages: ')
    expect(both.reason).toContain('small outages: ')
  })

  test('is not exercised where no outage was', () => {
    expect(deployed(BOTH).tally(NOTICE).verdict()).toMatchObject({ verdict: 'not exercised', counted: 0 })
  })
})
