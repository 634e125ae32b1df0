import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { loadCatalogue, PAYLOADS_FOLDER } from '../../src/srs/catalogue.js'
import { ownFolder, problemsOf, shippedLine } from './payload-folders.js'

const SWITCH = 'requirements/4.15-service-switch.csv'

const told = (own: string) =>
  problemsOf(PAYLOADS_FOLDER, own).map(({ position, message, hint }) => ({ position, message, hint }))

describe('an effect without a cause', () => {
  it('is none of the shipped ones', () => {
    expect(problemsOf(PAYLOADS_FOLDER)).toEqual([])
  })

  it('is refused where its sender does not receive the cause', () => {
    const own = ownFolder({ 'effects.csv': ['', 'SW_opr_cmd,4.11.4.2/Configuration_Event/2,received,1,ours'] })
    expect(told(own)).toEqual([
      {
        position: { file: join(own, 'effects.csv'), line: 3, column: 1 },
        message: 'cause: no sender of 4.11.4.2/Configuration_Event/2 receives SW_opr_cmd',
        hint: 'the cause goes to 2-Way Meter - Electr; the effect comes from 2-Way Meter - Gas',
      },
    ])
  })

  it('is refused where its sender is on no way of the cause', () => {
    const own = ownFolder({ 'effects.csv': ['SW_opr_cmd,4.11.4.2/Configuration_Event/2,undeliverable,1,ours'] })
    expect(told(own).map(({ message, hint }) => [message, hint])).toEqual([
      [
        'cause: no sender of 4.11.4.2/Configuration_Event/2 passes on SW_opr_cmd',
        'the cause is sent by CIS/Billing - Utility; the effect comes from 2-Way Meter - Gas',
      ],
    ])
  })

  it("may be given by the user's own folder to what an event sets off, which then waits for that no more", () => {
    const own = ownFolder({ 'effects.csv': ['SW_opr_cmd,otg_ntf_evnt_data,received,1,ours'] })
    const catalogue = loadCatalogue(undefined, own)
    expect(catalogue.eventKinds.has('lost-power-event')).toBe(false)
    expect(catalogue.operatingModes.scalings.find((one) => one.row === 'otg_ntf_evnt_data')?.ids).toEqual([])
    // It comes with its cause.
    const of = (id: string) => catalogue.operatingModes.factor('high', { id })
    expect(of('4.12.4.1/otg_ntf_evnt_data/1')).toBe(of('4.15.4.1/SW_opr_cmd/1'))
  })

  it('may come from a narrower actor than the one that the cause goes to, and from any on any way', () => {
    const own = ownFolder({
      'effects.csv': [
        // An electric meter of a home is an electric meter.
        'SW_state_cmd,4.10.4.4/Mtr-read_multi-interval-data_resp-data/7,received,1,ours',
        // Of the ways of the command some lead by the MDMS, some do not.
        'SW_state_cmd,SW_opr_cmd_comm-err,undeliverable,1,ours',
      ],
    })
    expect(told(own).filter((one) => one.message.startsWith('cause: '))).toEqual([])
  })

  it("is refused in a pair of the user's own that no cause reaches", () => {
    const line = shippedLine(SWITCH, '4.15.4.1,SW_opr_cmd_ack,1,').split(',')
    expect(line[4]).toBe('2-Way Meter - Electr')
    const elsewhere = [...line.slice(0, 2), '9', line[3], 'DAPjm', ...line.slice(5)].join(',')
    const own = ownFolder({ 'requirements/ours.csv': [elsewhere] })
    expect(told(own)).toEqual([
      {
        position: { file: join(own, 'requirements/ours.csv'), line: 2, column: 1 },
        message: 'from: none of what causes 4.15.4.1/SW_opr_cmd_ack/9 (effects.csv) reaches DAPjm',
        hint: undefined,
      },
    ])
  })
})
