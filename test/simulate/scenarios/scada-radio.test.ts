import { describe, expect, test } from 'vitest'
import { runScenario } from './run-scenario.js'

const STATUS = '4.4.1.4.1.7/FeederSensor_status_resp-data/1'
const DATA = '4.4.1.4.1.5/FeederSensor_sensor_data_resp-data/1'
const COMMANDS = ['4.4.1.4.1.7/FeederSensor_status_cmd/1', '4.4.1.4.1.5/FeederSensor_sensor_data_cmd/1']
const CHANNELS = 20

/** Seconds for so many bytes, at 9600 bps. */
const air = (bytes: number) => (bytes * 8) / 9600
const [HEADER, QUESTION, EMPTY, TURNAROUND] = [43, 24, 17, 0.04]
/** What the SRS asks of a channel for one sensor in 5 s: two commands, each confirmed, */
const commandsS = air(50 + HEADER) + air(150 + HEADER) + 2 * (TURNAROUND + air(EMPTY))
/** and two answers, to one question if they are there together, otherwise to two. 250 bytes are one more than a frame holds. */
const questionS = air(QUESTION) + TURNAROUND + air(EMPTY)
const answersS = air(50 + HEADER) + air(250 + 2 * HEADER)
const leastS = commandsS + questionS + answersS
const mostS = leastS + questionS

describe('four sensors on a channel', async () => {
  const ran = await runScenario('scada-radio')

  test('are far from filling it: that would take six', () => {
    expect(Math.floor(5 / leastS)).toBe(6)
    expect(4 * mostS).toBeLessThan(0.75 * 5)
  })

  test('are asked often enough: 400 polls a second for 1000', () => {
    const seconds = 30 * 60
    const polls = COMMANDS.map((id) => ran.outcome(id).sent).reduce((sum, one) => sum + one, 0)
    const expected = (400 / 1000) * 4 * CHANNELS * seconds
    // Five standard deviations of a Poisson count.
    expect(Math.abs(polls - expected)).toBeLessThan(5 * Math.sqrt(expected))
  })

  test('answer too late, where they wait to be asked; commands go before', () => {
    for (const id of [STATUS, DATA]) {
      const { verdict, reason, losses } = ran.outcome(id)
      expect(verdict, id).toBe('fail')
      expect(reason, id).toMatch(/leg 1 \(FGf-S, fan\) costs late messages 99 % of their time: queueing/)
      expect(losses, id).toEqual([])
    }
    for (const id of COMMANDS) expect(ran.outcome(id).shareInTime, id).toBe(1)
  })
})

test.each([
  ['three', 'quantities.feeder-devices.sensor=60'],
  ['four whose polls keep a rhythm', 'timing.everything-else=spread'],
])(
  '%s on a channel are in time',
  async (_, change) => {
    const ran = await runScenario('scada-radio', change)
    for (const id of [STATUS, DATA]) {
      const { shareInTime, boundReliability, verdict, reason } = ran.outcome(id)
      expect(shareInTime, id).toBeGreaterThan(boundReliability)
      // Twenty districts in 24 parts of half an hour; 736 clusters without a failure decide 99.5 %.
      expect(verdict, id).toBe('undecided')
      const [, has, needed, runs] = /; (\d+) clusters of \d+, about (\d+) clusters would decide \((\d+) such runs\)/.exec(reason)!
      expect(Number(has), id).toBe(20 * 24)
      expect(Number(needed), id).toBeGreaterThan(736)
      expect(Number(runs), id).toBe(Math.ceil(Number(needed) / (20 * 24)))
    }
    expect(ran.outcomes.filter((one) => one.verdict === 'fail')).toEqual([])
  },
  120_000,
)

test('seven are more than the channel carries: the queue grows to the end', async () => {
  expect(7 * leastS).toBeGreaterThan(5)
  const ran = await runScenario('scada-radio', 'quantities.feeder-devices.sensor=140')
  for (const id of [STATUS, DATA]) expect(ran.outcome(id).latencyS!.p50, id).toBeGreaterThan(60)
}, 120_000)
