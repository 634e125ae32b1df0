import { join } from 'node:path'
import { expect, test } from 'vitest'
import { FolderWriter } from '../../src/input/write-aside.js'
import { compareReports } from '../../src/plan/compare.js'
import { writeCheck } from '../../src/report/check-report.js'
import { MARKER, writeReport } from '../../src/report/folder.js'
import { checkTrace } from '../../src/run/check-trace.js'
import { run } from '../../src/run/run.js'
import { CsvRowSink } from '../../src/trace/csv-rows.js'
import { MESSAGE_COLUMNS } from '../../src/trace/trace-columns.js'
import { TraceRecorder } from '../../src/trace/trace-recorder.js'
import { deploymentOf } from '../deployment/fixture.js'
import { folder } from '../input/files.js'

// On-demand reads have 15 s (SRS 4.10.4.1), of which a NAN of 20 s leaves none.
const SLOW = `name: slow
duration: 2 days
use-cases: [Meter Reading]
quantities: { meters: { electric: { residential: 1000 } }, endpoints-per-dap: 100 }
networks: { nan: { delay: 20 s } }
nodes: { head-end: { servers: 1, processing: 50 ms } }
budgets:
  - { add: "on-demand* > 90% within 1 s" }
  - { add: wan.up utilisation max < 90% }
  - { add: head-end backlog max < 1 }
`

test('a run and the check of its own trace are the same, but for what a trace does not tell', async () => {
  const deployment = deploymentOf(SLOW)
  const nowhere = { write: () => undefined, end: () => undefined, stop: () => undefined }
  const file = join(folder(), 't.csv')
  const trace = new TraceRecorder(new CsvRowSink(file, MESSAGE_COLUMNS), nowhere, deployment.settings.seed)
  const ran = (await run(deployment, { trace }))!
  trace.end()
  const check = (await checkTrace(deployment, file))!
  const [base, next] = ['run', 'check'].map((name) => join(folder(), name))
  await writeReport(new FolderWriter(base!, MARKER), ran, { load: 1 }, { html: false })
  const writer = new FolderWriter(next!, MARKER)
  await writeCheck(writer, check, false)
  writer.commit()
  // What fails says after a run which leg took the time.
  const failed = ran.outcomes.filter(({ verdict }) => verdict === 'fail')
  expect(failed.length).toBeGreaterThan(0)
  expect(check.outcomes.filter(({ verdict }) => verdict === 'fail').map(({ reason }) => reason)).not.toEqual(
    failed.map(({ reason }) => reason),
  )
  const comparison = compareReports(base!, next!)
  expect(comparison).toMatchObject({ verdicts: [], moved: [], budgets: [], gone: [], came: [], regressions: 0 })
  expect(comparison.identical).toBe(ran.outcomes.length)
  expect(comparison.notes).toEqual([
    expect.stringMatching(/is the check of a trace, .*: 2 budgets of networks and nodes are not compared$/),
  ])
})
