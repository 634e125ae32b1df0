import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { loadDeployment, overrideOf } from '../../src/deployment/load.js'
import { checkTrace } from '../../src/run/check-trace.js'
import type { Outcome } from '../../src/run/outcome.js'
import { run } from '../../src/run/run.js'
import { CsvRowSink } from '../../src/trace/csv-rows.js'
import { NdjsonRowSink } from '../../src/trace/ndjson-rows.js'
import { MESSAGE_COLUMNS } from '../../src/trace/trace-columns.js'
import { TraceRecorder } from '../../src/trace/trace-recorder.js'
import type { Deployment } from '../../src/deployment/deployment.js'
import { catalogue, deploymentOf } from '../deployment/fixture.js'
import { folder } from '../input/files.js'

const SCENARIOS = fileURLToPath(new URL('../../scenarios/', import.meta.url))
const NOWHERE = { write: () => undefined, end: () => undefined, stop: () => undefined }

/** What a trace can tell: all but the leg that a failure is owed to. */
function told({ costliestLeg, reason, ...outcome }: Outcome): object {
  const { requirement, ...figures } = outcome
  return {
    id: requirement.id,
    reason: costliestLeg ? reason.replace(`; ${costliestLeg.text}`, '') : reason,
    ...figures,
  }
}

const shipped = (scenario: string, ...set: string[]) =>
  loadDeployment(
    join(SCENARIOS, `${scenario}.yaml`),
    catalogue,
    set.map((text) => overrideOf(text)!),
  )

/** Few meters on a mesh that loses much: reads come late, or with the next one. */
const LOSSY = ['duration=50 h', 'quantities.meters.electric.residential=100', 'quantities.meters.electric.commercial=10', 'nan.loss=30%', 'nan.retries=0'] // prettier-ignore

/** Alarms of storage devices that others pass on: three legs of which the SRS states a sub-total (4.5.4.2). */
const CHAINS = `name: chains
profile: AHEMCvW + DCSIRsF
use-cases: [Islanded Distr. Cust. Storage]
duration: 3 h
spontaneous-events: false
quantities: { meters: { electric: { residential: 20 } }, esi: { in-meter: 20 }, han: { ipd: 5 }, feeder-devices: { storage: 4 } }
networks: { fan: { delay: 7.4 s, loss: 10%, retries: 0 }, enterprise: { delay: 3.4 s }, han: { delay: 7.5 s } }
events:
  - { at: "00:10", what: transformer-lost }
  - { at: "00:50", what: transformer-restored }
  - { at: "01:10", what: transformer-lost }
`

const CASES: [what: string, deployment: () => Deployment][] = [
  ['scheduled reads that are lost', () => shipped('quickstart', ...LOSSY)],
  ['polled reads that are lost', () => shipped('quickstart', ...LOSSY, 'collection=poll')],
  ['large and small outages', () => shipped('nested-outage')],
  ['a storm', () => shipped('storm')],
  ['a campaign', () => shipped('firmware-broadcast', 'quantities.meters.electric.residential=500')],
  ['prices to all', () => shipped('price-burst')],
  ['chains of causes', () => deploymentOf(CHAINS)],
]

describe("a run's own trace", () => {
  test.each(CASES)('gives what the run gave: %s', async (what, of) => {
    const deployment = of()
    const [csv, ndjson] = [join(folder(), 't.csv'), join(folder(), 't.ndjson')]
    const sinks = [new CsvRowSink(csv, MESSAGE_COLUMNS), new NdjsonRowSink(ndjson, MESSAGE_COLUMNS)]
    const both = {
      write: (cells: Parameters<CsvRowSink['write']>[0]) => sinks.forEach((one) => one.write(cells)),
      end: () => sinks.forEach((one) => one.end()),
      stop: () => undefined,
    }
    const trace = new TraceRecorder(both, NOWHERE, deployment.settings.seed)
    const ran = (await run(deployment, { trace }))!
    trace.end()
    for (const file of [csv, ndjson]) {
      const check = (await checkTrace(deployment, file))!
      expect(check.outcomes.map(told)).toEqual(ran.outcomes.map(told))
      expect(check.chains).toEqual(ran.chains)
      // Each row is told of, and none twice.
      expect(check.notes).toMatchObject({ own: true, counted: check.notes.rows, duplicates: 0, strangers: 0 })
    }
    expect(ran.outcomes.some((one) => one.sent > 0)).toBe(true)
    if (what === 'chains of causes')
      expect(ran.chains.some((one) => one.inTime > 0 && one.sent > one.inTime)).toBe(true)
  })
})
