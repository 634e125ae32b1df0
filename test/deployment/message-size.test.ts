import { expect, it } from 'vitest'
import { deploymentOf, problemsOf } from './fixture.js'

// 2^31 bytes is where a count of bytes in 32 bits turns negative, and a message would arrive before it was sent.
it.each([
  ['assumptions: { x-mb: 1.1 GB }', 'assumptions.x-mb: expected at most 1 GB in one message; found "1.1 GB"'],
  ['delivery: { bytes: 3 GB }', 'delivery.bytes: expected at most 1 GB in one message; found "3 GB"'],
  [
    'delivery: { payloads: { SW_opr_cmd: { bytes: 3 GB } } }',
    'delivery.payloads.SW_opr_cmd.bytes: expected at most 1 GB in one message; found "3 GB"',
  ],
  [
    'choices: { requirements: { 4.15.4.1/SW_opr_cmd: { size: 3 GB } } }',
    'choices.requirements.4.15.4.1/SW_opr_cmd.size: expected at most 50 MB in one message; found "3 GB"',
  ],
  [
    'campaigns: [{ name: nic, at: "22:00", what: firmware-update, of: nic, image: 3 GB, block: 3 GB }]',
    'campaigns.0.block: expected at most 1 GB in one message; found "3 GB"',
  ],
  [
    'sessions: { a: { between: [AMI Head-End(j), 2-Way Meter - Electr], round-trips: 2, bytes: [3 GB, 1 kB], idle: 1 h } }',
    'sessions.a.bytes.0: expected at most 1 GB in one message; found "3 GB"',
  ],
])('a message of more bytes than can be counted is refused: %s', (yaml, message) => {
  expect(problemsOf(`name: a\n${yaml}`)).toEqual([expect.stringMatching(/^test\.yaml:2:\d+: /)])
  expect(problemsOf(`name: a\n${yaml}`)[0]).toContain(message)
})

it('a payload of 50 MB is not', () => {
  const { settings } = deploymentOf(
    'name: a\nchoices: { requirements: { 4.15.4.1/SW_opr_cmd: { size: 50 MB } } }\nassumptions: { x-mb: 1 GB }',
  )
  expect(settings.choices.requirements['4.15.4.1/SW_opr_cmd']).toMatchObject({ size: 50e6 })
  expect(settings.assumptions['x-mb']).toBe(1e9)
})
