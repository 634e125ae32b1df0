import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'

/**
 * Gives sgsim deployments, catalogues and traces that are wrong in every way (test/fuzz): each must be taken, or refused with a place.
 * `npm run fuzz -- [--runs 10000] [--seed N] [--only deployments|catalogues|traces]`. The seed is printed; what crashes is printed, cut down,
 * and lies in reports/fuzz.
 */
const root = fileURLToPath(new URL('..', import.meta.url))
const folder = join(root, 'reports', 'fuzz')
/** Of so many cases: most are deployments, which people write. */
const SHARES = { deployments: 0.6, catalogues: 0.2, traces: 0.2 }

const asked = read()
if (typeof asked === 'string') {
  console.error(asked)
  process.exitCode = 2
} else {
  const tests = asked.kinds.map((kind) => `test/fuzz/${kind}.test.ts`)
  const runs = Object.fromEntries(
    asked.kinds.map((kind) => [kind, asked.kinds.length === 1 ? asked.runs : Math.ceil(asked.runs * SHARES[kind])]),
  )
  console.log(`seed ${asked.seed}; the case that is being read lies in ${join(folder, '<kind>', 'now')}`)
  const vitest = join(root, 'node_modules', 'vitest', 'vitest.mjs')
  const child = spawn(
    process.execPath,
    [vitest, 'run', '--project', 'unit', '--disableConsoleIntercept=true', ...tests],
    {
      cwd: root,
      env: { ...process.env, SGSIM_FUZZ: JSON.stringify({ runs, seed: asked.seed, folder }) },
      stdio: 'inherit',
    },
  )
  child.on('exit', (status) => (process.exitCode = status ?? 1))
}

function read() {
  const options = { runs: { type: 'string' }, seed: { type: 'string' }, only: { type: 'string' } }
  try {
    const { values } = parseArgs({ options })
    const kinds = values.only === undefined ? Object.keys(SHARES) : [values.only]
    if (!kinds.every((kind) => kind in SHARES))
      return `--only: expected ${Object.keys(SHARES).join(', ')}; found ${values.only}`
    const [runs, seed] = [Number(values.runs ?? 10_000), Number(values.seed ?? Date.now() % 1e9)]
    if (!Number.isInteger(runs) || runs < 1) return `--runs: expected a whole number from 1; found ${values.runs}`
    if (!Number.isInteger(seed) || seed < 0) return `--seed: expected a whole number from 0; found ${values.seed}`
    return { kinds, runs, seed }
  } catch (error) {
    return error.message
  }
}
