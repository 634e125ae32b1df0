import { describe, expect, it } from 'vitest'
import { join } from 'node:path'
import { loadCatalogue, PAYLOADS_FOLDER } from '../../src/srs/catalogue.js'
import { ownFolder, problemsOf, shippedLine } from './payload-folders.js'

const FILE = 'operating-modes.csv'
const catalogue = loadCatalogue()
const { operatingModes, requirements, effects, eventKinds } = catalogue
const used = requirements.filter((one) => one.used)
const caused = new Set(effects.flatMap((effect) => effect.effectIds))
const factors = (id: string, of = catalogue) =>
  (['normal', 'medium', 'high'] as const).map((mode) => of.operatingModes.factor(mode, { id }))

describe('operating-modes.csv', () => {
  // SRS 4.21 step 6 speaks of periods with more events for these two use cases, and of these four situations.
  it('scales Meter Reading and Service Switch, and knows the four situations', () => {
    const scaled = new Set(used.filter((one) => factors(one.id)[2] !== 1).map((one) => one.useCase))
    expect([...scaled]).toEqual(expect.arrayContaining(['Meter Reading', 'Service Switch']))
    const situations = new Set(operatingModes.scalings.flatMap((one) => one.situations))
    expect([...situations].sort()).toEqual(['billing', 'moves', 'new-rates', 'storm'])
  })

  it('has medium between normal and high', () => {
    for (const { medium, high, row } of operatingModes.scalings) {
      expect(medium, row).toBeGreaterThan(1)
      expect(high, row).toBeGreaterThan(medium)
    }
  })

  it('scales no read by the clock, which comes when it is due', () => {
    for (const { id, payload } of used) {
      if (payload.type === 'resp-data' && !caused.has(id)) expect(factors(id), id).toEqual([1, 1, 1])
    }
  })

  it('lets effects come as often as their causes, of which none is scaled differently', () => {
    for (const { effectIds, causeIds } of effects) {
      for (const effect of effectIds) {
        // What the clock sends beside its causes keeps to the clock.
        for (const cause of causeIds) expect(factors(effect), `${cause} → ${effect}`).toEqual(factors(cause))
      }
    }
  })

  it('lets all come together that waits for one event', () => {
    for (const { event, waitingIds } of eventKinds.values()) {
      for (const id of waitingIds) expect(factors(id), event).toEqual(factors(waitingIds[0]!))
    }
  })
})

describe("a line of the user's own", () => {
  it('takes the place of a shipped one', () => {
    const own = ownFolder({ [FILE]: [shippedLine(FILE, 'SW_opr_cmd,').replace(',2,4,', ',1.5,6,')] })
    const other = loadCatalogue(undefined, own)
    expect(factors('4.15.4.1/SW_opr_cmd/1', other)).toEqual([1, 1.5, 6])
    expect(factors('4.15.4.1/SW_opr_cmd_ack/1', other)).toEqual([1, 1.5, 6])
    // Caused by the cancelling command as well, which is scaled less.
    expect(factors('4.15.4.4/SW_opr_cmd_comm-err/1', other)).toEqual([1, 2, 6])
  })

  it('holds before a shipped one that names it from further off', () => {
    const own = ownFolder({
      [FILE]: [
        '4.10.4.1/on-demand_Mtr-read_cmd,storm,5,6,ours',
        '4.10.4.1/on-demand_Mtr-read_cmd/1,storm,7,8,ours',
        'bulk_Mtr-read_cmd,billing,0.5,0.25,ours',
      ],
    })
    const other = loadCatalogue(undefined, own)
    expect(factors('4.10.4.1/on-demand_Mtr-read_cmd/1', other)).toEqual([1, 7, 8])
    expect(factors('4.10.4.1/on-demand_Mtr-read_cmd/2', other)).toEqual([1, 5, 6])
    expect(factors('4.20.2/on-demand_Mtr-read_cmd/1', other)).toEqual(factors('4.20.2/on-demand_Mtr-read_cmd/1'))
    expect(factors('4.10.4.5/bulk_Mtr-read_cmd/1', other)).toEqual([1, 0.5, 0.25])
  })

  // Line 2 of the own file, the column where the fault stands, what is said.
  it.each([
    ['SW_opr_cnd,storm,2,4,ours', 1, /^row: "SW_opr_cnd" is no payload, row or pair that is used$/, /"SW_opr_cmd"/],
    ['SW_opr_cmd_ack,storm,2,4,ours', 1, /^row: "SW_opr_cmd_ack" is sent by what causes it/, undefined],
    ['4.15.4.7/SW_opr_cmd_ack/1,storm,2,4,ours', 1, /is no payload, row or pair that is used$/, /did you mean/],
    ['SW_opr_cmd,strom,2,4,ours', 12, /^situations: unexpected "strom"$/, /did you mean "storm"\?/],
    ['SW_opr_cmd,billing;storn,2,4,ours', 20, /^situations: unexpected "storn"$/, /did you mean "storm"\?/],
    ['SW_opr_cmd,,2,4,ours', 12, /^situations: is empty$/, /one of: new-rates/],
    ['SW_opr_cmd,storm,x2,4,ours', 18, /^medium: expected a factor above 0, such as 2; found "x2"$/, /"2"/],
    ['SW_opr_cmd,storm,2,0,ours', 20, /^high: expected a factor above 0, such as 2; found "0"$/, /"4"|"10"/],
    ['SW_opr_cmd,storm,2,4,', 22, /^source: is empty$/, undefined],
    ['otg_ntf_evnt_data,storm,2,4', 27, /^expected 5 cells, found 4$/, /"source" is the first one missing/],
  ])('is refused: %s', (line, column, says, hint) => {
    const own = ownFolder({ [FILE]: [line] })
    const found = problemsOf(PAYLOADS_FOLDER, own)
    expect(found.map((one) => one.position)).toEqual([{ file: join(own, FILE), line: 2, column }])
    expect(found[0]!.message).toMatch(says)
    if (hint) expect(found[0]!.hint).toMatch(hint)
  })

  it('is refused where it scales one row that waits for an event and not another', () => {
    const own = ownFolder({ [FILE]: ['4.5.4.3/meter_capped_kwh_mode_cmd,storm,3,9,ours'] })
    const event = 'detected transformer lose of power event'
    const other = operatingModes.scalingOf('4.5.4.2/distr_cust_storage_in-island-mode_alarm/1')!.position
    const [one, ...others] = problemsOf(PAYLOADS_FOLDER, own)
    expect(others).toEqual([])
    expect(one!.position).toEqual({ file: join(own, FILE), line: 2, column: 1 })
    expect(one!.message).toMatch(`row: expected the same factors for all that waits for "${event}"; found 4.5.4.2/`)
    expect(one!.message).toMatch(`by others at ${other.file}:${other.line}:1`)
  })

  it('may not stand twice', () => {
    const line = shippedLine(FILE, 'SW_opr_cmd,')
    const own = ownFolder({ [FILE]: [line, line] })
    expect(problemsOf(PAYLOADS_FOLDER, own).map((one) => one.message)).toEqual([
      `row: "SW_opr_cmd" stands at ${join(own, FILE)}:2:1 already`,
    ])
  })

  it('need not be there for what the user has taken out', () => {
    const taken = shippedLine('requirements/4.15-service-switch.csv', '4.15.4.3,SW_state_cmd,1,').replace(
      ',yes,',
      ',no,',
    )
    const own = ownFolder({ 'requirements/ours.csv': [taken] })
    expect(problemsOf(PAYLOADS_FOLDER, own).filter((one) => one.message.startsWith('row: '))).toEqual([])
  })
})
