import { describe, expect, test } from 'vitest'
import { openPlots } from '../../../src/report/html/plots.js'
import { timelinesSection } from '../../../src/report/html/timelines-section.js'
import { LOSS_REASONS } from '../../../src/network/medium.js'
import { deploymentOf } from '../../deployment/fixture.js'
import { rowsOf, written } from '../written.js'
import { shown, sumOf, tableOf } from './shown.js'

const QUIET = `name: town
profile: ACvW
use-cases: [ORM, Meter Reading]
start: 2026-06-01 12:00
duration: 6 h
quantities:
  meters: { electric: { residential: 400 } }
  meters-per-feeder: 100
  endpoints-per-dap: 100
`
const OUTAGE = `${QUIET}events:
  - { at: "13:00", what: power-lost, feeders: 50 % }
  - { at: "15:00", what: power-returned, feeders: 50 % }
  - { at: "13:00", for: 30 min, what: link-down, network: wan }
`
const CAMPAIGN = `name: town
profile: ACvW
use-cases: [Firmware / Program Update]
spontaneous-events: false
duration: 6 h
quantities: { meters: { electric: { residential: 60 } }, endpoints-per-dap: 20 }
campaigns:
  - { name: "<img src=x onerror=alert(1)>", at: "01:00", what: firmware-update, of: metrology, cast: unicast, image: 20 kB, per-hour: 30 }
choices:
  requirements:
    4.9.4.10/metrology_program_update_cmd/1: off
    4.9.4.12/NIC_program_update_cmd/1: off
`
const LOST = LOSS_REASONS.map((reason) => `lost_${reason.replaceAll(' ', '_')}`)
const plots = await openPlots()
const number = (text: string) => Number(text.replaceAll(' ', ''))

describe('the time line of an outage', () => {
  test('has the devices of timeline.csv, whenever their number changed', async () => {
    const { result, files } = await written(deploymentOf(OUTAGE))
    const page = shown(timelinesSection(result, plots))
    const states = rowsOf(files.get('timeline.csv')!)
      .filter((row) => row['network'] === 'nan')
      .map((row) => [row['devices_powered']!, row['devices_joined']!])
    const changes = states.filter((state, i) => i === 0 || state.join() !== states[i - 1]!.join())
    const { rows } = tableOf(page, 'nan: devices')
    expect(rows.map(([, up, joined]) => [up, joined])).toEqual(changes)
    expect(Number(changes.map(([up]) => up).sort((a, b) => Number(a) - Number(b))[0])).toBe(200)
    expect(page.plots[0]).toMatch(/^nan devices: 400 powered at first, 200 at the fewest, 400 in the end/)
  })

  test('has the packets of timeline.csv, by network and direction', async () => {
    const { result, files } = await written(deploymentOf(OUTAGE))
    const page = shown(timelinesSection(result, plots))
    const lines = rowsOf(files.get('timeline.csv')!)
    const captions = page.all('.multiples figcaption')
    expect(captions).toHaveLength(3)
    for (const network of ['nan', 'wan', 'enterprise']) {
      const caption = captions.find((one) => one.startsWith(network))!
      const own = lines.filter((row) => row['network'] === network)
      for (const direction of ['up', 'down']) {
        const offered = sumOf(own.filter((row) => row['direction'] === direction), 'offered') // prettier-ignore
        const words = new RegExp(`${direction} ([\\d ]+) packets offered`).exec(caption)
        expect(words === null ? 0 : number(words[1]!)).toBe(offered)
      }
      const lost = LOST.reduce((sum, column) => sum + sumOf(own, column), 0)
      const words = /lost ([\d ]+)/.exec(caption)
      expect(words === null ? 0 : number(words[1]!)).toBe(lost)
    }
    expect(LOST.reduce((sum, column) => sum + sumOf(lines, column), 0)).toBeGreaterThan(0)
  })

  test('lists what the deployment made happen, in the order of time', async () => {
    const { result } = await written(deploymentOf(OUTAGE))
    const { rows } = tableOf(shown(timelinesSection(result, plots)), 'What happened')
    expect(rows).toEqual([
      ['1', '13:00', '–', 'power-lost on 50 % of the feeders: 200 devices'],
      ['2', '13:00', '13:30', 'all wan links down'],
      ['3', '15:00', '–', 'power-returned on 50 % of the feeders: 200 devices'],
    ])
  })

  test('is not there where nothing happened', async () => {
    const { result } = await written(deploymentOf(QUIET))
    expect(timelinesSection(result, plots)).toBeUndefined()
  })

  test('is the same, byte for byte, again', async () => {
    const { result } = await written(deploymentOf(OUTAGE))
    const first = timelinesSection(result, plots)!.body.text
    expect(timelinesSection(result, await openPlots())!.body.text).toBe(first)
  })
})

describe('a campaign', () => {
  test('has the curve of campaign-curve.csv and the figures of campaigns.csv, and no name of its own is HTML', async () => {
    const { result, files } = await written(deploymentOf(CAMPAIGN))
    const section = timelinesSection(result, plots)!
    const page = shown(section)
    const curve = rowsOf(files.get('campaign-curve.csv')!)
    const { rows } = page.tables[0]!
    const of = new Map(curve.map((row) => [row['minutes_since_start'], [row['completed'], row['share']]]))
    expect(rows.length).toBeGreaterThan(10)
    for (const [minutes, completed, share] of rows) expect([completed, share]).toEqual(of.get(minutes))
    expect(rows.at(-1)![0]).toBe(curve.at(-1)!['minutes_since_start'])
    const [one] = rowsOf(files.get('campaigns.csv')!)
    const [caption] = page.all('figcaption')
    expect(caption).toContain(`${one!['completed']!} of ${one!['devices']!} devices have it`)
    expect(caption!.replace(/(\d) (?=\d{3})/g, '$1')).toContain(`${one!['messages']!} messages`)
    expect(caption).toContain('<img src=x onerror=alert(1)>')
    expect(section.body.text).not.toContain('<img')
    expect(section.title).toBe('Campaign')
  })
})
