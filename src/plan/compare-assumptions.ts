import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { Problems } from '../input/problems.js'
import type { ReportFiles } from './report-files.js'
import { readReportRows } from './report-rows.js'

/** An assumption that has another value there; undefined where a report does not have it. */
export interface AssumptionChange {
  name: string
  base: string | undefined
  next: string | undefined
}

/** In what the assumptions of two reports differ, in the order of the first; undefined where one of them does not tell its own. */
export function assumptionChanges(base: ReportFiles, next: ReportFiles): AssumptionChange[] | undefined {
  const problems = new Problems()
  const [before, after] = [base, next].map(({ folder }) => assumptionsIn(join(folder, 'assumptions.csv'), problems))
  problems.throwIfAny()
  if (before === undefined || after === undefined) return undefined
  return [...new Set([...before.keys(), ...after.keys()])]
    .map((name) => ({ name, base: before.get(name), next: after.get(name) }))
    .filter((one) => one.base !== one.next)
}

function assumptionsIn(file: string, problems: Problems): Map<string, string> | undefined {
  if (!existsSync(file)) return undefined
  const rows = readReportRows(file, ['assumption', 'value'], problems)
  return new Map(rows.map((row) => [row.text('assumption'), row.text('value')]))
}
