import { describe, expect, test } from 'vitest'
import type { Outcome } from '../../src/run/outcome.js'
import { run } from '../../src/run/run.js'
import { countInterval } from '../../src/stats/count-interval.js'
import { deploymentOf } from '../deployment/fixture.js'

const TOWN = `name: a
duration: 4 days
quantities: { meters: { electric: { residential: 1000, commercial: 100 } } }
`
const READ = '4.10.4.4/Mtr-read_multi-interval-data_resp-data/7'
const COMMAND = '4.10.4.4/Mtr-read_multi-interval-data_cmd/1'
const OPERATE = '4.15.4.1/SW_opr_cmd/1'
const ACKNOWLEDGE = '4.15.4.1/SW_opr_cmd_ack/1'
const BULK = '4.10.4.5/bulk_Mtr-read_cmd/1'

async function outcomes(yaml: string, ...set: string[]): Promise<Map<string, Outcome>> {
  const result = await run(deploymentOf(yaml, ...set))
  return new Map(result!.outcomes.map((one) => [one.requirement.id, one]))
}

describe('How Often as it is stated', () => {
  // The cells times the members of their populations: on-demand reads 25 per 1000 × 1100 (4.21 table 1), the register snap
  // shot 1 × 1100, interval commands 25 per 1000 × 1100, C/I intervals 12-24 × 100, residential ones 4-6 × 1000, a bulk transfer
  // x = 1 for the utility, switch operations and states 1-50 per 1000 × 1100, cancellations 1-2 per 1000 × 1100.
  const BY_HAND: [id: string, low: number, high: number][] = [
    ['4.10.4.1/on-demand_Mtr-read_cmd/1', 27.5, 27.5],
    ['4.10.4.3/Mtr-read_data_resp-data/1', 1100, 1100],
    [COMMAND, 27.5, 27.5],
    ['4.10.4.4/Mtr-read_multi-interval-data_resp-data/5', 1200, 2400],
    [READ, 4000, 6000],
    [BULK, 1, 1],
    ['4.10.4.5/bulk_Mtr-read_cmd/4', 1, 1],
    [OPERATE, 1.1, 55],
    ['4.15.4.2/SW_opr_cancel_cmd/1', 1.1, 2.2],
    ['4.15.4.3/SW_state_cmd/1', 1.1, 55],
  ]

  test.each(['low', 'mid', 'high'])('is the range of the cell, whichever value of it is taken: %s', async (pick) => {
    const judged = [...(await outcomes(TOWN, `choices.ranges=${pick}`, 'duration=1 h')).values()].filter(
      (one) => one.howOftenVerdict !== undefined,
    )
    expect(judged.map((one) => one.requirement.id)).toEqual(BY_HAND.map(([id]) => id))
    for (const [i, [id, low, high]] of BY_HAND.entries()) {
      expect(judged[i]!.howOftenStated!.low, id).toBeCloseTo(low, 9)
      expect(judged[i]!.howOftenStated!.high, id).toBeCloseTo(high, 9)
    }
  })

  test('is the assumption where the SRS leaves it open', async () => {
    const found = await outcomes(TOWN, 'assumptions.x-batches=40')
    expect(found.get(BULK)).toMatchObject({ howOftenStated: { low: 40, high: 40 } })
  })

  test('is that of normal periods in busier ones (SRS 4.21 step 6)', async () => {
    const found = await outcomes(TOWN, 'operating-mode=high', 'duration=1 h')
    expect(found.get(COMMAND)!.howOftenStated).toEqual({ low: 27.5, high: 27.5 })
  })

  test('is that of all territories together', async () => {
    const two = `${TOWN}territories:
  land: { profile: ACdIW, share: 40% }
  town: { profile: ACvW, share: 60% }
`
    const { howOftenStated, howOftenVerdict, howOftenRatio } = (await outcomes(two)).get(READ)!
    expect([howOftenStated, howOftenVerdict]).toEqual([{ low: 4000, high: 6000 }, 'pass'])
    expect(howOftenRatio).toBeCloseTo(1, 2)
  })
})

describe('How Often as it was sent', () => {
  test('is all that was sent a day, to one read more or less of each meter', async () => {
    const { sent, ...found } = (await outcomes(TOWN)).get(READ)!
    expect(found).toMatchObject({
      howOftenSimulated: sent / 4,
      howOftenLow: (sent - 1000) / 4,
      howOftenHigh: (sent + 1000) / 4,
      howOftenRatio: sent / 4 / 5000,
      howOftenVerdict: 'pass',
    })
  })

  test('fails where the deployment sends by a figure of its own outside the range of the cell', async () => {
    const own = (often: string) => outcomes(`${TOWN}choices: { requirements: { ${READ}: { how-often: ${often} } } }`)
    // Of four days, to a quarter a day; the range with its margin is 3.8 to 6.3.
    const figures = ['3 per day', 'low', '5 per day', '6.2 per day', '8 per day']
    const verdicts = (await Promise.all(figures.map(own))).map((all) => all.get(READ)!)
    expect(verdicts.map((one) => one.howOftenVerdict)).toEqual(['fail', 'undecided', 'pass', 'undecided', 'fail'])
    const often = verdicts[4]!
    expect(often.howOftenStated).toEqual({ low: 4000, high: 6000 })
    expect(often.howOftenRatio).toBeCloseTo(8 / 5, 2)
    // What the network does with them is another matter.
    expect(often.verdict).not.toBe('fail')
  })

  test('is compared with the value of the range that the deployment takes', async () => {
    for (const pick of ['low', 'high'])
      expect((await outcomes(TOWN, `choices.ranges=${pick}`)).get(READ)!.howOftenRatio).toBeCloseTo(1, 2)
  })

  test('counts days of the hours of its When', async () => {
    // 4.15.4.1 is sent 8AM - 8PM: a run to noon has 4 of these 12 hours, one to 7 in the morning none.
    const noon = (await outcomes(TOWN, 'duration=12 h', 'choices.ranges=high')).get(OPERATE)!
    expect(noon.sent).toBeGreaterThan(0)
    expect(noon.howOftenSimulated).toBeCloseTo(noon.sent / (4 / 12), 9)
    const morning = (await outcomes(TOWN, 'duration=7 h')).get(OPERATE)!
    expect(morning).toMatchObject({ sent: 0, howOftenSimulated: undefined, howOftenVerdict: 'not exercised' })
    expect(morning.howOftenLow).toBeUndefined()
  })

  test('counts what is sent outside its When where the deployment sends a share there', async () => {
    // Half of 55 a day in 7 of the 12 hours of the night, none of the day: a quarter of a day and a half of that quarter.
    const night = (await outcomes(TOWN, 'duration=7 h', 'choices.ranges=high', 'assumptions.share-in-when=50%')).get(
      OPERATE,
    )!
    expect(night.sent).toBeGreaterThan(0)
    expect(night.howOftenSimulated).toBeCloseTo(night.sent / ((7 / 12) * 0.5), 9)
    expect(night.howOftenVerdict).not.toBe('fail')
  })

  test('counts days of the mode that a row is in: DSDR takes the place of the maintenance while it lasts', async () => {
    const feeder = `name: feeder
use-cases: [Field DA Maint - Centralized Control, DSDR - Centralized Control]
profile: ACvW + DCSIRsF
duration: 60 days
quantities: { meters: { electric: { residential: 10 } }, feeder-devices: { cap-bank: 10, breaker: 1 } }
`
    const found = await outcomes(feeder)
    const [maintenance, dsdr] = [1, 2].map((n) => found.get(`4.4.1.4.1.5/FeederCapBank_sensor_data_cmd/${n}`)!)
    expect(dsdr!.sent).toBeGreaterThan(0)
    const days = (one: Outcome) => one.sent / one.howOftenSimulated!
    // 1-6 hours, 4-8 times a year: at the middle of both 21 of 8760 hours.
    expect(days(maintenance!) + (days(dsdr!) * 21) / 8760).toBeCloseTo(60, 9)
    expect([maintenance, dsdr].map((one) => one!.howOftenVerdict)).toEqual(['pass', 'pass'])
  })

  test('leaves polls out: the row of the command states those that are asked for beside them', async () => {
    const [push, poll] = await Promise.all(['push', 'poll'].map((how) => outcomes(TOWN, `collection=${how}`)))
    expect(poll!.get(COMMAND)!.sent).toBeGreaterThan(4 * 6000)
    expect(poll!.get(COMMAND)!.howOftenSimulated).toBe(push!.get(COMMAND)!.sent / 4)
    // A read that is polled is an effect of its poll.
    const { sent, ...read } = poll!.get(READ)!
    expect(read).toMatchObject({ howOftenVerdict: undefined, howOftenLow: undefined, howOftenRatio: sent / 4 / 5000 })
  })

  test('leaves out what is exercised', async () => {
    const [without, exercised] = await Promise.all(['none', 'all'].map((which) => outcomes(TOWN, `exercise=${which}`)))
    for (const id of [OPERATE, BULK]) {
      const [own, all] = [without!.get(id)!, exercised!.get(id)!]
      expect(all.sent).toBe(own.sent + 1)
      expect(all.howOftenSimulated).toBe(own.sent / 4)
    }
    const [own, all] = [without!.get(ACKNOWLEDGE)!, exercised!.get(ACKNOWLEDGE)!]
    expect(all.sent).toBeGreaterThan(own.sent)
    expect(all.howOftenSimulated).toBe(own.sent / 4)
  })
})

describe('How Often of effects', () => {
  test('is a ratio: 1-2 per 1000 acknowledgements stand beside 1-50 per 1000 commands', async () => {
    const causal = await outcomes(TOWN, 'duration=30 days')
    const [command, answer] = [causal.get(OPERATE)!, causal.get(ACKNOWLEDGE)!]
    expect(answer).toMatchObject({ howOftenVerdict: undefined, howOftenLow: undefined, howOftenHigh: undefined })
    expect(answer.howOftenStated!.low).toBeCloseTo(1.5 * 1.1, 9)
    expect(answer.howOftenStated!.high).toBe(answer.howOftenStated!.low)
    expect(answer.howOftenSimulated).toBe(answer.sent / 30)
    // Every command that arrived has its answer.
    expect(answer.howOftenRatio).toBeCloseTo(command.delivered / 30 / 1.65, 9)
  })

  test('is near 1 where effects come as stated', async () => {
    const { howOftenRatio } = (
      await outcomes(
        TOWN,
        'duration=200 days',
        'effects=stated',
        'choices.requirements={ 4.10.4.4/Mtr-read_multi-interval-data_resp-data: off }',
      )
    ).get(ACKNOWLEDGE)!
    // 330 are to be expected: four standard deviations are 22 %.
    expect(Math.abs(howOftenRatio! - 1)).toBeLessThan(0.22)
  })
})

describe('How Often of what waits for events', () => {
  // 1000 thermostats that have joined with the utility: 60 of them are told of each of 12 events a year (4.6.4.2).
  const SHED = `name: shed
use-cases: [DR-DLC]
profile: AHEMCvW
duration: 200 days
quantities: { meters: { electric: { residential: 10 } }, esi: { in-meter: 10 }, han: { pct: 1000 } }
enrolment: { han-utility: 100%, drdlc-utility: 0% }
`
  const REQUEST = '4.6.4.2/Vol_load_shed_reqst/3'
  const BROADCAST = '4.6.4.2/Vol_load_shed_reqst_brdcst/3'

  test('and is sent to many at each is as uncertain as the number of events', async () => {
    const one = (await outcomes(SHED)).get(REQUEST)!
    expect(one.howOftenStated!.low).toBeCloseTo((12 * 60) / 365, 9)
    expect(one.sent).toBeGreaterThan(0)
    expect(one.howOftenSimulated).toBe(one.sent / 200)
    const events = countInterval({ messages: one.sent / 60, squares: one.sent / 60, largest: 1 })
    expect(one.howOftenLow).toBeCloseTo((60 * events.low) / 200, 6)
    expect(one.howOftenHigh).toBeCloseTo((60 * events.high) / 200, 6)
  })

  test('counts one sending where all devices take in the same', async () => {
    const one = (await outcomes(SHED)).get(BROADCAST)!
    expect(one.howOftenStated!.low).toBeCloseTo(12 / 365, 9)
    expect(one.sent).toBeGreaterThan(0)
    expect(one.howOftenSimulated).toBeCloseTo(one.sent / 1000 / 200, 9)
    expect(one.howOftenVerdict).not.toBe('fail')
  })

  test('leaves out what is scripted', async () => {
    const script = 'events=[{ at: "12:00", what: load-shed, by: utility, sender: LMS, cast: unicast }]'
    const [without, beside] = await Promise.all(
      [[], [script]].map(async (set) => (await outcomes(SHED, ...set)).get(REQUEST)!),
    )
    expect(beside!.sent).toBe(without!.sent + 60)
    expect(beside!.howOftenSimulated).toBe(without!.howOftenSimulated)
  })

  test('is not exercised where none is to be expected in so short a run', async () => {
    // One event a month, of 60 messages: in twelve days there is none more often than not.
    const found = await Promise.all([1, 2, 3, 4].map((seed) => outcomes(SHED, 'duration=12 days', `seed=${seed}`)))
    const none = found.map((all) => all.get(REQUEST)!).filter((one) => one.sent === 0)
    expect(none.length).toBeGreaterThan(0)
    for (const one of none) expect(one).toMatchObject({ howOftenSimulated: 0, howOftenVerdict: 'not exercised' })
  })

  test('is not exercised where the deployment lets none come by itself', async () => {
    const found = await outcomes(SHED, 'spontaneous-events=false')
    for (const id of [REQUEST, BROADCAST])
      expect(found.get(id)).toMatchObject({ howOftenVerdict: 'not exercised', howOftenSimulated: undefined })
  })
})
