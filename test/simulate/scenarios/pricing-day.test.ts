import { describe, expect, test } from 'vitest'
import { overFlow } from '../finished.js'
import { failedIn, outcomeIn, shipped } from './shipped.js'
import { OFFERED } from '../../../src/network/links.js'

const ROW = '4.14.4.2/RTP_pricing-data'
const EACH = `${ROW}_cmd/2`
const BROADCAST = `${ROW}_brdcst/2`
const READ = '4.10.4.1/on-demand_Mtr-read_resp-data/2'
const DAPS = 10

/** Seconds that 100 bytes with a header of 60 hold the line to the homes, and a repetition of 1 % of them. */
const held = (160 * 8) / 9600
const repeated = 1 / 0.99
/** The rest of the way: to the head-end, over the WAN, the line and the network of the home; five that process it, and the sender. */
const rest = 0.001 + ((160 * 8) / 1e6 + 0.05) + 0.05 + ((160 * 8) / 250_000 + 0.01) + (0.005 + 0.005 + 0.01 + 0.02 + 0.05)

describe('prices that are sent to each display by itself', () => {
  const model = shipped('pricing-day')
  const { links } = model.network

  test('fail, and with them the reads that displays ask for; nothing else does', () => {
    expect(failedIn(model).sort()).toEqual([READ, EACH].sort())
    expect(outcomeIn(model, EACH)).toMatchObject({ boundLatencyS: 60, boundReliability: 0.98, lost: 0 })
  })

  test('come in time to as many as the line takes in a minute', () => {
    const { sent, shareInTime, latencyS } = outcomeIn(model, EACH)
    // 60 % of 10 000 displays, each quarter of an hour of the day.
    expect(sent).toBe(6000 * 96)
    const inTime = (60 - rest) / (held * repeated)
    // 448 sendings in each of 960 minutes, of which each is lost with 1 %: the noise is far below half a percent.
    expect(Math.abs(shareInTime! / (inTime / 600) - 1)).toBeLessThan(0.005)
    expect(latencyS!.max).toBeGreaterThan(600 * held)
  })

  test('let the answer to a display wait behind them, where it passes from the meter to the home', () => {
    const { counted, inTime } = outcomeIn(model, READ)
    // Asked for at random: too late in the first part of a quarter of an hour, while there are more than 15 s to go.
    const late = (600 * held * repeated - 15) / 900
    expect(late).toBeGreaterThan(0.02)
    // Binomial: 1 seed of 1000 is left out.
    expect(Math.abs(counted - inTime - counted * late)).toBeLessThan(3.29 * Math.sqrt(counted * late * (1 - late)))
    // It takes the line of the meters first, which carries no prices: the answers to the utility are in time.
    expect(outcomeIn(model, '4.10.4.1/on-demand_Mtr-read_resp-data/1').shareInTime).toBe(1)
  })

  test('cross the lines once for each display', () => {
    const prices = outcomeIn(model, EACH).sent
    const offered = overFlow(model, '5Ba', 'down', links.column(OFFERED))
    expect(offered).toBeGreaterThanOrEqual(prices)
    expect(offered).toBeLessThan(1.01 * prices)
  })
})

describe('prices by broadcast', () => {
  const model = shipped('pricing-day', 'spontaneous-events=true', `choices.requirements.${EACH}=off`)
  const price = outcomeIn(model, BROADCAST)

  test('pass, and nothing fails', () => {
    expect(failedIn(model)).toEqual([])
    expect(price.verdict).toBe('pass')
  })

  test('take the time of one sending', () => {
    expect(Math.abs(price.latencyS!.p50 / (rest + held) - 1)).toBeLessThan(0.002)
  })

  test('cross each line once a price', () => {
    // Displays that take part are drawn, each with 60 %; prices come at random, 96 a day (4.14.4.2).
    const [least, most] = [6000 - 3.29 * Math.sqrt(2400), 6000 + 3.29 * Math.sqrt(2400)]
    const sendings = overFlow(model, '5Ba', 'down', model.network.links.column(OFFERED)) - reads()
    const prices = sendings / DAPS
    expect(Number.isInteger(prices)).toBe(true)
    expect(Math.abs(prices - 96)).toBeLessThan(3.29 * Math.sqrt(96))
    expect(price.sent / prices).toBeGreaterThan(least)
    expect(price.sent / prices).toBeLessThan(most)
  })

  /** What else goes to the homes: the answers, and the errors, to what displays asked for. */
  function reads(): number {
    return [READ, '4.10.4.2/on-demand_Mtr-read_cmd_err/5'].reduce((sum, id) => sum + outcomeIn(model, id).sent, 0)
  }
})
