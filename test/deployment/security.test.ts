import { describe, expect, test } from 'vitest'
import { costOf } from '../../src/deployment/security.js'
import { catalogue, deploymentOf, problemsOf } from './fixture.js'

const payload = (name: string) => catalogue.payloads.get(name)!

describe('security', () => {
  test('costs what the three levels of a payload cost together', () => {
    const { message } = deploymentOf(`name: a
security: { message: { confidentiality: { L: 1 B, M: 2 B }, integrity: { M: 10 B, H: 20 B }, availability: { not-stated: 7 B } } }`)
      .settings.security
    // M, H, M and L, L, L (SRS 4.15.3); FeederSwitch_close_ack has levels, the island alerts of 4.6.3 have none.
    expect(costOf(message, payload('SW_opr_cmd'))).toBe(22)
    expect(costOf(message, payload('SW_opr_cmd_ack'))).toBe(1)
    const unstated = [...catalogue.payloads.values()].find((one) => one.availability === 'not stated')!
    expect(costOf(message, unstated)).toBe(7)
  })

  test('costs nothing where nothing is said, and then is no line of the assumptions', () => {
    const { settings, assumptions } = deploymentOf('name: a')
    for (const one of catalogue.payloads.values()) expect(costOf(settings.security.message, one)).toBe(0)
    expect(assumptions.filter((one) => one.name.startsWith('security'))).toEqual([])
    const some = deploymentOf('name: a\nsecurity: { packet: { nan: { integrity: { H: 8 B } } } }').assumptions
    expect(
      some.filter((one) => one.name.startsWith('security')).map((one) => [one.name, one.value, one.setBy]),
    ).toEqual([['security.packet.nan.integrity.H', '8 B', 'deployment']])
  })

  test.each([
    [
      'a level that is none',
      '{ message: { integrity: { X: 1 B } } }',
      '2:37: "security.message.integrity" has no key "X"',
    ],
    [
      'what is none of the three',
      '{ message: { secrecy: { L: 1 B } } }',
      '2:24: "security.message" has no key "secrecy"',
    ],
    [
      'a network that is none',
      '{ packet: { nam: { integrity: { L: 1 B } } } }',
      '2:23: "security.packet" has no key "nam" | did you mean "nan"?',
    ],
    [
      'bytes for a time',
      '{ processing: { sender: { integrity: { L: 1 B } } } }',
      'security.processing.sender.integrity.L: expected a duration with its unit',
    ],
    [
      'a size without a unit',
      '{ message: { integrity: { L: 16 } } }',
      'security.message.integrity.L: expected a size with its unit',
    ],
    [
      'more than a packet holds',
      '{ packet: { nan: { integrity: { H: 1440 B } } } }',
      '2:28: security.packet.nan: expected at most 1439 B, found 1440 B for',
    ],
  ])('refuses %s', (_, text, says) => {
    expect(problemsOf(`name: a\nsecurity: ${text}`).join('\n')).toContain(says)
  })

  test('may leave one byte of a packet for its message', () => {
    expect(problemsOf('name: a\nsecurity: { packet: { nan: { integrity: { H: 1439 B } } } }')).toEqual([])
  })
})
