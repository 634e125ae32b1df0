import { appendFileSync } from 'node:fs'

const FILE = process.env.SGSIM_COVERAGE

/** Whether figures are wanted: bench/coverage.js makes docs/statistics.md of them. */
export const recording = FILE !== undefined

/** Adds a figure that a test has measured to the file that is named for them. */
export function record(figure: Record<string, string | number>): void {
  if (FILE !== undefined) appendFileSync(FILE, `${JSON.stringify(figure)}\n`)
}
