import { describe, expect, test } from 'vitest'
import { InputError } from '../../src/input/problems.js'
import { readColumnMap } from '../../src/run/check-columns.js'
import { deploymentOf } from '../deployment/fixture.js'
import { checked, TOWN } from './traces.js'

/** SRS 4.10.4.1: more than 98 % within less than 15 s. */
const COMMAND = '4.10.4.1/on-demand_Mtr-read_cmd/1'
const COLUMNS = 'message,requirement,device,sent_at,received_at,outcome'

/** What is wrong with a trace, without the folder of its file. */
async function refusal(columns: string, rows: string[], options: Parameters<typeof checked>[2] = {}): Promise<string> {
  try {
    await checked(columns, rows, options)
  } catch (error) {
    if (error instanceof InputError) return error.message.replaceAll(/\S*\/(t\.\w+)/g, '$1')
    throw error
  }
  throw new Error('nothing was wrong with it')
}

/** So many commands, one a minute from 1:00 on, each received after so many seconds; NA: never. */
function commands(latencies: readonly (number | 'NA')[], from = 3600): string[] {
  return latencies.map((latency, i) => {
    const sent = from + 60 * i
    return `${i},${COMMAND},meter ${i % 7},${sent},${latency === 'NA' ? 'NA' : sent + latency},`
  })
}

describe('a trace held against the requirements', () => {
  test('counts what is in time, with a strict bound, of what its bound had passed of by the end', async () => {
    const rows = commands([1, 14.999999, 15, 20, 'NA'])
    // Sent 10 s before the end: whether it would have been in time nobody knows.
    const late = `99,${COMMAND},meter 3,${24 * 3600 - 10},NA,`
    const { outcome, notes } = await checked(COLUMNS, [...rows, late])
    expect(outcome(COMMAND)).toMatchObject({ sent: 6, delivered: 4, inTime: 2, lost: 1, open: 1, counted: 5 })
    expect(notes).toMatchObject({ rows: 6, counted: 6, own: false })
  })

  test('passes and fails on both sides of the bound', async () => {
    // One an hour of a day is too few hours to be sure of 98 %; all good ones tell nothing worse than undecided.
    const good = await checked(COLUMNS, commands(Array.from({ length: 1300 }, () => 2)))
    expect(good.outcome(COMMAND).inTime).toBe(1300)
    expect(good.outcome(COMMAND).verdict).not.toBe('fail')
    const bad = await checked(COLUMNS, commands(Array.from({ length: 1300 }, (_, i) => (i % 10 === 0 ? 30 : 2))))
    expect(bad.outcome(COMMAND)).toMatchObject({ verdict: 'fail', inTime: 1170 })
  })

  test('gives latencies to the microsecond', async () => {
    const { outcome } = await checked(COLUMNS, [`1,${COMMAND},a,3600.000001,3600.250004,delivered`])
    expect(outcome(COMMAND).latencyS).toMatchObject({ p50: 0.250003, max: 0.250003 })
  })

  test('takes the first receipt of what came twice, and one that comes after it was told of as lost', async () => {
    const { outcome, notes } = await checked(COLUMNS, [
      `1,${COMMAND},a,3600,3601,delivered`,
      `1,${COMMAND},a,3600,3690,delivered`,
      `2,${COMMAND},a,3600,NA,lost`,
      // Sent again by the sender: the time runs from the first sending.
      `2,${COMMAND},a,3604,3605,delivered`,
      `2,${COMMAND},a,3600,NA,lost`,
      // The same message to another device is another receipt.
      `2,${COMMAND},b,3600,3602,delivered`,
    ])
    expect(outcome(COMMAND)).toMatchObject({ sent: 3, delivered: 3, inTime: 3, lost: 0, open: 0 })
    expect(outcome(COMMAND).latencyS).toMatchObject({ max: 5 })
    expect(notes).toMatchObject({ rows: 6, counted: 4, duplicates: 2 })
  })

  test('counts receipts before their sending with latency 0, and says how many, how much and where', async () => {
    const rows = commands([1, -0.02, -2, 3])
    const { outcome, notes } = await checked(COLUMNS, rows, { skew: 50_000 })
    expect(outcome(COMMAND)).toMatchObject({ sent: 4, delivered: 4, inTime: 4 })
    expect(outcome(COMMAND).latencyS).toMatchObject({ p50: 0 })
    expect(notes.negative).toEqual({
      ...{ rows: 2, beyond: 1, skew: 50_000, worst: 2e6, worstLine: 4 },
      byRequirement: [{ requirement: COMMAND, rows: 2, worst: 2e6 }],
    })
  })

  test('leaves out what was sent outside of the time, and takes what came after the end for open', async () => {
    const deployment = deploymentOf(TOWN, 'start=2026-03-02 06:00', 'duration=2 h')
    const { outcome, notes } = await checked(
      COLUMNS,
      [
        `1,${COMMAND},a,${6 * 3600 - 1},${6 * 3600},`,
        `2,${COMMAND},a,${6 * 3600},${6 * 3600 + 1},`,
        `3,${COMMAND},a,${8 * 3600 - 60},${8 * 3600 + 1},delivered`,
        `4,${COMMAND},a,${8 * 3600 + 1},${8 * 3600 + 2},`,
        `5,${COMMAND},a,NA,${7 * 3600},`,
      ],
      { deployment },
    )
    expect(outcome(COMMAND)).toMatchObject({ sent: 2, delivered: 1, open: 1, counted: 2, inTime: 1 })
    expect(notes).toMatchObject({ before: 1, after: 1, late: 1, unsent: 1, counted: 2 })
  })

  test('says what became of a message without a receipt', async () => {
    const { outcome } = await checked(COLUMNS, [
      `1,${COMMAND},a,3600,NA,open`,
      `2,${COMMAND},a,3600,,lost`,
      `3,${COMMAND},a,3600,null,`,
    ])
    expect(outcome(COMMAND)).toMatchObject({ sent: 3, delivered: 0, lost: 2, open: 1, counted: 3, inTime: 0 })
    expect(outcome(COMMAND).losses).toEqual([{ place: 'an unknown place: no receipt', messages: 2 }])
  })

  test('believes a time of receipt more than an outcome that says there was none', async () => {
    const { outcome, notes } = await checked(COLUMNS, [
      `1,${COMMAND},a,3600,3601,lost`,
      `2,${COMMAND},a,3600,3601,open`,
      `3,${COMMAND},a,3600,3601,delivered`,
      `4,${COMMAND},a,3600,NA,lost`,
    ])
    expect(outcome(COMMAND)).toMatchObject({ sent: 4, delivered: 3, lost: 1, inTime: 3 })
    expect(notes.contradictions).toBe(2)
  })

  test('leaves out no warm-up that would have to be found, and says so', async () => {
    const sought = await checked(COLUMNS, commands([1]), { deployment: deploymentOf(TOWN, 'warm-up=found') })
    expect(sought.notes.warmUpSought).toBe(true)
    expect(sought.outcome(COMMAND).counted).toBe(1)
    const given = await checked(COLUMNS, commands([1]), { deployment: deploymentOf(TOWN, 'warm-up=2 h') })
    expect(given.notes.warmUpSought).toBe(false)
    // It was sent an hour after the start.
    expect(given.outcome(COMMAND).counted).toBe(0)
  })

  test('tells the districts of a foreign trace apart, whatever the deployment has, up to 64', async () => {
    const columns = `${COLUMNS},district`
    const rows = (districts: number) =>
      commands(Array.from({ length: 1000 }, (_, i) => (i % 13 < 1 ? 30 : 2))).map(
        (row, i) => `${row},D${i % districts}`,
      )
    // An hour of one place is one thing that may go wrong, of ten places it is ten.
    const [apart, together] = [await checked(columns, rows(10)), await checked(columns, rows(1))]
    expect(apart.notes).toMatchObject({ districts: 10, mostDistricts: 64 })
    const width = ({ outcome }: typeof apart) => outcome(COMMAND).high! - outcome(COMMAND).low!
    expect(width(apart)).toBeLessThan(width(together))
    const many = await checked(columns, rows(100))
    expect(many.notes).toMatchObject({ districts: 100, mostDistricts: 64, counted: 1000 })
    expect(many.outcome(COMMAND).inTime).toBe(1000 - 77)
  })

  test('is the same as NDJSON', async () => {
    const rows = commands([1, 20, 'NA', -1])
    const objects = rows.map((row) => {
      const [message, requirement, device, sent, received] = row.split(',')
      return JSON.stringify({
        ...{ message: Number(message), requirement, device, sent_at: Number(sent) },
        received_at: received === 'NA' ? null : Number(received),
      })
    })
    const csv = await checked(COLUMNS, rows)
    const ndjson = await checked(objects[0]!, objects.slice(1), { name: 't.ndjson' })
    expect(ndjson.outcomes).toEqual(csv.outcomes)
  })

  test('needs no messages, devices or outcomes: then it says what it cannot tell', async () => {
    const { outcome, notes } = await checked('requirement,sent_at,received_at', [
      `${COMMAND},3600,3601`,
      `${COMMAND},3600,3601`,
    ])
    expect(outcome(COMMAND)).toMatchObject({ sent: 2, delivered: 2, devicesCounted: undefined })
    expect(notes.without).toEqual(['message', 'device', 'outcome', 'cause'])
  })
})

describe('a row that does not name its requirement', () => {
  const NAMED = 'message,payload,from,to,sent_at,received_at,cause'
  const HEAD_END = 'CIS/Billing - Utility'
  const METER = '2-Way Meter - Electr'
  const [OPERATED, CANCELLED] = ['4.15.4.1/SW_opr_cmd_ack/1', '4.15.4.2/SW_opr_cmd_ack/1']

  test('is of the one that applies with its payload, sender and receiver', async () => {
    const { outcome } = await checked(NAMED, [`1,on-demand_Mtr-read_cmd,${HEAD_END},${METER},3600,3601,`])
    expect(outcome(COMMAND).sent).toBe(1)
  })

  test('of several is the one that its cause has: a message above, or the name of a payload', async () => {
    const { outcome, notes } = await checked(NAMED, [
      `c1,SW_opr_cmd,${HEAD_END},${METER},3600,3601,`,
      `c2,SW_opr_cancel_cmd,${HEAD_END},${METER},3600,3601,`,
      `a1,SW_opr_cmd_ack,${METER},${HEAD_END},3601,3602,c1`,
      `a2,SW_opr_cmd_ack,${METER},${HEAD_END},3601,3602,c2`,
      `a3,SW_opr_cmd_ack,${METER},${HEAD_END},3601,3602,SW_opr_cancel_cmd`,
      `a4,SW_opr_cmd_ack,${METER},${HEAD_END},3601,3602,`,
      `a5,SW_opr_cmd_ack,${METER},${HEAD_END},3601,3602,c9`,
    ])
    expect(outcome(OPERATED).sent).toBe(1)
    expect(outcome(CANCELLED).sent).toBe(2)
    expect(notes.ambiguous).toEqual([
      { name: `SW_opr_cmd_ack: ${METER} → ${HEAD_END}`, rows: 2, hint: `${OPERATED}, ${CANCELLED}` },
    ])
    expect(notes).toMatchObject({ rows: 7, counted: 5, causeless: 1 })
  })

  test('is not counted where nothing is called so: told by name, with the nearest', async () => {
    const { notes } = await checked('requirement,payload,from,to,sent_at,received_at', [
      `,on-demand_Mtr-read_cnd,${HEAD_END},${METER},3600,3601`,
      `,heartbeat_of_the_vendor,${HEAD_END},${METER},3600,3601`,
      `,on-demand_Mtr-read_cmd,CIS/Billing - Utilty,${METER},3600,3601`,
      `,on-demand_Mtr-read_cmd,${METER},${HEAD_END},3600,3601`,
      `4.10.4.1/on-demand_Mtr-read_cmd/91,,,,3600,3601`,
      `4.5.4.2/no_such/1,,,,3600,3601`,
      `4.17.4.1/firmware-image_broadcast/1,,,,3600,3601`,
    ])
    const { payloads, actors, pairs, requirements } = notes.unknown
    expect(payloads).toEqual([
      { name: 'on-demand_Mtr-read_cnd', rows: 1, hint: 'on-demand_Mtr-read_cmd' },
      { name: 'heartbeat_of_the_vendor', rows: 1, hint: undefined },
    ])
    expect(actors).toEqual([{ name: 'CIS/Billing - Utilty', rows: 1, hint: HEAD_END }])
    expect(pairs[0]!.name).toBe(`on-demand_Mtr-read_cmd: ${METER} → ${HEAD_END}`)
    expect(requirements[0]).toMatchObject({ name: '4.10.4.1/on-demand_Mtr-read_cmd/91' })
    expect(requirements[0]!.hint).toMatch(/^4\.10\.4\.1\/on-demand_Mtr-read_cmd\/\d+$/)
    expect(notes).toMatchObject({ rows: 7, counted: 0 })
  })

  test('has no part in the deployment where its use case is not in play', async () => {
    const { notes } = await checked('payload,from,to,sent_at,received_at', [
      'RTP_price,CIS/Billing - Utility,MDMS,3600,3601',
    ])
    expect(notes.counted).toBe(0)
  })
})

describe('times', () => {
  const at = async (sent: string, received: string, options: Parameters<typeof checked>[2] = {}) => {
    const { outcome, notes } = await checked(
      'requirement,sent_at,received_at',
      [`${COMMAND},${sent},${received}`],
      options,
    )
    return { latency: outcome(COMMAND).latencyS?.max, ...notes }
  }

  test('count seconds from midnight, or what is said', async () => {
    expect(await at('3600', '3601.5')).toMatchObject({ latency: 1.5, counted: 1 })
    expect(await at('3600000', '3601500', { unit: 1e3 })).toMatchObject({ latency: 1.5, counted: 1 })
    expect(await at('3600000000', '3601500001', { unit: 1 })).toMatchObject({ latency: 1.500001, counted: 1 })
  })

  test('count from 1970: moments of the local time that the zone has at the start', async () => {
    // 2026-03-02 is winter: noon UTC is 13:00 in Berlin. The day is from its own midnight, 23:00 UTC of the day before.
    const noon = Date.UTC(2026, 2, 2, 12) / 1000
    expect(await at(`${noon}`, `${noon + 2}`, { epoch: true })).toMatchObject({ latency: 2, counted: 1 })
    const zone = 'Europe/Berlin'
    const first = Date.UTC(2026, 2, 1, 23) / 1000
    expect(await at(`${first}`, `${first + 2}`, { epoch: true, zone })).toMatchObject({
      latency: 2,
      counted: 1,
      before: 0,
    })
    expect(await at(`${first - 1}`, `${first + 2}`, { epoch: true, zone })).toMatchObject({ counted: 0, before: 1 })
    expect(await at(`${first}`, `${first + 2}`, { epoch: true })).toMatchObject({ counted: 0, before: 1 })
  })

  test('are dates and times, as the clock of the deployment shows them or with an offset', async () => {
    expect(await at('2026-03-02T06:00:00.250', '"2026-03-02 06:00:01,750001"')).toMatchObject({
      latency: 1.500001,
      counted: 1,
    })
    expect(await at('2026-03-02T06:00:00.1Z', '2026-03-02T07:30:01.25+01:30', { zone: 'UTC' })).toMatchObject({
      latency: 1.15,
    })
    // Written as few files write it: without seconds, with a blank before the zone, with nine decimals.
    expect(await at('2026-03-02T06:00', '2026-03-02 06:00:01.000000600')).toMatchObject({ latency: 1.000001 })
    expect(await at('2026-03-02T06:00:00 UTC', '2026-03-02T07:00:01+0100', { zone: 'UTC' })).toMatchObject({
      latency: 1,
    })
    const zone = 'America/Chicago'
    expect(await at('2026-03-02T06:00:00Z', '2026-03-02T07:00:01+01:00', { zone })).toMatchObject({
      latency: 1,
      counted: 1,
    })
    expect(await at('2026-03-02T05:59:59Z', '2026-03-02T06:00:01Z', { zone })).toMatchObject({ counted: 0, before: 1 })
  })

  test('run through a change to summer time without a jump', async () => {
    // In Berlin 2026-03-29 02:00 becomes 03:00: from 01:59:59 to 03:00:01 are two seconds.
    const deployment = deploymentOf(TOWN, 'start=2026-03-29')
    const zone = 'Europe/Berlin'
    expect(await at('2026-03-29T01:59:59', '2026-03-29T03:00:01', { zone, deployment })).toMatchObject({ latency: 2 })
    expect(await at('2026-03-29T01:59:59', '2026-03-29T03:00:01', { deployment })).toMatchObject({ latency: 3602 })
  })

  test('of several forms in a column are refused with their place', async () => {
    const rows = [
      `${COMMAND},3600,3601`,
      `${COMMAND},2026-03-02T06:00:00,3601`,
      `${COMMAND},"12,5",3601`,
      `${COMMAND},soon,3601`,
    ]
    expect(await refusal('requirement,sent_at,received_at', rows)).toBe(
      [
        't.csv:3:35: sent_at: expected a number, as in the rows above, found a date and a time',
        't.csv:4:35: sent_at: expected a number, or a date and a time such as 2026-01-01T06:30:00.250, found "12,5"',
        '  write the decimals after a point',
        't.csv:5:35: sent_at: expected a number, or a date and a time such as 2026-01-01T06:30:00.250, found "soon"',
      ].join('\n'),
    )
  })

  test('with an offset need to be told whose time is meant: the first of each column is named', async () => {
    const rows = [
      `${COMMAND},2026-03-02T06:00:00Z,NA`,
      `${COMMAND},2026-03-02T06:00:00Z,2026-03-02T06:00:00-06:00`,
      `${COMMAND},2026-03-02T06:00:00+0100,NA`,
    ]
    const why = 'says a moment, but not what the clock of the deployment shows then'
    const hint = 'say --time-zone Europe/Berlin to convert to the time of a zone, --time-zone UTC to keep that of UTC'
    expect(await refusal('requirement,sent_at,received_at', rows)).toBe(
      [
        `t.csv:2:35: sent_at: the offset Z ${why}\n  ${hint}`,
        `t.csv:3:56: received_at: the offset -06:00 ${why}\n  ${hint}`,
      ].join('\n'),
    )
  })

  test('of another unit than is said are refused, with what to say', async () => {
    const columns = 'requirement,sent_at,received_at'
    const refused = async (sent: string, options = {}) => refusal(columns, [`${COMMAND},${sent},NA`], options)
    expect(await refused('1772452800000')).toMatch(/say --epoch --unit ms where times count ms from 1970/)
    expect(await refused('1772452800000000')).toMatch(/say --epoch --unit us where/)
    expect(await refused('1772452800000', { epoch: true })).toMatch(/say --unit ms where/)
    expect(await refused('1772452800000', { unit: 1e3 })).toMatch(/say --epoch where times count ms from 1970/)
    const numbers =
      /expected a number, as --unit and --epoch speak of numbers, found a date and a time\n {2}leave them out/
    expect(await refused('2026-03-02T06:00:00', { unit: 1e3 })).toMatch(numbers)
    expect(await refused('2026-03-02T06:00:00', { epoch: true })).toMatch(numbers)
  })

  test('that can only count from 1970, days that do not exist and unknown zones are refused', async () => {
    const columns = 'requirement,sent_at,received_at'
    expect(await refusal(columns, [`${COMMAND},1772452800,NA`])).toMatch(
      /more than three years after .*\n.*say --epoch/,
    )
    expect(await refusal(columns, [`${COMMAND},1e400,NA`])).toMatch(/^t\.csv:2:35: sent_at: expected a number/)
    expect(await refusal(columns, [`${COMMAND},2026-02-30T06:00,NA`])).toMatch(/expected a day and a time that exist/)
    expect(await refusal(columns, [`${COMMAND},3600,NA`], { zone: 'Europe/Berln' })).toBe(
      '--time-zone Europe/Berln: expected the name of a time zone\n  did you mean "Europe/Berlin"?',
    )
  })
})

describe('columns', () => {
  test('are called as the file calls them', async () => {
    const map = readColumnMap(['sent_at=tx time', 'received_at=rx', 'requirement=REQ', 'device=from'])
    const { outcome } = await checked('REQ;from;tx time;rx;more', [`${COMMAND};m1;3600;3601;x`], { map })
    expect(outcome(COMMAND)).toMatchObject({ sent: 1, devicesCounted: 1 })
    // A column that is the device is not the sender too.
    const found = readColumnMap(['device=from'])
    const { notes } = await checked(
      'payload,from,to,sent_at,received_at',
      [`on-demand_Mtr-read_cmd,m1,2-Way Meter - Electr,1,2`],
      { map: found },
    )
    expect(notes.unknown.actors).toEqual([])
    expect(notes.counted).toBe(1)
  })

  test('that are missing are told with what is there', async () => {
    expect(await refusal('message,sentat,payload', ['1,2,3'])).toBe(
      [
        't.csv:1:1: the column "sent_at" is missing',
        '  there are: message, sentat, payload; say which it is with --map "sent_at=sentat"',
        't.csv:1:1: the column "received_at" is missing',
        '  there are: message, sentat, payload; say which it is with --map "received_at=<the column of the file>"',
      ].join('\n'),
    )
  })

  test('that are mapped must be there, on both sides', async () => {
    expect(() => readColumnMap(['snt_at=tx', 'sent_at', 'bytes=a', 'bytes=b'])).toThrow(
      [
        '--map bytes=b: "bytes" is mapped already, to "a"',
        '--map sent_at: expected ours=theirs, such as sent_at=tx_time',
        '--map snt_at=tx: a trace has no column "snt_at"',
        '  did you mean "sent_at"?',
      ].join('\n'),
    )
    const map = readColumnMap(['sent_at=tx_tme'])
    expect(await refusal('requirement,tx_time,received_at', ['1,2,3'], { map })).toBe(
      '--map sent_at=tx_tme: t.csv has no column "tx_tme"\n  did you mean "tx_time"?',
    )
  })

  test('hold only words that are known', async () => {
    const rows = [`1,${COMMAND},a,3600,3601,deliverd`, `1,${COMMAND},a,3600,NA,delivered`]
    expect(await refusal(COLUMNS, rows)).toBe(
      [
        't.csv:2:49: outcome: expected one of delivered, lost, open, due, found "deliverd"',
        '  did you mean "delivered"?',
        't.csv:3:44: received_at: expected when it was received: it is delivered',
      ].join('\n'),
    )
  })

  test('that differ from ours by capitals and blanks only are told of, or hinted at', async () => {
    expect(await refusal('requirement,Sent At,received_at', ['1,2,3'])).toMatch(
      /say which it is with --map "sent_at=Sent At"/,
    )
    const { notes } = await checked('requirement,Device,sent_at,received_at', [`${COMMAND},a,3600,3601`])
    expect(notes.nearColumns).toEqual([{ column: 'Device', ours: 'device' }])
    const map = readColumnMap(['device=Device'])
    const mapped = await checked('requirement,Device,sent_at,received_at', [`${COMMAND},a,3600,3601`], { map })
    expect(mapped.notes.nearColumns).toEqual([])
  })

  test('of a compressed file, or of a name that says nothing, are not looked for', async () => {
    expect(await refusal('a', [], { name: 't.gz' })).toMatch(/decompress it first/)
    expect(await refusal('a', [], { name: 't.xyz' })).toMatch(/expected the name of a trace to end in \.csv/)
  })
})

describe('scheduled reads', () => {
  /** SRS 4.10.4.4: 98 % within a day, more than 99.5 % within two days, of readings due every 4 to 6 hours. */
  const READ = '4.10.4.4/Mtr-read_multi-interval-data_resp-data/7'
  const HOUR = 3600
  const deployment = () => deploymentOf(TOWN, 'duration=4 days')

  test('of another tool are due when they are sent, one reading each', async () => {
    const { outcomes } = await checked(
      COLUMNS,
      [`1,${READ},a,${HOUR},${HOUR + 5},`, `2,${READ},a,${5 * HOUR},NA,lost`, `3,${READ},b,${5 * HOUR},${6 * HOUR},`],
      { deployment: deployment() },
    )
    const read = outcomes.find((one) => one.requirement.id === READ)!
    expect(read).toMatchObject({ sent: 3, delivered: 2, lost: 1, counted: 3, inTime: 2 })
    // From the start to the end a device of which nothing was read has gone without; the share is of all 40.
    expect(read.gapLongestS).toBe(4 * 24 * HOUR)
    expect(read.shareDevices).toBeCloseTo(39 / 40, 12)
  })

  test('that carry what earlier ones did not bring bring it once', async () => {
    const columns = `${COLUMNS},due_at`
    const { outcome } = await checked(
      columns,
      [
        `1,${READ},a,${HOUR},NA,lost,${HOUR}`,
        `2,${READ},a,${5 * HOUR},NA,lost,${HOUR};${5 * HOUR}`,
        `3,${READ},a,${9 * HOUR},${9 * HOUR + 2},delivered,${HOUR};${5 * HOUR};${9 * HOUR}`,
        `NA,${READ},b,NA,NA,due,${3 * HOUR}`,
      ],
      { deployment: deployment() },
    )
    // Four readings were due; of three that were brought, one came after 8 h: later than the shortest of its windows, 4-6 h.
    expect(outcome(READ)).toMatchObject({ sent: 3, delivered: 1, lost: 2, counted: 4, inTime: 2 })
    // That one, and the one that nobody sent: of two devices of 40.
    expect(outcome(READ).shareDevices).toBeCloseTo(38 / 40, 12)
  })

  test('in rows that stand after later ones are told of', async () => {
    const rows = [`1,${READ},a,${9 * HOUR},${9 * HOUR + 1},`, `2,${READ},a,${HOUR},${HOUR + 1},`]
    const { notes } = await checked(COLUMNS, rows, { deployment: deployment() })
    expect(notes.disordered).toBe(1)
  })

  test('of more devices than there are are not told apart', async () => {
    const rows = Array.from({ length: 42 }, (_, i) => `${i},${READ},m${i},${HOUR},${HOUR + 1},`)
    const { notes, outcome } = await checked(COLUMNS, rows, { deployment: deployment() })
    expect(notes).toMatchObject({ devices: 42, strangers: 2 })
    expect(outcome(READ)).toMatchObject({ sent: 42, delivered: 42 })
  })
})
