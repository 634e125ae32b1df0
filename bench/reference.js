import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** Writes docs/reference: `npm run reference`. The test that asks whether its pages are stale makes them, from the sources as they are. */
const root = fileURLToPath(new URL('..', import.meta.url))
const vitest = join(root, 'node_modules', 'vitest', 'vitest.mjs')
const { status } = spawnSync(process.execPath, [vitest, 'run', '--project', 'unit', 'test/docs/reference.test.ts'], {
  cwd: root,
  env: { ...process.env, SGSIM_REFERENCE: 'update' },
  stdio: 'inherit',
})
process.exitCode = status ?? 1
