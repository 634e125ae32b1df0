import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { compareReports, type Comparison } from '../../src/plan/compare.js'
import { deploymentOf } from '../deployment/fixture.js'
import { folder } from '../input/files.js'
import { rowsOf, written } from '../report/written.js'

// Every draw of a lossy NAN is keyed by message, hop and attempt (design 4): a change elsewhere leaves them as they are.
const TOWN = `name: town
profile: ACvW
use-cases: [Meter Reading]
duration: 4 days
quantities: { meters: { electric: { residential: 2700, commercial: 300 } }, endpoints-per-dap: 100 }
networks: { nan: { loss: 10%, retries: 1 }, enterprise: { rate: 10 Mbps } }
`

/** A town, and the same with a slower line between head-end, MDMS and CIS: the comparison, and the requirements that cross it. */
async function withSlowerLine(yaml: string): Promise<{ comparison: Comparison; cross: Set<string> }> {
  const [base, next] = [await reportOf(yaml), await reportOf(yaml.replace('10 Mbps', '200 kbps'))]
  const legs = rowsOf(base.files.get('legs.csv')!)
  const cross = legs.filter(({ network }) => network === 'enterprise').map(({ requirement }) => requirement!)
  return { comparison: compareReports(base.path, next.path), cross: new Set(cross) }
}

async function reportOf(yaml: string): Promise<{ path: string; files: Map<string, string> }> {
  const { files } = await written(deploymentOf(yaml))
  const path = join(folder(), 'report')
  mkdirSync(path)
  for (const [name, text] of files) writeFileSync(join(path, name), text)
  return { path, files }
}

describe('another rate of one line', () => {
  test('changes nothing in requirements that do not cross it, to the digit', async () => {
    // Without commands, which cross the line before they share the NAN with the reads.
    const off = ['4.10.4.1/on-demand_Mtr-read_cmd', '4.10.4.4/Mtr-read_multi-interval-data_cmd']
    const choices = `choices: { requirements: { ${off.map((row) => `${row}: off`).join(', ')} } }\n`
    const { comparison, cross } = await withSlowerLine(TOWN + choices)
    const { base, next } = comparison
    const others = [...base.requirements.values()].filter(({ id }) => !cross.has(id))
    expect(others.filter(({ counts }) => counts.lost! > 0).length).toBeGreaterThan(1)
    for (const { id, cells } of others) expect([id, next.requirements.get(id)!.cells]).toEqual([id, cells])
    // What crosses it is different, and nothing else is.
    const changed = [...base.requirements.values()].filter(
      ({ id, quantiles }) => quantiles.get('p50')?.value !== next.requirements.get(id)!.quantiles.get('p50')?.value,
    )
    expect(changed.length).toBeGreaterThan(0)
    for (const { id } of changed) expect(cross).toContain(id)
  })

  test('changes in those that cross it when their messages come, not which of them are lost', async () => {
    const { comparison, cross } = await withSlowerLine(TOWN)
    const lossy = [...comparison.base.requirements.values()].filter(
      ({ id, counts }) => cross.has(id) && counts.lost! > 0,
    )
    expect(lossy.length).toBeGreaterThan(1)
    for (const { count, base, next } of comparison.messages.filter(({ count }) => count !== 'open'))
      expect([count, next]).toEqual([count, base])
    for (const { id, counts } of lossy) expect([id, comparison.next.requirements.get(id)!.counts]).toEqual([id, counts])
    const slower = comparison.moved.filter(({ figure }) => figure === 'p50')
    expect(slower.length).toBeGreaterThan(1)
    for (const { requirement, direction } of slower) {
      expect(cross).toContain(requirement)
      expect(direction).toBe('worse')
    }
  })
})
