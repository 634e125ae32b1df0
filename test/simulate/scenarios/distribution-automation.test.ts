import { describe, expect, test } from 'vitest'
import { runScenario } from './run-scenario.js'

const STATUS_COMMAND = '4.4.1.4.1.7/FeederSensor_status_cmd/1'
const STATUS_ANSWER = '4.4.1.4.1.7/FeederSensor_status_resp-data/1'
const DATA_COMMAND = '4.4.1.4.1.5/FeederSensor_sensor_data_cmd/1'
const DATA_ANSWER = '4.4.1.4.1.5/FeederSensor_sensor_data_resp-data/1'
const POLLS = [STATUS_COMMAND, STATUS_ANSWER, DATA_COMMAND, DATA_ANSWER]

// Bytes on the wire with a header of 60: 4.4.1.4.1.7 has 50 and 50, 4.4.1.4.1.5 has 150 and 250, each once in 5 s.
const SENSORS = 200
const [STATUS, QUERY] = [50 + 60, 150 + 60]
const LOSS = 0.005

describe('at 9.6 kbps', async () => {
  const ran = await runScenario('distribution-automation')

  test('is asked for more than the radio has, by sensors alone', () => {
    const perGateway = SENSORS / 8
    expect((perGateway * (STATUS + QUERY) * 8) / 5).toBe(12_800)
    expect((perGateway * (STATUS + 250 + 60) * 8) / 5).toBe(16_800)
    const failed = ran.outcomes.filter((one) => one.verdict === 'fail').map((one) => one.requirement)
    expect(failed.map((one) => one.id)).toEqual(expect.arrayContaining(POLLS))
    for (const one of failed) expect([one.from, one.to], one.id).toContain('Feeder Sensor')
  })

  test('polls as often as the cells say: each sensor once in 5 s', () => {
    const expected = SENSORS * ((30 * 60) / 5)
    for (const id of [STATUS_COMMAND, DATA_COMMAND])
      // Five standard deviations of a Poisson count.
      expect(Math.abs(ran.outcome(id).sent - expected), id).toBeLessThan(5 * Math.sqrt(expected))
  })

  test('makes a command wait as long as its link needs for a full queue', () => {
    // 256 kB at 9600 bps are 213.3 s; a queue that is full has room for less than one packet more, 0.2 s.
    const full = (256_000 * 8) / 9600
    const { latencyS, shareInTime } = ran.outcome(STATUS_COMMAND)
    // Half of them; the others wait for one before them that was lost, and stands in the line again.
    expect(Math.abs(latencyS!.p50 - full)).toBeLessThan(0.01 * full)
    expect(shareInTime).toBeLessThan(0.02)
  })

  test('leaves all other devices in peace, since a kind of device has a link of its own', () => {
    const others = ran.outcomes.filter(
      ({ requirement: { from, to } }) => from !== 'Feeder Sensor' && to !== 'Feeder Sensor',
    )
    const judged = others.filter((one) => one.counted > 0)
    expect(judged.length).toBeGreaterThan(20)
    for (const one of judged) expect(one.shareInTime, one.requirement.id).toBe(1)
  })
})

test('19.2 kbps mend it, with the wait that Pollaczek and Khinchine give', async () => {
  const ran = await runScenario('distribution-automation', 'fan.rate=19200 bps')
  expect(ran.outcomes.filter((one) => one.verdict === 'fail')).toEqual([])
  for (const id of [STATUS_ANSWER, DATA_ANSWER]) {
    const { shareInTime, boundReliability, verdict, reason } = ran.outcome(id)
    expect(shareInTime, id).toBeGreaterThan(boundReliability)
    // Eight districts in 24 parts of half an hour; 736 clusters without a failure decide 99.5 %, and few are lost.
    expect(verdict, id).toBe('undecided')
    const [, has, needed, runs] = /; (\d+) clusters of \d+, about (\d+) clusters would decide \((\d+) such runs\)/.exec(reason)!
    expect(Number(has), id).toBe(8 * 24)
    expect(Number(needed), id).toBeGreaterThan(736)
    expect(Number(runs), id).toBe(Math.ceil(Number(needed) / (8 * 24)))
  }

  // M/G/1 down to the sensors of one gateway: two services, equally frequent; a loss is one more arrival.
  const services = [STATUS, QUERY].map((bytes) => (bytes * 8) / 19_200)
  const mean = (services[0]! + services[1]!) / 2
  const square = (services[0]! ** 2 + services[1]! ** 2) / 2
  const load = ((25 * 2) / 5) * mean * (1 + LOSS)
  const wait = ((load / (1 - load)) * square) / (2 * mean)
  // DMS and front end 5 ms each, gateway 10, sensor 50; delays 1, 30 and 20 ms; LOSS times what a second attempt takes.
  const fixed = 0.005 + 0.001 + 0.005 + 0.03 + 0.01 + 0.02 + 0.05
  for (const [id, bytes, service] of [
    [STATUS_COMMAND, STATUS, services[0]!],
    [DATA_COMMAND, QUERY, services[1]!],
  ] as const) {
    const expected = fixed + (bytes * 8) / 1e6 + wait + service + LOSS * (0.3 + wait + service)
    // 72 000 polls at a load of 2/3: their mean has a standard error of about 1 %.
    expect(Math.abs(ran.outcome(id).latencyS!.mean / expected - 1), id).toBeLessThan(0.05)
  }
})

test('twice as many gateways at 9.6 kbps are the same load and do not: every wait is twice as long', async () => {
  const [fast, many] = await Promise.all([
    runScenario('distribution-automation', 'fan.rate=19200 bps'),
    runScenario('distribution-automation', 'quantities.fan-gateways.field=16'),
  ])
  for (const id of [STATUS_ANSWER, DATA_ANSWER]) {
    expect(many.outcome(id).shareInTime, id).toBeLessThan(0.995)
    expect(many.outcome(id).verdict, id).not.toBe('pass')
    expect(many.outcome(id).latencyS!.p50, id).toBeGreaterThan(1.5 * fast.outcome(id).latencyS!.p50)
  }
})
