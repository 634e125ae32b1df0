import { describe, expect, test } from 'vitest'
import { githubAnnotations } from '../../src/report/github.js'
import { junitXml } from '../../src/report/junit.js'
import { runSummary } from '../../src/report/run-summary.js'
import { stepSummary } from '../../src/report/step-summary.js'
import { terminalReport } from '../../src/report/terminal.js'
import { deploymentOf } from '../deployment/fixture.js'
import { readXml } from './well-formed.js'
import { rowsOf, written } from './written.js'

// On-demand reads have 15 s (SRS 4.10.4.1), of which a NAN of 20 s leaves none: they fail, and are relaxed.
const TOWN = `name: town
duration: 2 days
use-cases: [Meter Reading]
quantities: { meters: { electric: { residential: 4000 } }, endpoints-per-dap: 100 }
networks: { nan: { delay: 20 s } }
budgets:
  - { relax: "on-demand*", to: "> 90% within 2 min", reason: pilot until March }
  - { relax: Mtr-read_multi-interval-data_cmd, to: "> 90% within 2 min", reason: pilot until March }
  - add: wan.up utilisation max < 0%
    reason: contract 12.3
  - add: "on-demand_Mtr-read_cmd > 50% within 1 s"
    level: warn
  - add: nan loss < 99%
`
const report = written(deploymentOf(TOWN))
/** Without colours. */
const plain = (text: string) => text.replace(/\x1b\[\d+m/g, '') // eslint-disable-line no-control-regex

describe('budgets in reports', () => {
  test('have a line each in budgets.csv, under names of their own', async () => {
    const { files, result } = await report
    const rows = rowsOf(files.get('budgets.csv')!)
    expect(rows.map((row) => row['budget'])).toEqual(result.budgets.map((one) => one.name))
    expect(new Set(rows.map((row) => row['budget'])).size).toBe(rows.length)
    const wan = rows.find((row) => row['target'] === 'wan.up')!
    expect(wan).toMatchObject({ kind: 'add', requirement: 'NA', share: 'NA', comparator: '<', limit: '0', verdict: 'fail', level: 'error', reason: 'contract 12.3' }) // prettier-ignore
    const relaxed = rows.filter((row) => row['kind'] === 'relax')
    expect(relaxed.length).toBeGreaterThan(1)
    for (const row of relaxed)
      expect(row).toMatchObject({ bound_share: '0.9', bound_latency_s: '120', value: 'NA', reason: 'pilot until March' }) // prettier-ignore
    expect(JSON.parse(files.get('run.json')!)).toMatchObject({ budgets: { fail: 1, warnings: 1 } })
    const summary = runSummary(result, 'reports/town') as { budgetOutcomes: { budget: string; line: number }[] }
    expect(summary.budgetOutcomes.map((one) => one.budget)).toEqual(rows.map((row) => row['budget']))
    expect(new Set(summary.budgetOutcomes.map((one) => one.line))).toEqual(new Set([7, 8, 9, 11, 13]))
  })

  test('stand on the terminal below what fails, and in its last line', async () => {
    const text = plain(terminalReport((await report).result, 'reports/town'))
    expect(text).toMatch(/^BUDGET {2}add wan\.up utilisation max < 0%\n {8}.*must be < 0 % \(contract 12\.3\)$/m)
    expect(text).toMatch(/^WARN {4}add 4\.10\.4\.1\/on-demand_Mtr-read_cmd\/1 > 50% within 1 s$/m)
    expect(text).toMatch(/^RELAXED {2}4\.10\.4\.1\/on-demand_Mtr-read_resp-data\/1$/m)
    expect(text).not.toMatch(/^FAIL/m)
    expect(text).toMatch(/^budgets +\d+ pass, 1 fail, 1 warning, \d+ undecided, \d+ not exercised$/m)
    const [budgets, bySrs, last] = text.trimEnd().split('\n').slice(-3)
    expect(budgets).toBe('1 budget failed')
    expect(bySrs).toBe('3 failed by the SRS, relaxed by budgets')
    expect(last).toMatch(/^no other requirement failed; \d+ undecided, \d+ not exercised$/)
    for (const line of text.split('\n')) expect(line.length, line).toBeLessThanOrEqual(80)
  })

  test('are test cases of JUnit; what is relaxed or only warns is skipped', async () => {
    const { result } = await report
    const root = readXml(junitXml(result, false))
    const cases = root.elements[0]!.elements.filter((one) => one.name === 'testcase')
    const of = (name: string) => cases.find((one) => one.attributes['name'] === name)!
    expect(cases).toHaveLength(result.outcomes.length + result.budgets.length)
    expect(of('add wan.up utilisation max < 0%').attributes['classname']).toBe('town: budgets')
    expect(of('add wan.up utilisation max < 0%').elements[0]!.name).toBe('failure')
    expect(of('add nan loss < 99%').elements).toEqual([])
    const warned = of('add 4.10.4.1/on-demand_Mtr-read_cmd/1 > 50% within 1 s').elements[0]!
    expect([warned.name, warned.attributes['message']]).toEqual(['skipped', expect.stringMatching(/^warning: 0 %/)])
    const relaxed = of('4.10.4.1/on-demand_Mtr-read_resp-data/1').elements[0]!
    expect([relaxed.name, relaxed.attributes['message']]).toEqual(['skipped', expect.stringMatching(/^relaxed by a budget: fail: /)]) // prettier-ignore
    const many = (name: string) => String(cases.filter((one) => one.elements[0]?.name === name).length)
    expect(root.attributes).toMatchObject({ tests: String(cases.length), failures: many('failure'), skipped: many('skipped') }) // prettier-ignore
    expect(many('failure')).toBe('1')
  })

  test('are annotated at their own lines of the deployment, as errors or warnings', async () => {
    const lines = githubAnnotations((await report).result, false)
      .trimEnd()
      .split('\n')
    expect(lines).toEqual([
      expect.stringMatching(/^::error file=test\.yaml,line=9,col=10,title=budget%3A fail::add wan\.up utilisation max < 0%25: .*\(contract 12\.3\)$/),
      expect.stringMatching(/^::warning file=test\.yaml,line=11,col=10,title=budget%3A fail::add 4\.10\.4\.1\/on-demand_Mtr-read_cmd\/1 /),
    ]) // prettier-ignore
    const strict = githubAnnotations((await report).result, true)
    expect(strict).toContain('::warning file=test.yaml,line=7')
  })

  test('share the ten annotations with the requirements: the worst of both, and how many more', async () => {
    const { result } = await report
    const [share, figure] = ['on-demand_Mtr-read_cmd', 'wan.up'].map(
      (name) => result.budgets.find(({ budget, verdict }) => budget.kind === 'add' && budget.text.startsWith(name) && verdict === 'fail')!,
    )
    const requirement = result.outcomes.find((one) => one.verdict === 'fail')!
    const [six, eight] = [6, 8].map((many) => Array.from({ length: many }, (_, i) => i))
    const outcomes = six!.map((i) => ({
      ...requirement,
      requirement: { ...requirement.requirement, id: `r${i}` },
      ...{ boundReliability: 0.98, high: 0.98 - (2 * i + 1) / 100 },
    }))
    const failing = { ...share!.budget, level: 'error' as const }
    const budgets = eight!.map((i) => ({
      ...{ ...share!, budget: failing, name: `b${i}` },
      ...{ boundShare: 0.9, interval: { low: 0, high: 0.9 - (2 * i) / 100 } },
    }))
    // Twice its limit: by half of what it is.
    const double = { ...figure!, name: 'figure', value: 0.2, limit: 0.1 }
    const lines = githubAnnotations({ ...result, outcomes, budgets: [...budgets, double] }, false).trimEnd().split('\n')
    expect(lines.map((one) => /fail%3A (r\d)|::(\w+): |title=(\d+ more [^:,]*)/.exec(one)!.slice(1).join(''))).toEqual([
      ...['figure', 'b7', 'b6', 'r5', 'b5', 'r4', 'b4', 'r3', 'b3'],
      '6 more requirements and budgets failed%3A see requirements.csv and budgets.csv',
    ])
  }) // prettier-ignore

  test('are in the summary of a step', async () => {
    const text = stepSummary((await report).result, 'reports/town', false)
    expect(text.split('\n')[0]).toBe(
      '## sgsim: town: 3 failed by the SRS, relaxed by budgets; no other requirement failed, 1 budget failed',
    )
    expect(text).toMatch(/^Budgets: \d+ pass, 1 fail, 1 warning, /m)
    expect(text).toMatch(/^\| add wan\.up utilisation max \\< 0% \| error \| NA \| .* \| contract 12\.3 \|$/m)
  })
})
