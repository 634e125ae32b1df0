import { describe, expect, test } from 'vitest'
import { overFlow } from '../finished.js'
import { failedIn, outcomeIn, shipped } from './shipped.js'
import { BUSY } from '../../../src/network/links.js'

const ANSWER = '4.10.4.1/on-demand_Mtr-read_resp-data/1'
const COMMAND = '4.10.4.1/on-demand_Mtr-read_cmd/1'
const READS = '4.10.4.4/Mtr-read_multi-interval-data_resp-data'

/** Seconds that a message of so many bytes, in packets of at most 1440, holds an uplink of 20 kbps; each packet has 60 more. */
const held = (bytes: number) => ((bytes + 60 * Math.ceil(bytes / 1440)) * 8) / 20_000
/** With 1 % of the transmissions lost and repeated. */
const repeated = 1 / 0.99
/** What the 900 homes and 100 businesses of a DAP send at once, in seconds. */
const businesses = 100 * held(1600)
const homes = 900 * held(2400)
const registers = 1000 * held(200)

describe('meter reading, all at the same moment', () => {
  const model = shipped('meter-reading')
  const answer = outcomeIn(model, ANSWER)

  test('fails for the answers to on-demand reads and for nothing else', () => {
    expect(failedIn(model)).toEqual([ANSWER])
    expect(answer).toMatchObject({ boundReliability: 0.98, boundLatencyS: 15, lost: 0 })
    // The way down is free of reads.
    expect(outcomeIn(model, COMMAND).verdict).toBe('pass')
  })

  test('makes those late that are asked for while a burst has more than 15 s to go', () => {
    // Asked at random from 7 to 22 (SRS 4.10.4.1). In these 15 hours businesses send at 8, 10, 12, … 20, homes at 12 and 18.
    const late = (seconds: number) => seconds * repeated - 15
    const share = (5 * late(businesses) + 2 * late(businesses + homes)) / (15 * 3600)
    const { counted, inTime } = answer
    expect(counted).toBeGreaterThan(900)
    // Binomial: 3.29 standard deviations are left out by 1 seed of 1000.
    expect(Math.abs(counted - inTime - counted * share)).toBeLessThan(3.29 * Math.sqrt(counted * share * (1 - share)))
    expect(share).toBeGreaterThan(0.02)
  })

  test('takes in the reads within their windows, the last of a burst when the whole of it has crossed', () => {
    for (const id of [`${READS}/5`, `${READS}/7`]) {
      expect(outcomeIn(model, id)).toMatchObject({ shareInTime: 1, lost: 0 })
      expect(outcomeIn(model, id).verdict).not.toBe('fail')
    }
    // The longest burst is that of midnight, with the registers; 40 of them. What is repeated is random: each packet by itself.
    const whole = businesses + homes + registers
    const spread = Math.sqrt(0.01 * (200 * held(800) ** 2 + 1800 * held(1200) ** 2 + 1000 * held(200) ** 2))
    const { max } = outcomeIn(model, `${READS}/7`).latencyS!
    expect(max).toBeGreaterThan(whole)
    expect(max).toBeLessThan(whole * repeated + 5 * spread)
  })
})

describe('meter reading, each meter at a moment of its own', () => {
  const model = shipped('meter-reading', 'timing.scheduled-reads=spread')

  test('fails for nothing, and brings the answers that were late in time', () => {
    expect(failedIn(model)).toEqual([])
    expect(outcomeIn(model, ANSWER)).toMatchObject({ verdict: 'pass', shareInTime: 1 })
  })

  test('fills a twentieth of the uplink with the same bytes', () => {
    const busy = overFlow(model, '1D', 'up', model.network.links.column(BUSY)) / 1e6
    const aDay = 12 * businesses + 4 * homes + registers
    // 10 DAPs for 4 days; beside the reads there are but some 500 answers a day, of 2400 bytes at most.
    const reads = 40 * aDay * repeated
    expect(busy / (40 * 86_400)).toBeCloseTo(0.05, 2)
    expect(busy).toBeGreaterThan(0.995 * reads)
    expect(busy).toBeLessThan(1.005 * reads + 4 * 600 * held(2400))
  })
})
