import { testsStatus } from './measured.js'

/**
 * Whether the shipped scenarios behave as test/fingerprints.csv says; with `--update` it says from now on how they do. `npm run fingerprints --
 * --update` goes with a change that is meant, and the commit says why.
 */
const unknown = process.argv.slice(2).filter((one) => one !== '--update')
if (unknown.length > 0) {
  console.error(`unknown: ${unknown.join(' ')} (there is --update)`)
  process.exitCode = 2
} else {
  const variables = process.argv.includes('--update') ? { SGSIM_FINGERPRINTS: 'update' } : {}
  process.exitCode = testsStatus(['--project', 'unit', 'test/fingerprints.test.ts'], variables)
}
