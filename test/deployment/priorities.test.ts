import { describe, expect, test } from 'vitest'
import { CLASSES, priorityOf } from '../../src/deployment/priorities.js'
import { catalogue, deploymentOf, problemsOf } from './fixture.js'

function classOf(payload: string, ...set: string[]) {
  const { settings } = deploymentOf('name: a', ...set)
  return CLASSES[priorityOf(settings.priorities, catalogue.payloads.get(payload)!)]
}

describe('classes of priority', () => {
  test.each([
    ['fault_lock_out_alarm', 'alarm'],
    ['FeederSwitch_status_change_alert', 'alarm'],
    ['SW_opr_cmd', 'command'],
    ['SW_opr_cmd_ack', 'response'],
    ['SW_opr_fail_cmd-err', 'response'],
    ['Mtr-read_multi-interval-data_resp-data', 'response'],
    ['bulk_Mtr-read_cmd', 'bulk'],
    ['bulk_Mtr-read_resp-data', 'bulk'],
    ['NIC_firmware_update_broadcast_cmd', 'bulk'],
    ['DAP_program_update_cmd', 'bulk'],
    // That an update has been taken in is no file.
    ['NIC_firmware_update_confirmation', 'response'],
  ])('%s is of the class %s', (payload, name) => {
    expect(classOf(payload)).toBe(name)
  })

  test('are moved by type, by wildcard, or by name, of which the name says most', () => {
    const moved = [
      'priorities.types.cmd=response',
      'priorities.payloads={SW_*: alarm, SW_state_cmd: bulk, cmd: command}',
    ]
    expect(classOf('SW_opr_cmd', ...moved)).toBe('alarm')
    expect(classOf('SW_state_cmd', ...moved)).toBe('bulk')
    expect(classOf('valve_opr_cmd', ...moved)).toBe('command')
    expect(classOf('valve_opr_cmd', moved[0]!)).toBe('response')
    expect(classOf('bulk_Mtr-read_cmd', 'priorities.files=response')).toBe('response')
  })

  test('are assumptions, each with its description', () => {
    const { assumptions } = deploymentOf('name: a')
    const lines = assumptions.filter((one) => one.name.startsWith('priorities.'))
    expect(lines.map(({ name, value }) => `${name} ${value}`)).toContain('priorities.types.alarm alarm')
    expect(lines).toHaveLength(9)
    expect(lines.every(({ description }) => description !== '')).toBe(true)
  })

  test('refuse a name that matches nothing and a class that is none, with the nearest word, all at once', () => {
    const problems = problemsOf(`name: a
priorities:
  payloads:
    SW_opr_cmdd: alarm
    bulk_*: bulkk
`)
    expect(problems).toEqual([
      expect.stringMatching(
        /^test\.yaml:4:5: no payload, and no type of payload, is called "SW_opr_cmdd".*did you mean "SW_opr_cmd"/,
      ),
      expect.stringMatching(
        /^test\.yaml:5:13: .*expected a class of priority: alarm, command, response, bulk.*did you mean "bulk"/,
      ),
    ])
  })
})

describe('the keys of nodes', () => {
  test('that are wrong are reported at their place', () => {
    const problems = problemsOf(`name: a
nodes:
  gas-meter: { wake-up: { every: 10 s, for: 1 min } }
  dap: { buffer: 1000 }
  water-metr: { servers: 1 }
`)
    expect(problems).toEqual([
      expect.stringMatching(/^test\.yaml:3:\d+: .*no longer than the time from one to the next/),
      expect.stringMatching(/^test\.yaml:4:\d+: .*such as "1000 packets"/),
      expect.stringMatching(/^test\.yaml:5:3: .*water-metr.*did you mean "water-meter"/),
    ])
  })
})
