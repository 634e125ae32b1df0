import { describe, expect, test } from 'vitest'
import { ROOT, sgsim } from './sgsim.js'

describe('sgsim explain', () => {
  test('explains a requirement in a deployment, as text and as JSON', () => {
    const words = ['explain', '4.15.4.1/SW_opr_cmd/1', '--deployment', 'scenarios/quickstart.yaml']
    const { status, stdout } = sgsim(ROOT, ...words)
    expect(status).toBe(0)
    expect(stdout).toContain('says: 8AM - 8PM')
    expect(stdout).toContain('read: 08:00 to 20:00')
    const explanation = JSON.parse(sgsim(ROOT, ...words, '--json').stdout) as { deployment: object }
    // 10,000 meters × 25.5 per 1000 a day.
    expect(explanation.deployment).toMatchObject({ name: 'quickstart', applies: true, messagesPerDay: 255 })
  })

  test('explains as CSV, and not as JSON at once', () => {
    const words = ['explain', '4.15.4.1/SW_opr_cmd/1', '--csv']
    const { status, stdout } = sgsim(ROOT, ...words)
    expect(status).toBe(0)
    expect(stdout.split('\n')[0]).toBe('requirement,about,territory,name,value,meaning')
    expect(stdout).toContain(',cell,NA,when,8AM - 8PM,08:00 to 20:00\n')
    expect(sgsim(ROOT, ...words, '--json')).toMatchObject({ status: 2, stdout: '' })
  })

  test('takes the references that sgsim requirements prints', () => {
    const town = 'scenarios/quickstart.yaml'
    const { stdout } = sgsim(ROOT, 'requirements', town, '--payload', 'SW_opr_cmd')
    const [, leg, flow] = /^ +(:2) (\w+), /m.exec(stdout)!
    const one = sgsim(ROOT, 'explain', `4.15.4.1/SW_opr_cmd/1${leg}`, '--deployment', town)
    expect(one.status).toBe(0)
    expect(one.stdout).toContain(`leg 2 of 4, ${flow}: `)
    const without = sgsim(ROOT, 'explain', `4.15.4.1/SW_opr_cmd/1${leg}`)
    expect(without).toMatchObject({ status: 2, stdout: '' })
    expect(without.stderr).toContain('--deployment')
  })

  test('offers the ids of a payload that is named alone', () => {
    const { status, stdout, stderr } = sgsim(ROOT, 'explain', 'SW_opr_cmd')
    expect([status, stdout]).toEqual([2, ''])
    expect(stderr).toContain('no requirement is called "SW_opr_cmd"')
    expect(stderr).toContain('4.15.4.1/SW_opr_cmd/1')
  })

  test('refuses a deployment that is wrong', () => {
    const words = [
      'explain',
      '4.15.4.1/SW_opr_cmd/1',
      '--deployment',
      'scenarios/quickstart.yaml',
      '--set',
      'nan.rate=5',
    ]
    const { status, stderr } = sgsim(ROOT, ...words)
    expect(status).toBe(2)
    expect(stderr).toContain('--set nan.rate=5: networks.nan.rate: expected a rate with its unit')
  })
})
