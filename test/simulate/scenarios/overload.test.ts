import { describe, expect, test } from 'vitest'
import { HOUR, MINUTE, SECOND } from '../../../src/kernel/time.js'
import { runScenario, type Ran } from './run-scenario.js'

const ON_DEMAND = '4.10.4.1/on-demand_Mtr-read_resp-data/1'
const READ_OF_BUSINESSES = '4.10.4.4/Mtr-read_multi-interval-data_resp-data/5'
const READ_OF_HOMES = '4.10.4.4/Mtr-read_multi-interval-data_resp-data/7'
const ORDER = '4.15.4.1/SW_opr_cmd/1'
const ACK = '4.15.4.1/SW_opr_cmd_ack/2'
const STATE = '4.15.4.3/SW_state_cmd_resp-data/1'

const DAPS = 8
/** From 8:00 to 16:00 on the second day, in hours of the run, which begins at midnight. */
const [FROM, TO] = [32, 40]
/** Bytes a second of one WAN, and what others leave of it. */
const FREE = 9600 / 8
const LEFT = 0.02 * FREE
/** One packet of 1500 bytes over what is left of it. */
const PACKET = 1500 / LEFT

const upOf = ({ model }: Ran) => model.load.lanes.findIndex((one) => one.network === 'wan' && one.direction === 'up')

/** Bytes that went over all WANs upwards between two hours of the run. */
function bytesUp(ran: Ran, from: number, to: number): number {
  const { intervals, bytesByInterval } = ran.model.load
  const perHour = HOUR / intervals.length
  return bytesByInterval[upOf(ran)]!.slice(from * perHour, to * perHour).reduce((sum, one) => sum + one, 0)
}

/** Packets that are before the WANs at the end of each minute of which there is something to say. */
function backlog(ran: Ran): Map<number, number> {
  const lines = [...ran.model.timeline.lines()].filter((one) => one.lane === upOf(ran))
  return new Map(lines.map((one) => [one.interval, one.backlog]))
}

const lost = (ran: Ran) => ran.outcomes.reduce((sum, one) => sum + one.lost, 0)

const ran = await runScenario('overload')
/** What meters ask of one WAN, bytes a second: on the first day all of it went through. */
const asked = bytesUp(ran, 0, 24) / DAPS / 86_400
const lasts = (TO - FROM) * 3600

describe('a WAN of which others take 98 % for eight hours', () => {
  test('is asked for more than is left, carries what is left, and no less', () => {
    expect(asked).toBeGreaterThan(2 * LEFT)
    expect(Math.abs(bytesUp(ran, FROM, TO) / (DAPS * LEFT * lasts) - 1)).toBeLessThan(0.02)
  })

  test('has the reads wait, as long as the first who is not through by the end: none is lost', () => {
    expect(lost(ran)).toBe(0)
    // Who comes t after the beginning has (asked - left) t before it, and is through before the end if t < left / asked of the whole.
    const longest = lasts * (1 - LEFT / asked)
    for (const id of [READ_OF_HOMES, READ_OF_BUSINESSES])
      expect(Math.abs(ran.outcome(id).latencyS!.max / longest - 1), id).toBeLessThan(0.05)
  })

  test('fails for the reads that have 2 h, and for no other', () => {
    const { shareInTime, counted: many, verdict } = ran.outcome(READ_OF_BUSINESSES)
    // From when the wait is 2 h, until 2 h before the end.
    const late = lasts - 7200 - (7200 * LEFT) / (asked - LEFT)
    const share = late / (70 * 3600) // of three days, less the last window
    expect(many).toBeGreaterThan(0)
    expect(Math.abs((1 - shareInTime!) / share - 1)).toBeLessThan(0.1)
    expect(verdict).toBe('fail')
    expect(ran.outcome(READ_OF_HOMES).verdict).not.toBe('fail')
  })

  test('is over when what has piled up is through: backlog / spare rate', () => {
    const drain = ((asked - LEFT) * lasts) / (FREE - asked)
    const left = backlog(ran)
    const perMinute = MINUTE / ran.model.load.intervals.length
    const at = (seconds: number) => left.get(Math.floor((TO * 60 + seconds / 60) * perMinute)) ?? 0
    const most = at(-60)
    expect(most).toBeGreaterThan(1000)
    // The fullest of eight needs longer than the mean, by its share of noise.
    expect(at(0.5 * drain)).toBeGreaterThan(0.3 * most)
    expect(at(1.3 * drain)).toBeLessThan(0.02 * most)
  })
})

describe('classes of priority', () => {
  test('have orders in time, and answers within the one packet that is being sent', () => {
    const { inTime, sent } = ran.outcome(ORDER)
    expect(inTime).toBe(sent)
    // And within what other answers of that minute take, of 400 bytes each at most.
    for (const id of [ACK, STATE, ON_DEMAND])
      expect(ran.outcome(id).latencyS!.max, id).toBeLessThan(PACKET + 2 * (400 / LEFT))
    // 62.5 s are too long for who has 15 s.
    expect(ran.outcome(ON_DEMAND).verdict).toBe('fail')
    expect(ran.outcome(ACK).verdict).not.toBe('fail')
  })

  test('do more with small packets', async () => {
    const small = await runScenario('overload', 'wan.mtu=300 B')
    for (const id of [ACK, STATE]) expect(small.outcome(id).shareInTime, id).toBe(1)
    expect(small.outcome(ON_DEMAND).shareInTime!).toBeGreaterThan(ran.outcome(ON_DEMAND).shareInTime! + 0.05)
  }, 120_000)

  test('are what answers live by: first come, first served, they wait as long as reads', async () => {
    const fifo = await runScenario('overload', 'wan.order=fifo')
    for (const id of [ACK, STATE]) {
      expect(fifo.outcome(id).verdict, id).toBe('fail')
      expect(fifo.outcome(id).latencyS!.max, id).toBeGreaterThan(4 * 3600)
    }
  }, 120_000)
})

describe('a queue of 256 kB', () => {
  test('bounds what waits, and loses the rest', async () => {
    const small = await runScenario('overload', 'wan.queue=256 kB')
    expect(lost(small)).toBeGreaterThan(0)
    const places = new Set(small.outcomes.flatMap((one) => one.losses.map(({ place }) => place)))
    expect([...places]).toEqual(['DAPjm → AMI Head-End(j): queue full'])
    // What is left of the rate works off a full queue; orders and answers go before.
    const full = 256_000 / LEFT
    expect(small.outcome(READ_OF_HOMES).latencyS!.max).toBeLessThan(1.05 * full)
    // It is full when so much more has come than gone; the fullest of eight before the others.
    const first = [...small.model.timeline.lines()].find(({ lost }) => lost.some((many) => many > 0))!.interval
    const fills = 256_000 / (asked - LEFT)
    const after = (first * small.model.load.intervals.length) / SECOND - FROM * 3600
    expect(after).toBeGreaterThan(0.75 * fills)
    expect(after).toBeLessThan(1.05 * fills)
    // The readings that are lost come with the next read: in the end it is no byte less, and headers more.
    expect(bytesUp(small, 0, 72)).toBeGreaterThan(bytesUp(ran, 0, 72))
  }, 120_000)
})
