import { describe, expect, test } from 'vitest'
import { stripVTControlCharacters } from 'node:util'
import { chainsField } from '../../src/report/chains-field.js'
import { terminalReport } from '../../src/report/terminal.js'
import type { ChainOutcome } from '../../src/run/chain-outcome.js'
import { deploymentOf } from '../deployment/fixture.js'
import { rowsOf, written } from './written.js'

/** Two storage devices in a network so slow that the alarm is late at the display, and in time at MDMS. */
const TOWN = `name: island
profile: AHEMCvW + DCSIRsF
use-cases: [Islanded Distr. Cust. Storage]
duration: 2 h
spontaneous-events: false
quantities: { meters: { electric: { residential: 20 } }, esi: { in-meter: 20 }, han: { ipd: 5 }, feeder-devices: { storage: 2 } }
networks: { fan: { delay: 7.4 s }, enterprise: { delay: 3.4 s }, han: { delay: 7.5 s } }
events: [{ at: "00:30", what: transformer-lost }]
`
const AGAINST = '22 s against 8 + 4 + 6 + 12 = 30 s; 96 % against 99.5 % × 99.5 % × 98 % × 98 % = 95.1 %'
const QUIET = 'name: quiet\nduration: 1 h\nquantities: { meters: { electric: { residential: 2 } } }\n'

async function reported() {
  const { files, result } = await written(deploymentOf(TOWN))
  return { files, result, rows: rowsOf(files.get('chains.csv')!) }
}

describe('the report of a run with a chain', () => {
  test('has in chains.csv a line for each sub-total and last receiver', async () => {
    const { rows } = await reported()
    const names = ['in-island-mode', 'out-of-island-mode']
    expect(rows.map((row) => `${row['name']} ${row['to']}`)).toEqual(
      names.flatMap((name) => [`${name} IPD`, `${name} MDMS`]),
    )
    const [ipd, mdms, never] = rows
    expect(ipd).toMatchObject({ section: '4.5.4.2', from: 'Distr. Cust. Storage', sent: '2', counted: '2', in_time: '0', share_in_time: '0' }) // prettier-ignore
    expect(mdms).toMatchObject({ sent: '2', counted: '2', in_time: '2', share_in_time: '1', high: '1' })
    for (const row of rows)
      expect(row).toMatchObject({ bound_latency_s: '22', bound_reliability: '0.96', legs_latency_s: '30', legs_reliability: '0.95082001', consistent: 'no' }) // prettier-ignore
    // The power does not come back in this run.
    expect(never).toMatchObject({ sent: '0', share_in_time: 'NA', low: 'NA', verdict: 'not exercised' })
    expect(never!['reason']).toBe(`the origin sent none in this run; the legs contradict the sub-total: ${AGAINST}`)
  })

  test('holds it by the statistics of requirements: one cluster decides nothing of 96 %', async () => {
    const { rows } = await reported()
    // Of one independent observation that failed, the interval goes up to 97.5 %.
    expect(rows[0]).toMatchObject({ low: '0', high: '0.975', verdict: 'undecided' })
    expect(rows[0]!['reason']).toMatch(/^0 % in time \(within 22 s\), must be above 96 %; 1 cluster of 2, /)
    expect(rows[0]!['reason']).toMatch(new RegExp(`; the legs contradict the sub-total: ${escaped(AGAINST)}$`))
  })

  test('has the same in run.json, with the legs and the erratum', async () => {
    const { files, rows } = await reported()
    const { chains } = JSON.parse(files.get('run.json')!) as { chains: Record<string, unknown>[] }
    expect(chains).toHaveLength(rows.length)
    const alarm = 'distr_cust_storage_in-island-mode_alarm'
    expect(chains[0]).toMatchObject({
      name: 'in-island-mode',
      to: 'IPD',
      legs: [2, 10, 28].map((n) => `4.5.4.2/${alarm}/${n}`).concat(`4.5.4.2.2/${alarm}/1`),
      sent: 2,
      inTime: 0,
      boundLatencyS: 22,
      legsLatencyS: 30,
      verdict: 'undecided',
      inconsistent: AGAINST,
      erratum: '4.5.4.2#5',
    })
    expect(chains[2]).toMatchObject({ sent: 0, shareInTime: null, low: null })
    for (const one of chains) for (const key of Object.keys(one)) expect(key).toMatch(/^[a-z][A-Za-z0-9]*$/)
  })

  test('has a line on the terminal, in 80 columns, that says what it does not decide', async () => {
    const { result } = await reported()
    const lines = stripVTControlCharacters(terminalReport(result, 'reports/island')).split('\n')
    const at = lines.findIndex((line) => line.startsWith('chains'))
    expect(lines[at - 1]).toMatch(/^requirements|^ {14}/)
    const field = lines.slice(at, at + 3).map((line) => line.slice(14)).join(' ') // prettier-ignore
    expect(field).toMatch(
      /^0 pass, 0 fail, 2 undecided, 2 not exercised; stated sub-totals contradict their legs \(see chains\.csv\); they do not change the exit status/,
    )
    expect(lines.filter((line) => line.length > 80)).toEqual([])
  })
})

describe('a run without a chain', () => {
  test('has the header of chains.csv, an empty list, and no line', async () => {
    const { files, result } = await written(deploymentOf(QUIET))
    expect(files.get('chains.csv')).toMatch(/^section,name,[a-z_,]+\n$/)
    expect((JSON.parse(files.get('run.json')!) as { chains: object[] }).chains).toEqual([])
    expect(terminalReport(result, 'reports/quiet')).not.toMatch(/^chains/m)
  })
})

describe('the line of the chains', () => {
  const chain = (verdict: ChainOutcome['verdict'], inconsistent?: string) =>
    ({ verdict, subTotal: { inconsistent } }) as ChainOutcome

  test('counts what passes and fails, and what is open only where anything is', () => {
    expect(chainsField([])).toBeUndefined()
    expect(chainsField([chain('pass', 'x'), chain('pass', 'x')])).toBe(
      '2 pass, 0 fail; stated sub-totals contradict their legs (see chains.csv); they do not change the exit status',
    )
    expect(chainsField([chain('pass'), chain('fail'), chain('undecided')])).toBe(
      '1 pass, 1 fail, 1 undecided (see chains.csv); they do not change the exit status',
    )
  })
})

function escaped(text: string): string {
  return text.replace(/[+.]/g, '\\$&')
}
