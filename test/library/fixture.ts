import { mkdtempSync, realpathSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import { InputError } from '../../src/index.js'

/** Six hours of a hundred meters. */
export const SMALL = `name: small
profile: ACvW
use-cases: [Meter Reading, Service Switch]
duration: 6 h
quantities: { meters: { electric: { residential: 90, commercial: 10 } } }
`

/** Switch commands have a minute (SRS 4.15.4.1); what is slow here is the NAN, which takes them so long; in two days that is decided. */
export const SLOW = `name: slow
use-cases: [Service Switch]
duration: 2 days
quantities: { meters: { electric: { residential: 4000 } }, endpoints-per-dap: 100 }
networks: { nan: { delay: 40 s, loss: 0% } }
choices: { ranges: high }
`

/** A new folder, gone after the test. */
export function newFolder(): string {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'sgsim-library-')))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

/** What is wrong, as `place: message | hint`. */
export async function problemsIn(act: () => unknown): Promise<string[]> {
  try {
    await act()
  } catch (error) {
    if (!(error instanceof InputError)) throw error
    return error.problems.map(({ position: { file, line, column }, message, hint }) => {
      const place = line === undefined ? file : `${file}:${line}:${column}`
      return `${place}: ${message}${hint === undefined ? '' : ` | ${hint}`}`
    })
  }
  return []
}
