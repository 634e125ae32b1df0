import { describe, expect, test } from 'vitest'
import { assumptionsSection } from '../../../src/report/html/assumptions-section.js'
import { deploymentOf } from '../../deployment/fixture.js'
import { sensitivityHere } from './sensitivity-here.js'
import { rowsOf, written } from '../written.js'
import { shown } from './shown.js'

const TOWN = `name: town
use-cases: [Service Switch]
duration: 5 h
quantities: { meters: { electric: { residential: 120 } }, endpoints-per-dap: 70 }
networks: { nan: { technology: sun-mesh-150k } }
choices: { requirements: { 4.15.4.1/SW_opr_cmd: { how-often: 900 per 1000 per day } } }
`

/** Without the sign by which a spreadsheet takes a text for one. */
const plain = (text: string) =>
  text
    .replace(/^'(?=[-+=@])/, '')
    // What stands between them is code on the page.
    .replaceAll('`', '')
    .replaceAll(/\s+/g, ' ')
    .trim()

describe('assumptions', () => {
  test('are those of assumptions.csv, each once', async () => {
    const { result, files } = await written(deploymentOf(TOWN))
    const page = shown(assumptionsSection(result))
    const [table] = page.tables
    expect(page.all('td.soft code')).toContain('found')
    expect(page.text).not.toContain('`')
    const listed = rowsOf(files.get('assumptions.csv')!).map((row) =>
      ['assumption', 'value', 'set_by', 'source', 'description'].map((column) => plain(row[column]!)),
    )
    // A mark stands behind a name.
    const rows = table!.rows.map(([name, ...rest]) => [name!.replace(/how-often outside.*/, '').trim(), ...rest])
    const sorted = (all: string[][]) => [...all].map((row) => row.join(' | ')).sort()
    expect(sorted(rows)).toEqual(sorted(listed))
    expect(rows.length).toBeGreaterThan(40)
  })

  test('that lie outside of what the SRS states are marked, and stand first', async () => {
    const { result } = await written(deploymentOf(TOWN))
    const [table] = shown(assumptionsSection(result)).tables
    // SRS 4.15.4.1 has 1-50 per 1000 a day.
    expect(table!.rows[0]![0]).toMatch(
      /^choices\.requirements\.4\.15\.4\.1\/SW_opr_cmd ?how-often outside of the SRS's range$/,
    )
    expect(table!.rows.filter(([name]) => /outside of/.test(name!))).toHaveLength(1)
  })

  test('on which verdicts hang stand first, where somebody asked', async () => {
    const result = await sensitivityHere()
    const section = shown(assumptionsSection(result))
    expect(section.tables[0]!.rows[0]![0]).toMatch(/^networks\.nan\.delay \d+ from pass to fail or back/)
    expect(section.text).toContain('Verdicts hang on the first 1.')
  })

  test('can be filtered by who set them and by part, and what the user writes is no HTML', async () => {
    const { result } = await written(deploymentOf(TOWN))
    const section = assumptionsSection(result)
    const { text } = section.body
    expect(text).toContain('data-set-by="technology" data-group="networks"')
    const page = shown(section)
    expect(page.all('select[data-filter=set-by] option')).toEqual(['all', 'deployment', 'technology', 'default'])
    expect(page.all('select[data-filter=group] option')).toContain('networks')
    const evil = { ...result, deployment: { ...result.deployment, assumptions: [{ ...result.deployment.assumptions[0]!, setBy: 'deployment' as const, value: '<script>x</script>' }] } } // prettier-ignore
    expect(assumptionsSection(evil).body.text).toContain('&lt;script&gt;x')
    expect(assumptionsSection(evil).body.text).not.toContain('<script')
  })
})
