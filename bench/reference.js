import { testsStatus } from './measured.js'

/** Writes docs/reference: `npm run reference`. The test that asks whether its pages are stale makes them, from the sources as they are. */
process.exitCode = testsStatus(['--project', 'unit', 'test/docs/reference.test.ts'], { SGSIM_REFERENCE: 'update' })
