import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { budgetsSection } from '../../../src/report/html/budgets-section.js'
import { chainsSection } from '../../../src/report/html/chains-section.js'
import { replicationsSection } from '../../../src/report/html/replications-section.js'
import { sensitivitySection } from '../../../src/report/html/sensitivity-section.js'
import { writeSensitivity } from '../../../src/report/sensitivity-csv.js'
import { ReplicasHere } from '../../../src/run/replications.js'
import { run } from '../../../src/run/run.js'
import { ONE_RUN } from '../../../src/run/statistics.js'
import { writeReplications } from '../../../src/report/replications-csv.js'
import { deploymentOf } from '../../deployment/fixture.js'
import { folder } from '../../input/files.js'
import { rowsOf, written } from '../written.js'
import { sensitivityHere } from './sensitivity-here.js'
import { shown, sumOf } from './shown.js'

const town = (seed = 1, more = '') => `name: town
seed: ${seed}
use-cases: [Service Switch]
duration: 12 h
quantities: { meters: { electric: { residential: 4000 } }, endpoints-per-dap: 500 }
networks: { nan: { rate: 20 kbps, loss: 20%, retries: 0 } }
${more}`
const number = (text: string) => Number(text.replaceAll(' ', ''))

describe('budgets', () => {
  test('are those of budgets.csv, what fails first, with reasons that are no HTML', async () => {
    const budgets = `budgets:
  - { relax: SW_opr_cmd, to: "> 50% within 5 min", reason: "<b>bold</b>" }
  - { add: "nan.up utilisation max < 0.0001%" }
`
    const { result, files } = await written(deploymentOf(town(1, budgets)))
    const section = budgetsSection(result)!
    const rows = shown(section).tables[0]!.rows
    const csv = rowsOf(files.get('budgets.csv')!)
    const lines = csv.map((row) => [
      row['verdict']!,
      row['budget']!,
      row['level']!,
      row['found']!,
      row['reason']!.replace(/^NA$/, '–'),
    ])
    expect([...rows].sort()).toEqual([...lines].sort())
    expect(rows[0]![0]).toBe('fail')
    expect(section.body.text).toContain('&lt;b&gt;bold')
  })

  test('and the others have no section where the run has none of them', async () => {
    const result = (await run(deploymentOf(town())))!
    for (const section of [budgetsSection, chainsSection, replicationsSection, sensitivitySection])
      expect(section(result)).toBeUndefined()
  })
})

test('replications are those of replications.csv, with what differs most between them', async () => {
  const replicas = new ReplicasHere((seed) => deploymentOf(town(seed)), 1, false)
  const result = (await run(deploymentOf(town()), { statistics: { ...ONE_RUN, replications: 3 }, replicas }))!
  const file = join(folder(), 'replications.csv')
  writeReplications(file, result)
  const csv = rowsOf(readFileSync(file, 'utf8'))
  const [all, apart] = shown(replicationsSection(result)).tables
  expect(all!.rows).toHaveLength(3)
  for (const [one, seed, sent, counted, share] of all!.rows) {
    const own = csv.filter((row) => row['replication'] === one)
    expect([number(sent!), number(counted!)]).toEqual([sumOf(own, 'sent'), sumOf(own, 'counted')])
    expect(seed).toBe(own[0]!['seed'])
    expect(Number(share)).toBeCloseTo(sumOf(own, 'in_time') / sumOf(own, 'counted'), 10)
  }
  expect(apart!.rows.length).toBeGreaterThan(0)
  for (const [id, least, most] of apart!.rows) {
    const shares = csv
      .filter((row) => row['requirement'] === id && row['counted'] !== '0')
      .map((row) => Number(row['share_in_time']))
    expect([Number(least), Number(most)]).toEqual([Math.min(...shares), Math.max(...shares)])
  }
})

test('what verdicts hang on is what sensitivity.csv says', async () => {
  const result = await sensitivityHere()
  const file = join(folder(), 'sensitivity.csv')
  writeSensitivity(file, result.sensitivity!)
  const csv = rowsOf(readFileSync(file, 'utf8'))
  const page = shown(sensitivitySection(result))
  const [hanging, robust] = page.tables
  const changes = csv.filter((row) => row['requirement'] !== 'NA')
  const at = (name: string, end: string) =>
    changes.filter((row) => row['assumption'] === name && row['end'] === end).length
  expect(hanging!.rows.map(([name, low, , high]) => [name, Number(low), Number(high)])).toEqual([
    ['networks.nan.delay', at('networks.nan.delay', 'low'), at('networks.nan.delay', 'high')],
  ])
  expect(changes.length).toBeGreaterThan(0)
  expect(robust!.rows.map(([name]) => name)).toEqual(['networks.nan.header'])
  for (const { requirement } of changes.slice(0, 12)) expect(page.text).toContain(requirement)
})
