import { describe, expect, test } from 'vitest'
import { LOSS_REASONS } from '../../../src/network/medium.js'
import { lossesSection } from '../../../src/report/html/losses-section.js'
import { deploymentOf } from '../../deployment/fixture.js'
import { rowsOf, written } from '../written.js'
import { shown, sumOf, type Shown } from './shown.js'

const town = (nan: string, wan = 'loss: 0%') => `name: town
duration: 5 h
quantities: { meters: { electric: { residential: 120, commercial: 20 } }, endpoints-per-dap: 70 }
networks: { nan: { ${nan} }, wan: { ${wan} } }
`
const number = (text: string) => Number(text.replaceAll(' ', ''))
const rowsUnder = ({ tables }: Shown, caption: string) =>
  tables.filter((one) => one.caption.startsWith(caption)).flatMap(({ rows }) => rows)

describe('losses', () => {
  test('are those of requirements.csv and run.json, by place and reason', async () => {
    const { result, files } = await written(deploymentOf(town('loss: 30%, retries: 1')))
    const page = shown(lossesSection(result))
    const requirements = rowsOf(files.get('requirements.csv')!)
    const rows = rowsUnder(page, 'Messages lost')
    const all = rows.reduce((sum, row) => sum + number(row[2]!), 0)
    expect(all).toBe(sumOf(requirements, 'lost'))
    expect(all).toBeGreaterThan(10)
    const most = rows.map((row) => number(row[2]!))
    expect(most).toEqual([...most].sort((a, b) => b - a))
    for (const [place, reason, messages] of rows) {
      const own = result.outcomes.flatMap((one) => one.losses).filter((one) => one.place === `${place!}: ${reason!}`)
      expect(number(messages!)).toBe(own.reduce((sum, one) => sum + one.messages, 0))
    }
    expect(page.text).toContain('the last attempt failed too')
  })

  test('of packets are those of links.csv, as a part of what was offered there', async () => {
    const { result, files } = await written(deploymentOf(town('loss: 30%, retries: 1', 'loss: 5%')))
    const links = rowsOf(files.get('links.csv')!)
    const rows = rowsUnder(shown(lossesSection(result)), 'Packets lost')
    expect(rows.length).toBeGreaterThan(1)
    for (const [link, network, reason, lost, offered, share] of rows) {
      const [from, to] = link!.split(' → ')
      const own = links.filter((row) => row['from'] === from && row['to'] === to && row['network'] === network)
      const packets = sumOf(own, `lost_${reason!.replaceAll(' ', '_')}`)
      expect([number(lost!), number(offered!)]).toEqual([packets, sumOf(own, 'packets_offered')])
      expect(Number(share)).toBeCloseTo(packets / sumOf(own, 'packets_offered'), 10)
    }
    const all = LOSS_REASONS.reduce((sum, reason) => sum + sumOf(links, `lost_${reason.replaceAll(' ', '_')}`), 0)
    expect(rows.reduce((sum, row) => sum + number(row[3]!), 0)).toBe(all)
  })

  test('where there are none are one line, and no table', async () => {
    const { result } = await written(deploymentOf(town('loss: 0%')))
    const page = shown(lossesSection(result))
    expect(page.tables).toEqual([])
    expect(page.text).toMatch(/^Nothing was lost/)
  })
})
