import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { assumptionsBehind } from '../../src/report/assumptions.js'
import { tableText } from '../../src/report/table.js'
import { catalogue, deploymentOf } from '../deployment/fixture.js'
import { rowsOf, written } from './written.js'

const TOWN = `name: town
duration: 5 h 30 min
start: 2026-02-27 20:45
quantities: { meters: { electric: { residential: 60, commercial: 6 } }, endpoints-per-dap: 20 }
networks: { nan: { loss: 20%, retries: 1 } }
`
// The columns that the file formats promise: others may follow, none may change its place.
const HEADERS: [file: string, header: string][] = [
  [
    'requirements.csv',
    'requirement,payload,use_case,section,from,to,sent,delivered,in_time,lost,open,counted,share_delivered,share_in_time,' +
      'low,high,bound_reliability,bound_latency_s,latency_p50_s,latency_p90_s,latency_p95_s,latency_p99_s,' +
      'latency_mean_s,latency_max_s,verdict,reason,share_devices,gap_longest_s,how_often_stated,how_often_simulated,' +
      'how_often_low,how_often_high,how_often_verdict,how_often_ratio,devices_counted,devices_below_bound,devices_failing',
  ],
  [
    'legs.csv',
    'requirement,territory,leg,flow,network,from,to,link,messages,processing_mean_s,processing_p95_s,queueing_mean_s,' +
      'queueing_p95_s,transmission_mean_s,transmission_p95_s,retry_mean_s,retry_p95_s,lost_queue_full',
  ],
  [
    'chains.csv',
    'section,name,from,to,sent,counted,in_time,share_in_time,low,high,bound_latency_s,bound_reliability,legs_latency_s,' +
      'legs_reliability,consistent,verdict,reason',
  ],
  ['payloads.csv', 'payload,sent,delivered,resent,duplicates,bytes_application,bytes_security,bytes_wire'],
  ['links.csv', 'link,network,direction,from,to,packets_offered,packets_delivered'],
  [
    'hourly.csv',
    'network,direction,hour,hour_start,links,messages,bytes_application,bytes_security,bytes_wire,utilisation',
  ],
  [
    'timeline.csv',
    'minute,minutes,network,direction,offered,delivered,lost_queue_full,lost_retries_exhausted,lost_collision,lost_noise,' +
      'lost_channel_busy,lost_out_of_range,lost_node_down,lost_link_down,lost_expired,bytes_wire,backlog_packets,stored_packets,' +
      'devices_powered,devices_joined',
  ],
  ['assumptions.csv', 'assumption,value,set_by,source,description'],
]

describe('the report of a run', async () => {
  test('is these files, and no other', async () => {
    const { files } = await written(deploymentOf(TOWN))
    expect([...files.keys()].sort()).toEqual([...HEADERS.map(([name]) => name), 'run.json', 'timing.json'].sort())
  })

  test.each(HEADERS)('has in %s the columns that it promises', async (name, header) => {
    const { files } = await written(deploymentOf(TOWN))
    const [first] = files.get(name)!.split('\n')
    expect(`${first},`.startsWith(`${header},`)).toBe(true)
    // snake_case, no column twice.
    const columns = first!.split(',')
    for (const column of columns) expect(column).toMatch(/^[a-z0-9]+(_[a-z0-9]+)*$/)
    expect(new Set(columns).size).toBe(columns.length)
  })

  test('has no empty cell: what does not exist is NA, nothing is 0', async () => {
    const { files } = await written(deploymentOf(TOWN))
    for (const [name] of HEADERS) {
      const rows = rowsOf(files.get(name)!)
      // Only distribution has sub-totals (4.5.4.2): chains.test.ts.
      expect(rows.length > 0, name).toBe(name !== 'chains.csv')
      for (const row of rows) expect(Object.entries(row).filter(([, cell]) => cell === '')).toEqual([])
      expect(files.get(name)).not.toMatch(/NaN|undefined|Infinity|null/)
    }
    const rows = rowsOf(files.get('requirements.csv')!)
    // 15 minutes before 21:00 the windows of 4.15 are over: nothing is switched at night.
    const idle = rows.find((row) => row['requirement'] === '4.15.4.1/SW_opr_cmd/1')!
    expect(idle).toMatchObject({ sent: '0', lost: '0', latency_p50_s: 'NA', share_in_time: 'NA', low: 'NA' })
    expect(idle['verdict']).toBe('not exercised')
    // Only reads belong to devices that owe them.
    expect(idle).toMatchObject({ share_devices: 'NA', gap_longest_s: 'NA' })
  })

  test('says in requirements.csv how often the SRS has it sent, beside how often it was', async () => {
    const { files, result } = await written(deploymentOf(TOWN))
    const rows = rowsOf(files.get('requirements.csv')!)
    const row = (id: string) => rows.find((one) => one['requirement'] === id)!
    // 1-50 per 1000 a day of 66 meters, in hours that this run has not.
    expect(row('4.15.4.1/SW_opr_cmd/1')).toMatchObject({
      how_often_stated: '0.066-3.3', how_often_simulated: 'NA', how_often_low: 'NA', how_often_high: 'NA',
      how_often_verdict: 'not exercised', how_often_ratio: 'NA',
    }) // prettier-ignore
    // Once a day of 66 meters, in 5.5 hours: one more or less of each.
    const read = row('4.10.4.3/Mtr-read_data_resp-data/1')
    const perDay = (messages: number) => (messages * 24) / 5.5
    expect([read['how_often_stated'], read['how_often_verdict']]).toEqual(['66', 'undecided'])
    expect(Number(read['how_often_simulated'])).toBeCloseTo(perDay(Number(read['sent'])), 6)
    expect(Number(read['how_often_high'])).toBeCloseTo(perDay(Number(read['sent']) + 66), 6)
    expect(Number(read['how_often_ratio'])).toBeCloseTo(perDay(Number(read['sent'])) / 66, 9)
    // An effect has its ratio: responses of 25 per 1000 a day.
    const answer = row('4.10.4.1/on-demand_Mtr-read_resp-data/1')
    expect(answer).toMatchObject({ how_often_stated: '1.65', how_often_low: 'NA', how_often_high: 'NA' })
    expect(answer['how_often_verdict']).toBe('NA')
    for (const [i, one] of rows.entries())
      expect(one['how_often_verdict']).toBe(result.outcomes[i]!.howOftenVerdict ?? 'NA')
  })

  test('says in requirements.csv what was counted, and in seconds', async () => {
    const { files, result } = await written(deploymentOf(TOWN))
    const rows = rowsOf(files.get('requirements.csv')!)
    expect(rows).toHaveLength(result.outcomes.length)
    for (const row of rows) {
      const [sent, delivered, lost, open] = ['sent', 'delivered', 'lost', 'open'].map((name) => Number(row[name]))
      expect(sent).toBe(delivered! + lost! + open!)
      expect(['pass', 'fail', 'undecided', 'not exercised']).toContain(row['verdict'])
      expect(row['reason']).not.toBe('NA')
      if (row['latency_p50_s'] === 'NA') continue
      const quantiles = ['p50', 'p90', 'p95', 'p99', 'max'].map((name) => Number(row[`latency_${name}_s`]))
      expect([...quantiles].sort((a, b) => a - b)).toEqual(quantiles)
      // A message of this town needs less than a minute, and more than the meter's 50 ms or the enterprise's millisecond.
      expect(quantiles[0]).toBeGreaterThan(0.001)
      expect(quantiles[4]).toBeLessThan(60)
    }
    const read = rows.find((row) => row['requirement'] === '4.10.4.3/Mtr-read_data_resp-data/1')!
    // 98% success over 1 day, in the order of the cell: a day is 86 400 s.
    expect([read['bound_latency_s'], read['bound_reliability']]).toEqual(['86400', '0.98'])
  })

  test('has in legs.csv a line for each leg of each path, whose times add up to the latency and whose losses to those of the whole', async () => {
    const { files, result } = await written(deploymentOf(TOWN))
    const legs = rowsOf(files.get('legs.csv')!)
    expect(legs).toHaveLength(result.model.applied.reduce((sum, one) => sum + one.hops.length, 0))
    const links = new Set(rowsOf(files.get('links.csv')!).map((row) => row['link']))
    const flows = new Set(legs.map((row) => row['flow']))
    for (const row of legs) expect(links.has(row['link']) || flows.has(row['link'])).toBe(true)
    let compared = 0
    for (const whole of rowsOf(files.get('requirements.csv')!)) {
      const own = legs.filter((row) => row['requirement'] === whole['requirement'])
      expect(own.map((row) => row['leg'])).toEqual(own.map((_, i) => String(i + 1)))
      expect([own[0]!['from'], own.at(-1)!['to'], own[0]!['territory']]).toEqual([whole['from'], whole['to'], 'NA'])
      const column = (row: Record<string, string>, pattern: RegExp) =>
        Object.keys(row).reduce((sum, name) => sum + (pattern.test(name) ? Number(row[name]) : 0), 0)
      expect(own.reduce((sum, row) => sum + column(row, /^lost_/), 0)).toBe(Number(whole['lost']))
      for (const row of own) {
        const lost = column(row, /^lost_/)
        expect(row['messages']).toBe(whole['delivered'])
        expect(row['share_in_bound'] === 'NA').toBe(Number(row['messages']) + lost === 0)
        if (row['in_bound'] === 'NA') continue
        expect(row['in_bound']).toBe(Number(row['share_in_bound']) > Number(row['bound_reliability']) ? 'yes' : 'no')
      }
      if (whole['delivered'] === '0') continue
      const mean = own.reduce((sum, row) => sum + column(row, /_mean_s$/), 0)
      expect(mean / Number(whole['latency_mean_s'])).toBeCloseTo(1, 9)
      compared++
    }
    expect(compared).toBeGreaterThan(4)
  })

  test('has in hourly.csv the hours of the local clock, also those that the run covers in part', async () => {
    const { files } = await written(deploymentOf(TOWN))
    const up = rowsOf(files.get('hourly.csv')!).filter((row) => row['network'] === 'nan' && row['direction'] === 'up')
    // 20:45 to 2:15 of the next day; 2026 is no leap year.
    expect(up.map((row) => row['hour_start'])).toEqual([
      '2026-02-27 20:00',
      '2026-02-27 21:00',
      '2026-02-27 22:00',
      '2026-02-27 23:00',
      '2026-02-28 00:00',
      '2026-02-28 01:00',
      '2026-02-28 02:00',
    ])
    expect(up.map((row) => row['hour'])).toEqual(['20', '21', '22', '23', '24', '25', '26'])
    expect(up[0]!['links']).toBe('4')
  })

  test('sums up to the same bytes by hour as by link', async () => {
    const { files } = await written(deploymentOf(TOWN))
    const [hourly, links] = ['hourly.csv', 'links.csv'].map((name) => rowsOf(files.get(name)!))
    const total = (rows: Record<string, string>[], network: string, direction: string, column: string) =>
      rows
        .filter((row) => row['network'] === network && row['direction'] === direction)
        .reduce((sum, row) => sum + Number(row[column]), 0)
    for (const network of ['nan', 'wan', 'enterprise']) {
      for (const direction of ['up', 'down']) {
        for (const column of ['bytes_application', 'bytes_wire']) {
          const [byHour, byLink] = [hourly!, links!].map((rows) => total(rows, network, direction, column))
          expect(byHour).toBe(byLink)
        }
      }
    }
    expect(total(links!, 'nan', 'up', 'bytes_wire')).toBeGreaterThan(10_000)
  })

  test('lists the assumptions and the readings of what the SRS gets wrong', async () => {
    const { files, result } = await written(deploymentOf(TOWN))
    const names = rowsOf(files.get('assumptions.csv')!).map((row) => row['assumption'])
    // All that bear on the run: not those of networks that no message crosses, nor of actors that take no part.
    const all = result.deployment.assumptions.map((one) => one.name)
    expect(names).toEqual(expect.arrayContaining(all.filter((name) => name.startsWith('networks.nan'))))
    // 4.10 and 4.15: batches (4.10.4.5) of xMB, reads that refer to the table, ranges, windows of the day; no event, no outage,
    // no device in its first year, and no x of answers, of joins or of alarms.
    const open = names.filter((name) => /^(choices|timing|assumptions|effects|collection|spontaneous)/.test(name!))
    expect(open).toEqual([
      ...[
        'timing.scheduled-reads',
        'timing.jitter',
        'timing.everything-else',
        'effects',
        'collection',
        'choices.ranges',
      ],
      ...['assumptions.x-batches', 'assumptions.segment', 'assumptions.x-mb', 'assumptions.see-reqmts-table'],
      ...['assumptions.see-reqmts-table-errors', 'assumptions.share-in-when', 'assumptions.reliability-holds'],
    ])
    expect(names).toContain('nodes.meter.processing')
    for (const idle of ['networks.fan.rate', 'nodes.dms.processing', 'enrolment.rep', 'quantities.substations'])
      expect(names).not.toContain(idle)
    expect(names).toContain('errata 4.15.4.1#1')
    expect(names.some((name) => name!.startsWith('errata 4.15.4.9'))).toBe(false)
  })
})

test('a reading of the user’s own has their folder for its source, also in the place of a shipped one', () => {
  const deployment = deploymentOf(TOWN)
  const folder = 'mine'
  const own = (id: string) => ({
    ...catalogue.errata.find((one) => one.id === id)!,
    position: { file: join(folder, 'errata.csv'), line: 2, column: 1 },
  })
  const errata = catalogue.errata.map((one) => (one.id === '4.15.4.1#3' ? own(one.id) : one))
  const changed = { ...deployment, catalogue: { ...catalogue, errata, own: { folder, added: [], replaced: [] } } }
  const source = (of: typeof deployment, id: string) =>
    assumptionsBehind(of, catalogue.requirements).find((one) => one.name === `errata ${id}`)!.source
  expect(source(changed, '4.15.4.1#3')).toBe('own folder')
  expect(source(changed, '4.15.4.1#1')).toBe('SRS 4.15.4.1')
  expect(source(deployment, '4.15.4.1#3')).toBe('SRS 4.15.4.1')
})

describe('a link that is offered more than it can carry', async () => {
  test('is busy all the time, from its first packet to the end: its utilisation is 1', async () => {
    const { files } = await written(
      deploymentOf(`name: full
use-cases: [Meter Reading]
duration: 4 h
quantities: { meters: { electric: { residential: 50 } } }
networks: { nan: { rate: 300 bps, loss: 0% } }
choices: { requirements: { 4.10.4.4/Mtr-read_multi-interval-data_resp-data/7: { how-often: 480 per day, size: 1000 B } } }
`),
    )
    const link = rowsOf(files.get('links.csv')!).find((row) => row['network'] === 'nan' && row['direction'] === 'up')!
    // 50 meters send 1060 bytes every 3 minutes: 2356 bit/s. The first comes within seconds of 4 hours.
    expect(Number(link['utilisation'])).toBeGreaterThan(0.995)
    expect(Number(link['utilisation'])).toBeLessThanOrEqual(1)
    expect(Number(link['lost_queue_full'])).toBeGreaterThan(1000)
    const hours = rowsOf(files.get('hourly.csv')!).filter(
      (row) => row['network'] === 'nan' && row['direction'] === 'up',
    )
    expect(hours).toHaveLength(4)
    for (const hour of hours.slice(1)) expect(Number(hour['utilisation'])).toBeCloseTo(1, 2)
  })
})

describe('a table', () => {
  test('writes figures that do not exist as NA, and 0 as 0', () => {
    expect(
      tableText(
        ['a', 'b'],
        [
          [0, undefined],
          [NaN, Infinity],
          ['', 'x'],
        ],
      ),
    ).toBe('a,b\n0,NA\nNA,NA\nNA,x\n')
  })

  test('shows no trace of how a figure was summed up', () => {
    expect(tableText(['a'], [[0.1 + 0.2], [1 / 3], [1e15 + 1]])).toMatch(
      /^a\n0\.3\n0\.33333333\d*\n1000000000000001\n$/,
    )
  })

  test('hides from spreadsheets that a text looks like a formula', () => {
    const [, ...lines] = tableText(['a'], [['=1+1'], ['+x'], ['@x'], ['-x'], ['x=1']])
      .trim()
      .split('\n')
    expect(lines).toEqual(["'=1+1", "'+x", "'@x", "'-x", 'x=1'])
  })

  test('quotes commas, quotes and line breaks', () => {
    expect(tableText(['a'], [['x,y'], ['say "x"'], ['x\ny']])).toBe('a\n"x,y"\n"say ""x"""\n"x\ny"\n')
  })
})
