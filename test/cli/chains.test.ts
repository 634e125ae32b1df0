import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { folderOf, sgsim } from './sgsim.js'

/** Storage devices whose alarms are late at the displays of homes, in two hours, though no leg is too slow (SRS 4.5.4.2). */
const LATE = `name: late
profile: AHEMCvW + DCSIRsF
use-cases: [Islanded Distr. Cust. Storage]
duration: 3 h
spontaneous-events: false
quantities: { meters: { electric: { residential: 20 } }, esi: { in-meter: 20 }, han: { ipd: 5 }, feeder-devices: { storage: 4 } }
networks: { fan: { delay: 7.4 s, loss: 0% }, enterprise: { delay: 3.4 s }, wan: { loss: 0% }, nan: { loss: 0% }, han: { delay: 7.5 s, loss: 0% } }
events:
  - { at: "00:10", what: transformer-lost }
  - { at: "00:50", what: transformer-restored }
  - { at: "01:10", what: transformer-lost }
choices:
  requirements:
    4.5.4.1/distr_cust_storage_status_cmd: off
    4.5.4.1/distr_cust_storage_status_resp-data: off
    # The second copy, straight to LMS - Utility, has 6 s for what three legs of the chain have 18 s for.
    4.5.4.2/distr_cust_storage_in-island-mode_alarm/21: off
    4.5.4.2/distr_cust_storage_out-of-island-mode_alert/21: off
`

describe('a run in which a stated sub-total fails, and no requirement', () => {
  test('ends with 0, and says that the sub-totals contradict their legs', () => {
    const folder = folderOf({ 'late.yaml': LATE })
    const { status, stdout, stderr } = sgsim(folder, 'run', 'late.yaml')
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' })
    expect(stdout).toMatch(/^chains {8}0 pass, 1 fail, \d undecided; stated sub-totals contradict/m)
    expect(stdout).toContain('no requirement failed')
    const lines = readFileSync(join(folder, 'reports', 'late', 'chains.csv'), 'utf8')
      .trim()
      .split('\n')
      .slice(1)
    const failed = lines.filter((line) => line.includes(',fail,'))
    expect(failed.map((line) => line.split(',').slice(0, 4))).toEqual([
      ['4.5.4.2', 'in-island-mode', 'Distr. Cust. Storage', 'IPD'],
    ])
  })
})
