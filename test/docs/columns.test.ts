import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { sizeCsv } from '../../src/plan/size-csv.js'
import { HOP_COLUMNS, MESSAGE_COLUMNS } from '../../src/trace/trace-columns.js'
import { deploymentOf } from '../deployment/fixture.js'
import { tablesIn } from './markdown-rows.js'

/** The columns that each table of a page explains: the first cell of a line may name several. */
function explainedIn(page: string): string[][] {
  const tables = tablesIn(readFileSync(page, 'utf8')).filter(({ head }) => head[0] === 'column')
  return tables.map(({ rows }) => rows.flatMap(([names]) => [...names!.matchAll(/`(\w+)`/g)].map(([, name]) => name!)))
}

// reports/README.md is held by test/cli/report-columns.test.ts and sweep.test.ts, docs/printed-csv.md by test/cli/docs.test.ts.
describe('the tables of columns', () => {
  test('of docs/traces.md have every column of a trace and of its hops, in their order, and no other', () => {
    const columns = [MESSAGE_COLUMNS, HOP_COLUMNS].map((all) => all.map(({ name }) => name))
    expect(explainedIn('docs/traces.md')).toEqual(columns)
  })

  test('of docs/sizing.md have every column of size.csv, in their order, and no other', () => {
    const deployment = deploymentOf('name: a\n')
    const [head] = sizeCsv({ deployment, answers: [] } as unknown as Parameters<typeof sizeCsv>[0]).split('\n')
    expect(explainedIn('docs/sizing.md')).toEqual([head!.split(',')])
  })
})
