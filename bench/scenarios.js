import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** Writes the pages of docs/scenarios, below what is written by hand, and their pictures: `npm run scenarios`. The test that runs all scenarios does. */
const root = fileURLToPath(new URL('..', import.meta.url))
const vitest = join(root, 'node_modules', 'vitest', 'vitest.mjs')
const { status } = spawnSync(process.execPath, [vitest, 'run', '--project', 'unit', 'test/fingerprints.test.ts'], {
  cwd: root,
  env: { ...process.env, SGSIM_SCENARIOS: 'update' },
  stdio: 'inherit',
})
process.exitCode = status ?? 1
