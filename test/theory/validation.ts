import { appendFileSync, writeFileSync } from 'node:fs'
import { basename } from 'node:path'
import { expect } from 'vitest'
import { expectWithinMargin, interval } from './interval.js'

/** One line of a table in docs/validation.md (`npm run validation` makes it): what a formula says, and what the simulation gave. */
export interface ValidationRow {
  /** The formula by name, and last, in brackets, where it was published: "(Author year)" of the references there, or "(elementary)". */
  formula: string
  case: string
  ours: number
  theory: number
  /** Relative: (ours - theory) ÷ theory; so is the interval (95 %) of the difference. */
  difference: number
  interval: { low: number; high: number }
}

/** The lines that this test file has made so far. */
export const rows: ValidationRow[] = []

/**
 * All of the interval of the difference lies inside the margin, and the figures are a line of the table. `simulated` are independent
 * replications of the same figure.
 */
export function expectValidated(formula: string, named: string, simulated: number[], theory: number): void {
  const ours = simulated.reduce((sum, value) => sum + value, 0) / simulated.length
  const apart = interval(simulated.map((value) => value / theory - 1))
  validated({ formula, case: named, ours, theory, difference: ours / theory - 1, interval: apart })
  expectWithinMargin(simulated, theory)
}

/** Adds a line, also to the CSV file that the environment variable SGSIM_VALIDATION names. */
export function validated(row: ValidationRow): void {
  rows.push(row)
  const file = process.env['SGSIM_VALIDATION']
  if (file === undefined || file === '') return
  const { formula, case: named, ours, theory, difference, interval: apart } = row
  start(file)
  const test = basename(expect.getState().testPath ?? '')
  const line = [test, quoted(formula), quoted(named), ours, theory, difference, apart.low, apart.high].join(',')
  // Test files run side by side: a line that is appended in one piece stays in one piece.
  appendFileSync(file, `${line}\n`)
}

function start(file: string): void {
  try {
    writeFileSync(file, 'test,formula,case,ours,theory,difference,interval_low,interval_high\n', { flag: 'wx' })
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  }
}

const quoted = (text: string): string => (/[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text)
