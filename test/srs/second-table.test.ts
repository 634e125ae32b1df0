import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { readCsv } from '../../src/input/csv.js'
import { loadCatalogue } from '../../src/srs/catalogue.js'
import { readProfile } from '../../src/srs/profile.js'
import { resolvePath } from '../../src/srs/resolve-path.js'

/** The leg of the island alarms that stands only in the second table of SRS 4.5.4.2, read as rows under 4.5.4.2.2. */
const catalogue = loadCatalogue()
const own = catalogue.requirements.filter((one) => one.section === '4.5.4.2.2')
const printed = readCsv(join(catalogue.folder, 'second-table-4.5.4.2.csv'), [
  'section',
  'leg',
  'from',
  'to',
  'latency',
  'reliability',
  'size',
  'payload',
])
const NAMES = ['distr_cust_storage_in-island-mode_alarm', 'distr_cust_storage_out-of-island-mode_alert']

describe('the fourth leg of the second table of 4.5.4.2', () => {
  it('has the sender, receivers and cells that are printed, under the name of the legs before it', () => {
    const fourth = printed.filter((line) => line.get('leg') === '4')
    const third = printed.filter((line) => line.get('leg') === '3')
    const expected = fourth.flatMap((line, i) =>
      line.get('to').split(';').map((to) => ({
        payload: third[i]!.get('payload'),
        from: line.get('from'),
        to,
        latency: line.get('latency'),
        reliability: line.get('reliability'),
        size: line.get('size'),
      })),
    ) // prettier-ignore
    expect(expected).toHaveLength(6)
    const found = own.map(({ payload, from, to, cells: { latency, reliability, size } }) => ({
      payload: payload.name,
      from,
      to,
      latency,
      reliability,
      size,
    }))
    expect(found).toEqual(expected)
  })

  it('comes when, and as often as, what it hands on: that table has neither', () => {
    for (const { id, payload, cells } of own) {
      const handedOn = catalogue.requirement(`4.5.4.2/${payload.name}/28`)!
      expect(handedOn.to, id).toBe('LMS - Utility')
      expect([cells.when, cells.howOften], id).toEqual([handedOn.cells.when, handedOn.cells.howOften])
    }
  })

  it('is used, and said to be inferred', () => {
    for (const { id, used, section, erratum } of own) {
      const line = catalogue.errata.find((one) => one.id === erratum)
      expect(line, id).toMatchObject({ section, uses: expect.stringMatching(/^inferred/) })
      expect(used, id).toBe(true)
    }
  })

  it('is sent once: because of what DAC - Ops/Regnl hands on, not of the second copy from the device', () => {
    for (const name of NAMES) {
      const ids = own.filter((one) => one.payload.name === name).map((one) => one.id)
      expect(ids).toHaveLength(3)
      const causes = catalogue.effects.filter((one) => one.effectIds.some((id) => ids.includes(id)))
      expect(causes.map(({ causeIds, effectIds, on, share }) => ({ causeIds, effectIds, on, share }))).toEqual([
        { causeIds: [`4.5.4.2/${name}/28`], effectIds: ids, on: 'received', share: 1 },
      ])
    }
  })

  it.each([
    ['AHEMCvW + DCSIRsF', true],
    ['ARHEM3CvIW + DCSIfF', true],
    ['ACvW + DCSIRsF', false],
  ])('reaches MDMS under %s, and homes where that has a network for them: %s', (code, homes) => {
    const cell = readProfile(code)
    if (!('value' in cell)) throw new Error(cell.problem)
    const { value: profile } = cell
    const reached = own
      .filter(({ from, to }) => 'hops' in resolvePath(catalogue, profile, from, to))
      .map(({ to }) => to)
    expect(new Set(reached)).toEqual(new Set(homes ? ['IPD', 'Cust. EMS', 'MDMS'] : ['MDMS']))
  })
})
