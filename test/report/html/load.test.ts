import { describe, expect, test } from 'vitest'
import { loadSection } from '../../../src/report/html/load-section.js'
import { openPlots } from '../../../src/report/html/plots.js'
import type { Run } from '../../../src/run/run.js'
import { deploymentOf } from '../../deployment/fixture.js'
import { rowsOf, written } from '../written.js'
import { shown, sumOf, tableOf } from './shown.js'
import { BUSY } from '../../../src/network/links.js'

const town = (duration: string, more = '') => `name: town
duration: ${duration}
start: 2026-06-01 05:30
quantities: { meters: { electric: { residential: 120, commercial: 20 } }, endpoints-per-dap: 70 }
networks: { nan: { rate: 900 bps, delay: 20 ms } }
${more}`

const plots = await openPlots()

describe('load by hour', () => {
  test('has every figure of hourly.csv, by network', async () => {
    const { result, files } = await written(deploymentOf(town('5 h')))
    const hourly = rowsOf(files.get('hourly.csv')!)
    const page = shown(loadSection(result, plots))
    const carried = hourly.filter(
      ({ network, direction }) =>
        sumOf(
          hourly.filter((one) => one['network'] === network && one['direction'] === direction),
          'bytes_wire',
        ) > 0,
    )
    expect(new Set(carried.map((row) => row['network'])).size).toBe(3)
    for (const row of carried) {
      const { columns, rows } = tableOf(page, `${row['network']!} by hour`)
      const line = rows.find(([hour]) => hour === row['hour_start'])!
      const of = (name: string) => line[columns.indexOf(`${row['direction']!}: ${name}`)]!.replaceAll(' ', '')
      expect(of('messages')).toBe(row['messages'])
      expect(of('bytes of data')).toBe(row['bytes_application'])
      expect(of('bytes on the wire')).toBe(row['bytes_wire'])
      expect(of('use of capacity')).toBe(row['utilisation'])
    }
    expect(page.tables.map(({ rows }) => rows.length)).toEqual([6, 6, 6])
  })

  test('names the peak of each network, the fullest first, for who cannot see it', async () => {
    const { result, files } = await written(deploymentOf(town('5 h')))
    const page = shown(loadSection(result, plots))
    const up = rowsOf(files.get('hourly.csv')!).filter((row) => row['network'] === 'nan' && row['direction'] === 'up')
    const peak = up.reduce((most, row) => (Number(row['utilisation']) > Number(most['utilisation']) ? row : most))
    const percent = Number((Number(peak['utilisation']) * 100).toFixed(2))
    expect(page.plots).toHaveLength(3)
    expect(page.plots[0]).toMatch(/^nan: /)
    expect(page.plots[0]!.replaceAll('\u00a0', ' ')).toContain(
      `up ${percent} % of the capacity at most, in the hour from ${peak['hour_start']!}`,
    )
  })

  test('says that the means of hours leave room only of what nothing fails on', async () => {
    const { result } = await written(deploymentOf(town('5 h'), 'nan.rate=9600 bps'))
    const room = /The capacity is .*times the peak/
    const captionOf = (of: Run, network: string) =>
      shown(loadSection(of, plots))
        .all('figcaption')
        .find((words) => words.startsWith(network))!
    expect(shown(loadSection(result, plots)).text).toContain('hourly means')
    const passed: Run = { ...result, outcomes: result.outcomes.map((one) => ({ ...one, verdict: 'pass' })) }
    const network = ['wan', 'nan', 'enterprise'].find((name) => room.test(captionOf(passed, name)))!
    const leg = { territory: '', leg: 1, flow: '1D', link: undefined, cause: 'queueing', share: 1, text: '' }
    const failedOn = (name: string): Run => ({
      ...passed,
      outcomes: passed.outcomes.with(0, { ...passed.outcomes[0]!, ...{ verdict: 'fail', costliestLeg: { ...leg, network: name } } }), // prettier-ignore
    })
    expect(captionOf(failedOn(network), network)).not.toMatch(room)
    expect(captionOf(failedOn('han'), network)).toMatch(room)
  })

  test('beside the mean of a network stands its fullest link, as links.csv has it: room is measured by that', async () => {
    const { result, files } = await written(deploymentOf(town('5 h')))
    const up = rowsOf(files.get('links.csv')!).filter((row) => row['network'] === 'nan' && row['direction'] === 'up')
    const fullest = up.reduce((a, b) => (Number(b['utilisation']) > Number(a['utilisation']) ? b : a))
    const page = shown(loadSection(result, plots))
    expect(up.length).toBeGreaterThan(1)
    const captions = page.all('figcaption').map((words) => words.replaceAll('\u00a0', ' '))
    const share = `${Number((Number(fullest['utilisation']) * 100).toFixed(2))} %`
    expect(captions.find((words) => words.startsWith('nan'))).toContain(`fullest ${fullest['link']!}, ${share} over the run`) // prettier-ignore
    expect(page.plots[0]!.replaceAll('\u00a0', ' ')).toContain(`its fullest link ${fullest['link']!} ${share} over the run`) // prettier-ignore
    // As if one link were full all the time: nothing is said of room, and the capacity is in sight.
    const { links } = result.model.network
    const group = links.groups.find((one) => one.network === 'nan' && one.direction === 'up')!
    links.set(group.first, BUSY, result.deployment.end - result.deployment.start)
    const full = shown(loadSection(result, plots))
    const nan = full.all('figcaption').find((words) => words.startsWith('nan'))!
    expect(nan).toContain('100')
    expect(nan).not.toContain('The capacity is')
    expect(loadSection(result, plots)!.body.text).toContain('>fullest link, up<')
  })

  test('of a long run is told by day: sums, and the busiest hour of each', async () => {
    const { result, files } = await written(deploymentOf(town('10 days')))
    const hourly = rowsOf(files.get('hourly.csv')!)
    const page = shown(loadSection(result, plots))
    const { columns, rows } = tableOf(page, 'nan by day')
    expect(rows).toHaveLength(11)
    for (const line of rows) {
      const hours = hourly.filter(
        (row) => row['network'] === 'nan' && row['direction'] === 'up' && row['hour_start']!.startsWith(line[0]!),
      )
      const at = columns.indexOf('up: messages')
      const [messages, , bytes, most, when] = line.slice(at)
      expect(Number(messages!.replaceAll(' ', ''))).toBe(sumOf(hours, 'messages'))
      expect(Number(bytes!.replaceAll(' ', ''))).toBe(sumOf(hours, 'bytes_wire'))
      const top = hours.reduce((a, b) => (Number(b['utilisation']) > Number(a['utilisation']) ? b : a))
      expect(most).toBe(top['utilisation'])
      expect(when).toBe(top['hour_start']!.slice(11))
    }
    // Days over each other: as wide as one, whatever their number.
    expect(page.text).toContain('the line is the mean of all days')
  })

  test('is the same, byte for byte, again and from other plots', async () => {
    const { result } = await written(deploymentOf(town('5 h')))
    const first = loadSection(result, plots)!.body.text
    expect(loadSection(result, plots)!.body.text).toBe(first)
    expect(loadSection(result, await openPlots())!.body.text).toBe(first)
  })

  test('is not there where nothing was carried', async () => {
    const { result, files } = await written(
      deploymentOf(`${town('5 min', 'spontaneous-events: false\nuse-cases: [Service Switch]')}`),
    )
    expect(rowsOf(files.get('links.csv')!).every((row) => row['packets_offered'] === '0')).toBe(true)
    expect(loadSection(result, plots)).toBeUndefined()
  })
})
