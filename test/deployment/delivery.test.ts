import { describe, expect, test } from 'vitest'
import { deliveryOf } from '../../src/deployment/delivery.js'
import { matches, speakingOf } from '../../src/deployment/payload-patterns.js'
import { catalogue, deploymentOf, problemsOf } from './fixture.js'

const payload = (name: string) => catalogue.payloads.get(name)!
const rulesOf = (yaml: string, name: string) =>
  deliveryOf(deploymentOf(`name: a\n${yaml}`).settings.delivery, payload(name))

describe('delivery', () => {
  test('is never acknowledged and never too late where nothing is said of it; otherwise as UC96 has it: 60 s, three more', () => {
    expect(rulesOf('', 'SW_opr_cmd')).toEqual({
      acknowledged: false, 'time-out': 60e6, resends: 3, bytes: 20, expires: Infinity,
    }) // prettier-ignore
    const { assumptions } = deploymentOf('name: a')
    const of = (key: string) => assumptions.find((one) => one.name === `delivery.${key}`)
    expect([of('time-out')?.value, of('time-out')?.source]).toEqual(['60 s', 'UC96, step 2.2'])
    expect([of('resends')?.value, of('resends')?.source]).toEqual(['3', 'UC96, step 2.3'])
  })

  test('is for all, over that for a type, over that for some names, over that for one', () => {
    const yaml = `delivery:
  resends: 9
  payloads:
    SW_opr_cmd: { resends: 1 }
    'SW_opr_*': { resends: 2, bytes: 30 B }
    'SW_*': { resends: 4, bytes: 40 B, expires: 1 h }
    cmd: { acknowledged: true, resends: 5, expires: at-bound }`
    expect(rulesOf(yaml, 'SW_opr_cmd')).toMatchObject({ acknowledged: true, resends: 1, bytes: 30, expires: 3600e6 })
    expect(rulesOf(yaml, 'SW_opr_cancel_cmd')).toMatchObject({ acknowledged: true, resends: 2, bytes: 30 })
    expect(rulesOf(yaml, 'SW_state_cmd')).toMatchObject({ acknowledged: true, resends: 4, bytes: 40 })
    // An acknowledgement is no command.
    expect(rulesOf(yaml, 'SW_opr_cmd_ack')).toMatchObject({ acknowledged: false, resends: 2 })
    expect(rulesOf(yaml, 'on-demand_Mtr-read_cmd')).toMatchObject({
      acknowledged: true,
      resends: 5,
      expires: 'at-bound',
    })
    expect(rulesOf(yaml, 'on-demand_Mtr-read_resp-data')).toMatchObject({ acknowledged: false, resends: 9 })
  })

  test('does not depend on the order in which it is written', () => {
    const keys = ["'SW_*': { resends: 4 }", 'cmd: { resends: 5 }', "'SW_opr_*': { resends: 2 }"]
    const orders = [keys, keys.toReversed(), [keys[1]!, keys[0]!, keys[2]!]]
    for (const order of orders)
      expect(rulesOf(`delivery: { payloads: { ${order.join(', ')} } }`, 'SW_opr_cmd').resends).toBe(2)
  })

  test.each([
    [
      'a payload that is none',
      '{ payloads: { SW_opr_cmdd: { resends: 1 } } }',
      '2:25: no payload, and no type of payload, is called "SW_opr_cmdd" | did you mean "SW_opr_cmd"?',
    ],
    [
      'a type that is none',
      '{ payloads: { alarmm: { resends: 1 } } }',
      '2:25: no payload, and no type of payload, is called "alarmm" | did you mean "alarm"?',
    ],
    [
      'wildcards that fit nothing',
      "{ payloads: { 'bulk-*': { resends: 1 } } }",
      '2:25: no payload, and no type of payload, is called "bulk-*"',
    ],
    [
      'two that say as much of one',
      "{ payloads: { 'SW_opr_*': {}, '*opr_cmd': {} } }",
      '2:41: "*opr_cmd" and "SW_opr_*" both speak of SW_opr_cmd, and neither says more | name SW_opr_cmd itself',
    ],
    [
      'an age without a unit',
      '{ expires: 10 }',
      '2:22: delivery.expires: expected never, at-bound or a duration with its unit, such as "10 min", found 10',
    ],
    [
      'an age that is no word',
      '{ expires: at-bond }',
      '2:22: delivery.expires: expected never, at-bound or a duration with its unit',
    ],
    ['no age at all', '{ expires: 0 s }', '2:22: delivery.expires: expected a duration above zero'],
    ['no time-out', '{ time-out: 0 s }', '2:23: delivery.time-out: expected a duration above zero'],
    [
      'too many resends',
      '{ resends: 101 }',
      '2:22: delivery.resends: expected a whole number of resends from 0 to 100',
    ],
    ['a word for yes', '{ acknowledged: yes }', '2:27: delivery.acknowledged: expected true or false; found "yes"'],
    [
      'a key that is none',
      '{ retries: 1 }',
      '2:13: "delivery" has no key "retries" | one of: acknowledged, time-out, resends, bytes, expires, payloads',
    ],
    [
      'a key of a payload that is none',
      '{ payloads: { cmd: { acknowleged: true } } }',
      '2:32: "delivery.payloads.cmd" has no key "acknowleged" | did you mean "acknowledged"?',
    ],
  ])('refuses %s', (_, text, says) => {
    const problems = problemsOf(`name: a\ndelivery: ${text}`)
    expect(problems).toHaveLength(1)
    expect(problems[0]).toContain(`test.yaml:${says}`)
  })
})

describe('a pattern', () => {
  test('stands for all names that begin, end and go on as it does', () => {
    expect(matches('bulk_*', 'bulk_Mtr-read_cmd')).toBe(true)
    expect(matches('bulk_*', 'a_bulk_')).toBe(false)
    expect(matches('*_cmd', 'bulk_Mtr-read_cmd')).toBe(true)
    expect(matches('b*r-*d', 'bulk_Mtr-read_cmd')).toBe(true)
    expect(matches('*', 'anything')).toBe(true)
    // Nothing but * is a wildcard.
    expect(matches('SW.opr', 'SW_opr')).toBe(false)
    expect(matches('SW_op+r', 'SW_oppr')).toBe(false)
  })

  test('that is a name says most, and a type least', () => {
    const keys = ['SW_opr_cmd', '*', 'cmd', 'SW_*']
    expect(speakingOf(keys, { name: 'SW_opr_cmd', type: 'cmd' })).toEqual(['cmd', '*', 'SW_*', 'SW_opr_cmd'])
  })
})
