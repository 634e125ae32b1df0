import { testsStatus } from './measured.js'

/** Writes the pages of docs/scenarios, below what is written by hand, and their pictures: `npm run scenarios`. The test that runs all scenarios does. */
process.exitCode = testsStatus(['--project', 'unit', 'test/fingerprints.test.ts'], { SGSIM_SCENARIOS: 'update' })
