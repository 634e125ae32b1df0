import { describe, expect, test } from 'vitest'
import { ROOT, sgsim } from './sgsim.js'

describe('sgsim payloads', () => {
  test('prints one payload with the cells of the SRS as they stand (4.15.4.1)', () => {
    const { status, stdout } = sgsim(ROOT, ...['payloads', 'SW_opr_cmd', '--json'])
    expect(status).toBe(0)
    const [payload] = JSON.parse(stdout) as { requirements: object[] }[]
    expect(payload).toMatchObject({
      name: 'SW_opr_cmd',
      type: 'cmd',
      useCase: 'Service Switch',
      lic: '13/14',
      confidentiality: 'M',
      integrity: 'H',
      availability: 'M',
      baseload: true,
      highload: true,
    })
    expect(payload!.requirements).toEqual([
      {
        id: '4.15.4.1/SW_opr_cmd/1',
        section: '4.15.4.1',
        from: 'CIS/Billing - Utility',
        to: '2-Way Meter - Electr',
        mode: null,
        howOften: '1-50 per 1000 per | ElectrMtr per | day, 1-50 per 1000 per | Utl-PrePay-ElectrMtr per | day',
        when: '8AM - 8PM',
        latency: '< 1 min',
        reliability: '> 98%',
        size: '25',
        used: true,
        erratum: expect.any(String),
      },
    ])
  })

  test.each([[[]], [['SW_state_cmd_resp-data']], [['Mtr-read_multi-interval-data_resp-data']]])(
    'fits 80 columns: %s',
    (words) => {
      const { status, stdout } = sgsim(ROOT, ...['payloads', ...words])
      expect(status).toBe(0)
      for (const line of stdout.split('\n')) expect([...line].length, line).toBeLessThanOrEqual(80)
    },
  )

  test('has one line a payload in CSV, and no cell is empty', () => {
    const { stdout } = sgsim(ROOT, ...['payloads', '--csv'])
    const lines = stdout.trimEnd().split('\n')
    expect(lines[0]).toMatch(/^payload,type,use_case,section,/)
    expect(stdout).not.toMatch(/,,/)
    const { stdout: json } = sgsim(ROOT, ...['payloads', '--json'])
    expect(lines.length - 1).toBe((JSON.parse(json) as object[]).length)
  })

  // 4032-4154 of the SRS name two that stand in no row of a scenario's table.
  test.each([
    ['on_distr-cust-strg_alarm', 'in-island-mode_alarm'],
    ['off_distr_cust_strg_alert1', 'out-of-island-mode_alert'],
  ])('says of %s that it is counted apart, and as what it is sent', (name, sent) => {
    const { status, stdout } = sgsim(ROOT, 'payloads', name)
    expect(status).toBe(0)
    expect(stdout.replace(/\s+/g, ' ')).toContain(
      'the name stands only in the second table of 4.5.4.2, without a type, a When and a How Often, and is counted apart',
    )
    expect(stdout).toContain('50 - 150 bytes; latency < 12 sec; reliability > 98%')
    expect(stdout).toContain(`4.5.4.2.2/distr_cust_storage_${sent}`)
    expect(JSON.parse(sgsim(ROOT, 'payloads', name, '--json').stdout)).toMatchObject({ name, countedApart: true })
    expect(sgsim(ROOT, 'payloads', name, '--csv').stdout.trimEnd().split('\n')).toHaveLength(2)
    expect(sgsim(ROOT, 'payloads').stdout).toContain(name)
  })

  test('counts the 204 without them', () => {
    const { stdout } = sgsim(ROOT, 'payloads')
    expect(stdout).toContain('\n204 payloads; ')
    expect(stdout).toContain('\n2 more names, in the second table of 4.5.4.2 only')
  })

  test('offers the nearest name', () => {
    const { status, stdout, stderr } = sgsim(ROOT, ...['payloads', 'SW_opr_cnd'])
    expect([status, stdout]).toEqual([2, ''])
    expect(stderr).toContain('no payload is called "SW_opr_cnd"')
    expect(stderr).toContain('did you mean "SW_opr_cmd"?')
  })
})
