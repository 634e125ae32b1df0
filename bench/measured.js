import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

export const ROOT = fileURLToPath(new URL('..', import.meta.url))

/**
 * Runs the tests that write what they measure into the file that this variable of the environment names, and documents it; where they
 * do not all pass, the document stays as it was. With the name of a file that the tests have written before, it runs nothing.
 */
export function measured(variable, tests, document) {
  const [written] = process.argv.slice(2)
  const folder = mkdtempSync(join(tmpdir(), 'sgsim-measured-'))
  try {
    const file = written ?? join(folder, 'figures')
    if (written !== undefined || testsStatus(tests, { [variable]: file }) === 0) document(file)
    else process.exitCode = 1
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** Runs tests with these variables in their environment; the status with which they end. */
export function testsStatus(tests, variables = {}) {
  const vitest = join(ROOT, 'node_modules', 'vitest', 'vitest.mjs')
  const { status } = spawnSync(process.execPath, [vitest, 'run', ...tests], {
    cwd: ROOT,
    env: { ...process.env, ...variables },
    stdio: 'inherit',
  })
  return status ?? 1
}
