import { describe, expect, test } from 'vitest'
import { overFlow } from '../finished.js'
import { failedIn, outcomeIn, shipped } from './shipped.js'
import type { Model } from '../../../src/simulate/model.js'
import { BUSY } from '../../../src/network/links.js'

const ON_DEMAND = '4.10.4.1/on-demand_Mtr-read_resp-data/1'
const HOMES = '4.10.4.4/Mtr-read_multi-interval-data_resp-data/7'

/** Of lists/daps.csv: all meters, and those on Market-Square. */
const ALL = 24_000
const MARKET = { businesses: 1000, homes: 9400 }

/**
 * What the scheduled reads of some meters ask of an uplink of 9600 bps: 4 of 2400 bytes a home and day in two packets, 12 of
 * 1600 bytes a business in two, with headers of 60 bytes; 1 % is lost and sent again.
 */
function asked(businesses: number, homes: number): number {
  const bytesADay = homes * 4 * (2400 + 2 * 60) + businesses * 12 * (1600 + 2 * 60)
  return (bytesADay * 8) / 86_400 / 9600 / 0.99
}

/** The share of the run in which the uplink of a DAP was busy. */
function busy(model: Model, dap: string): number {
  const { links } = model.network
  const up = links.groups.find((one) => one.flow === '1D' && one.direction === 'up')!
  const i = up.names!.indexOf(dap)
  expect(i).toBeGreaterThanOrEqual(0)
  return links.get(up.first + i, BUSY) / (model.deployment.end - model.deployment.start)
}

describe('the town with its DAPs as they stand', () => {
  const model = shipped('own-network')

  test('fails, since Market-Square is asked for more than it carries', () => {
    expect(asked(MARKET.businesses, MARKET.homes)).toBeGreaterThan(1.1)
    // From the first minutes on, in which what waits builds up.
    expect(busy(model, 'Market-Square')).toBeGreaterThan(0.99)
    expect(failedIn(model)).toEqual(expect.arrayContaining([ON_DEMAND, HOMES]))
  })

  test('is too late with the on-demand reads of Market-Square, and only with those', () => {
    const share = (MARKET.businesses + MARKET.homes) / ALL
    const { counted, shareInTime } = outcomeIn(model, ON_DEMAND)
    // Binomial: which meters are asked is drawn; five standard deviations.
    const deviation = Math.sqrt((share * (1 - share)) / counted)
    expect(Math.abs(1 - shareInTime! - share)).toBeLessThan(5 * deviation)
  })

  test('loads the other DAPs as their meters ask', () => {
    for (const [dap, businesses, homes] of [
      ['Station-Road', 300, 2600],
      ['Harbour', 260, 740],
      ['East-Farms', 0, 200],
    ] as const)
      // On-demand reads and answers add a little; a read more or less of each meter, at the ends of four days, is noise.
      expect(Math.abs(busy(model, dap) / asked(businesses, homes) - 1), dap).toBeLessThan(0.05)
  })
})

describe('the town with two DAPs in the place of the one', () => {
  const model = shipped('own-network', 'nodes.daps=lists/daps-split.csv')

  test('meets what it failed', () => {
    expect(failedIn(model)).toEqual([])
    for (const dap of ['Market-Square-East', 'Market-Square-West'])
      expect(Math.abs(busy(model, dap) / asked(500, 4700) - 1), dap).toBeLessThan(0.05)
  })
})

describe('the town with its meters shared out evenly', () => {
  const meters = 'quantities.meters.electric={ residential: 21800, commercial: 2200 }'
  const model = shipped('own-network', 'nodes={}', meters, 'quantities.endpoints-per-dap=2000')

  test('shows nothing of it', () => {
    expect(model.deployment.layout.daps).toBe(12)
    expect(failedIn(model)).toEqual([])
    const busy = overFlow(model, '1D', 'up', model.network.links.column(BUSY)) / 12
    const evenly = asked(2200 / 12, 21800 / 12)
    expect(Math.abs(busy / (model.deployment.end - model.deployment.start) / evenly - 1)).toBeLessThan(0.05)
  })
})
