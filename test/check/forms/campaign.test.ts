import { describe, expect, test } from 'vitest'
import { DAY, deployed, HOUR } from './deployed.js'

/*
 * Campaign time: `< 7 day per 100,000 mtrs` (SRS 4.9.4.11). The time for all devices of a campaign, in proportion to how many it has: 7 days for 100,000, half of
 * that for 50,000. Each device must have what is sent to it before that time has passed since it was sent; `> 98%` is the share of the devices that have.
 * `per 1 mtr` (the same section) is the time of one by itself.
 */
const BROADCAST = '4.9.4.11/NIC_firmware_update_broadcast_cmd/1'
const SINGLE = '4.9.4.11/NIC_firmware_update_cmd/1'
const town = (meters: string, territories = '') => `name: town
use-cases: [Firmware / Program Update]
duration: 10 days
quantities: { meters: ${meters}, endpoints-per-dap: 1000 }
${territories}`
const electric = (n: number) => town(`{ electric: { residential: ${n} } }`)

describe('the time of a campaign', () => {
  test.each([
    [100_000, 7 * DAY],
    [50_000, 3.5 * DAY],
    [1000, 0.07 * DAY],
    [1, 6_048_000],
  ])('of %d meters is their part of 7 days per 100,000', (meters, within) => {
    expect(deployed(electric(meters)).tally(BROADCAST).within).toBeCloseTo(within, 3)
  })

  test('is by the devices that the row is for: gas meters are not in the campaign of the electric ones', () => {
    const { tally } = deployed(town('{ electric: { residential: 1000 }, gas: { residential: 500 } }'))
    expect(tally(BROADCAST).within).toBeCloseTo(0.07 * DAY, 3)
    expect(tally('4.9.4.11/NIC_firmware_update_broadcast_cmd/2').within).toBeCloseTo(0.035 * DAY, 3)
  })

  test('is 3 days per 100,000 where the row says so (SRS 4.9.4.12)', () => {
    const { tally } = deployed(electric(1000))
    expect(tally('4.9.4.12/NIC_program_update_broadcast_cmd/1').within).toBeCloseTo(0.03 * DAY, 3)
  })

  test('of one meter is that of one, however many there are', () => {
    for (const meters of [1, 1000]) expect(deployed(electric(meters)).tally(SINGLE).within).toBe(4 * HOUR)
  })
})

describe('a device of a campaign', () => {
  const WITHIN = 0.07 * DAY
  test.each([
    ['before its time is over', WITHIN - 1, 1],
    ['as it is over', WITHIN, 0],
    ['within 7 days, which are for a hundred times as many', WITHIN + 1, 0],
  ])('that has it %s', (_, after, good) => {
    const tally = deployed(electric(1000)).tally(BROADCAST)
    tally.onSent(0, 0, true, 0)
    tally.onReceived(0, after, 0, 0)
    expect(tally.verdict()).toMatchObject({ counted: 1, good, delivered: 1 })
  })

  // A campaign a day in 64 districts of 100 meters, for four days: 256 clusters.
  test.each([
    [0, 'pass'],
    [2, 'undecided'],
    [10, 'fail'],
  ])('is one of many: %d of 100 late', (late, verdict) => {
    const town = deployed(electric(6400).replace('1000 }', '100 }'))
    const tally = town.tally(BROADCAST)
    const { start, layout } = town.deployment
    expect(layout.districts).toBe(64)
    for (let day = 0; day < 4; day++) {
      for (let device = 0; device < 6400; device++) {
        const [sentAt, district] = [start + day * DAY, Math.floor(device / 100)]
        tally.onSent(sentAt, district, true, device)
        tally.onReceived(sentAt, sentAt + (device % 100 < late ? tally.within : tally.within - 1), district, device)
      }
    }
    expect(tally.verdict()).toMatchObject({ counted: 25_600, good: 256 * (100 - late), verdict })
  })

  test('is in no share where the campaign began later than its time before the end', () => {
    const tally = deployed(electric(100_000)).tally(BROADCAST)
    for (const sentAt of [3 * DAY, 3 * DAY + 1]) tally.onSent(sentAt, 0, true, 0)
    expect(tally.verdict().counted).toBe(1)
    const short = deployed(electric(100_000), 'duration=7 days').tally(BROADCAST)
    short.onSent(1, 0, true, 0)
    short.onReceived(1, 2, 0, 0)
    expect(short.verdict().verdict).toBe('not exercised')
  })
})
