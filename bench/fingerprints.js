import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

/**
 * Whether the shipped scenarios behave as test/fingerprints.csv says; with `--update` it says from now on how they do. `npm run fingerprints --
 * --update` goes with a change that is meant, and the commit says why.
 */
const root = fileURLToPath(new URL('..', import.meta.url))
const unknown = process.argv.slice(2).filter((one) => one !== '--update')
if (unknown.length > 0) {
  console.error(`unknown: ${unknown.join(' ')} (there is --update)`)
  process.exitCode = 2
} else {
  const environment = process.argv.includes('--update') ? { ...process.env, SGSIM_FINGERPRINTS: 'update' } : process.env
  const vitest = join(root, 'node_modules', 'vitest', 'vitest.mjs')
  const { status } = spawnSync(process.execPath, [vitest, 'run', '--project', 'unit', 'test/fingerprints.test.ts'], {
    cwd: root,
    env: environment,
    stdio: 'inherit',
  })
  process.exitCode = status ?? 1
}
