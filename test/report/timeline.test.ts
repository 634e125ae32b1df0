import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { LOSS_REASONS } from '../../src/network/medium.js'
import { deploymentOf } from '../deployment/fixture.js'
import { Model } from '../../src/simulate/model.js'
import { finished } from '../simulate/finished.js'
import { randomDeployment } from '../simulate/random-deployment.js'
import { rowsOf, written } from './written.js'

const TOWN = `name: town
duration: 5 h 30 min
start: 2026-02-27 20:45
quantities: { meters: { electric: { residential: 60, commercial: 6 } }, endpoints-per-dap: 20 }
networks: { nan: { loss: 20%, retries: 1 } }
`
const OUTAGE = `name: town
profile: ACvW
use-cases: [ORM, Meter Reading]
start: 2026-06-01 12:00
duration: 6 h
quantities:
  meters: { electric: { residential: 1000 } }
  meters-per-feeder: 100
  endpoints-per-dap: 100
events:
  - { at: "13:00", what: power-lost, feeders: 50 % }
  - { at: "15:00", what: power-returned, feeders: 50 % }
  - { at: "13:00", for: 30 min, what: link-down, network: wan }
`
/** Of both files what counts packets: offered, delivered, and lost by each reason. */
const LOST = LOSS_REASONS.map((reason) => `lost_${reason.replaceAll(' ', '_')}`)
const IN_LINKS = ['packets_offered', 'packets_delivered', ...LOST]
const IN_TIMELINE = ['offered', 'delivered', ...LOST]

type Row = Record<string, string>
const laneOf = (row: Row) => `${row['network']} ${row['direction']}`

/** By network and direction: the sums of some columns, without the lines in which all are 0. */
function sums(rows: readonly Row[], columns: readonly string[]): Map<string, number[]> {
  const all = new Map<string, number[]>()
  for (const row of rows) {
    const sum = all.get(laneOf(row)) ?? columns.map(() => 0)
    all.set(
      laneOf(row),
      sum.map((one, i) => one + Number(row[columns[i]!])),
    )
  }
  return new Map([...all].filter(([, sum]) => sum.some((one) => one !== 0)).sort(([a], [b]) => (a < b ? -1 : 1)))
}

/** What every time line keeps, whatever happened: conservation, minute by minute and in all. */
function holds(files: Map<string, string>): { lines: number; lost: number; inside: number } {
  const [timeline, links, hourly] = ['timeline.csv', 'links.csv', 'hourly.csv'].map((name) => rowsOf(files.get(name)!))
  expect(sums(timeline!, IN_TIMELINE)).toEqual(sums(links!, IN_LINKS))
  // No medium of these runs sends anything by itself.
  expect(sums(timeline!, ['bytes_wire'])).toEqual(sums(hourly!, ['bytes_wire']))
  const backlog = new Map<string, number>()
  const told = new Map<string, string>()
  let before = ''
  for (const row of timeline!) {
    const lost = LOST.reduce((sum, column) => sum + Number(row[column]), 0)
    const inside = (backlog.get(laneOf(row)) ?? 0) + Number(row['offered']) - Number(row['delivered']) - lost
    expect(Number(row['backlog_packets'])).toBe(inside)
    expect(inside).toBeGreaterThanOrEqual(0)
    backlog.set(laneOf(row), inside)
    expect(row['minute']! >= before).toBe(true)
    before = row['minute']!
    const counts = [...IN_TIMELINE, 'bytes_wire', 'backlog_packets'].map((column) => Number(row[column]))
    const devices = `${row['devices_powered']} ${row['devices_joined']} ${row['stored_packets']}`
    expect(counts.some((count) => count > 0) || devices !== (told.get(laneOf(row)) ?? devices)).toBe(true)
    told.set(laneOf(row), devices)
  }
  const inside = sums(links!, ['packets_inside'])
  expect(new Map([...backlog].filter(([, packets]) => packets > 0).sort(([a], [b]) => (a < b ? -1 : 1)))).toEqual(
    new Map([...inside].map(([lane, [packets]]) => [lane, packets])),
  )
  const all = [...sums(links!, LOST).values()].flat().reduce((sum, one) => sum + one, 0)
  return { lines: timeline!.length, lost: all, inside: [...inside.values()].flat().reduce((sum, one) => sum + one, 0) }
}

describe('timeline.csv', () => {
  test('is of the minutes of the local clock, one line a network and direction', async () => {
    const { files } = await written(deploymentOf(TOWN))
    const rows = rowsOf(files.get('timeline.csv')!)
    for (const row of rows) expect(row['minute']).toMatch(/^2026-02-2[78] \d\d:\d\d$/)
    expect(rows[0]!['minute']! >= '2026-02-27 20:45').toBe(true)
    expect(rows.at(-1)!['minute']! <= '2026-02-28 02:15').toBe(true)
    expect(new Set(rows.map((row) => row['minutes']))).toEqual(new Set(['1']))
    const keys = rows.map((row) => `${row['minute']} ${laneOf(row)}`)
    expect(new Set(keys).size).toBe(keys.length)
    expect(keys.length).toBeGreaterThan(60)
  })

  test('has all devices of the NAN where nothing can fail, and none on a network that has no trees', async () => {
    const { files } = await written(deploymentOf(TOWN))
    for (const row of rowsOf(files.get('timeline.csv')!)) {
      const devices = row['network'] === 'nan' ? '66' : 'NA'
      expect([row['devices_powered'], row['devices_joined']]).toEqual([devices, devices])
    }
  })

  test('sums up to links.csv and hourly.csv, and ends with what is inside, in any deployment', async () => {
    const seen = { lines: 0, lost: 0, inside: 0 }
    await fc.assert(
      fc.asyncProperty(randomDeployment, async (yaml) => {
        const { lines, lost, inside } = holds((await written(deploymentOf(yaml))).files)
        seen.lines += lines
        seen.lost += lost
        seen.inside += inside
      }),
      { numRuns: 12, seed: 6 },
    )
    // The property is about something.
    expect(seen.lines).toBeGreaterThan(1000)
    expect(seen.lost).toBeGreaterThan(1000)
    expect(seen.inside).toBeGreaterThan(10)
  }, 60_000)

  test('does not depend on how the run is cut into slices', () => {
    const deployment = deploymentOf(TOWN)
    const sliced = new Model(deployment)
    let slices = 0
    // A moment that has passed: the run gives up whenever it looks at the time.
    while (!sliced.runSlice(0)) slices++
    expect(slices).toBeGreaterThan(100)
    expect([...sliced.timeline.lines()]).toEqual([...finished(deployment).timeline.lines()])
  })

  test('shows an outage: who is down, who joins again, and that nothing gets lost in the books', async () => {
    const { files } = await written(deploymentOf(OUTAGE))
    expect(holds(files).lost).toBeGreaterThan(0)
    const all = rowsOf(files.get('timeline.csv')!)
    const cut = all.filter((row) => Number(row['lost_link_down']) > 0)
    expect(cut.length).toBeGreaterThan(0)
    for (const { network, minute } of cut) expect([network, minute! >= '2026-06-01 13:00', minute! < '2026-06-01 13:30']).toEqual(['wan', true, true]) // prettier-ignore
    const rows = all.filter((row) => laneOf(row) === 'nan up')
    const at = (minute: string) => {
      const { devices_powered: up, devices_joined: joined } = rows.findLast((row) => row['minute']! <= minute)!
      return [Number(up), Number(joined)] as const
    }
    // Half of ten feeders of a hundred meters each: down within 36 s (30 s of backup, up to 120 % of it), up again at 15:00.
    expect(at('2026-06-01 12:59')).toEqual([1000, 1000])
    for (const minute of ['13:00', '13:30', '14:59']) expect(at(`2026-06-01 ${minute}`)).toEqual([500, 500])
    expect(at('2026-06-01 17:59')).toEqual([1000, 1000])
    for (const row of rows) expect(Number(row['devices_joined'])).toBeLessThanOrEqual(Number(row['devices_powered']))
  }, 60_000)

  test('is told by the hour where the run is longer than 31 days', async () => {
    const { files } = await written(deploymentOf(TOWN, 'duration=32 days', 'quantities.meters.electric.residential=6'))
    const rows = rowsOf(files.get('timeline.csv')!)
    expect(new Set(rows.map((row) => row['minutes']))).toEqual(new Set(['60']))
    for (const row of rows) expect(row['minute']).toMatch(/:00$/)
    holds(files)
  }, 60_000)
})
