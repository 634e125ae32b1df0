import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { tableText, type Cell } from '../../src/report/table.js'
import { folder } from '../input/files.js'

type Cells = Record<string, Cell>

/** A line of requirements.csv: a requirement that passes, but for the cells that are given. */
export function line(requirement: string, cells: Cells = {}): Cells {
  const row: Cells = {
    requirement,
    payload: 'SW_opr_cmd',
    from: 'CIS/Billing - Utility',
    to: '2-Way Meter - Electr',
    sent: 1000,
    delivered: 1000,
    in_time: 1000,
    lost: 0,
    open: 0,
    counted: 1000,
    share_in_time: 1,
    low: 0.995,
    high: 1,
    bound_reliability: 0.98,
    bound_latency_s: 60,
    verdict: 'pass',
    reason: '100 % in time (within 1 min), must be above 98 %',
  }
  for (const name of ['p50', 'p90', 'p95', 'p99']) {
    row[`latency_${name}_s`] = 0.14
    row[`latency_${name}_low_s`] = 0.13
    row[`latency_${name}_high_s`] = 0.15
  }
  return { ...row, ...cells }
}

/** What fails for sure, and what is open. */
export const FAILED = { verdict: 'fail', share_in_time: 0.5, in_time: 500, low: 0.47, high: 0.53 } as const
export const UNDECIDED = { verdict: 'undecided', share_in_time: 0.98, in_time: 980, low: 0.97, high: 0.99 } as const
export const IDLE = { verdict: 'not exercised', share_in_time: undefined, low: undefined, high: undefined, counted: 0 }

export const RUN = {
  sgsim: '0.1.0',
  node: 20,
  name: 'town',
  profile: 'ACvW',
  useCases: ['Meter Reading'],
  seed: 1,
  start: '2026-01-01 00:00',
  durationS: 86400,
  deploymentHash: 'd'.repeat(64),
  catalogueHash: 'c'.repeat(64),
}

/** A report folder with these lines: all have the columns of the first one. */
export function reportOf(
  lines: readonly Cells[],
  run: Record<string, unknown> = {},
  budgets?: readonly Cells[],
): string {
  const path = join(folder(), 'report')
  mkdirSync(path)
  writeFileSync(join(path, 'run.json'), JSON.stringify({ ...RUN, ...run }, undefined, 2))
  writeFileSync(join(path, 'requirements.csv'), table(lines))
  if (budgets) writeFileSync(join(path, 'budgets.csv'), table(budgets))
  return path
}

function table(lines: readonly Cells[]): string {
  const columns = Object.keys(lines[0]!)
  return tableText(
    columns,
    lines.map((cells) => columns.map((column) => cells[column])),
  )
}
