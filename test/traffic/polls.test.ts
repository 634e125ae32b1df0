import { describe, expect, test } from 'vitest'
import { appliedRequirements } from '../../src/traffic/applied.js'
import { messagesPerDay } from '../../src/traffic/emission.js'
import { emissionsOf } from '../../src/traffic/emissions.js'
import { deploymentOf } from '../deployment/fixture.js'

const ELECTRIC = 'name: a\nquantities: { meters: { electric: { residential: 1000, commercial: 100 } } }\n'
const READ = '4.10.4.4/Mtr-read_multi-interval-data_resp-data'

function emissionsIn(yaml: string, ...set: string[]) {
  const deployment = deploymentOf(yaml, ...set)
  return emissionsOf(deployment, appliedRequirements(deployment).applied)
}

describe('collection by poll', () => {
  const all = emissionsIn(ELECTRIC, 'collection=poll')
  const polls = all.filter((one) => one.polls >= 0)

  test('adds one command a read of intervals (SRS 4.10.4.4)', () => {
    expect(polls.map((one) => all[one.polls]!.id)).toEqual([`${READ}/5`, `${READ}/7`])
    // 18 × 100 and 5 × 1000 reads a day at the middle of the ranges.
    expect(polls.map(messagesPerDay)).toEqual([1800, 5000])
    for (const poll of polls) {
      expect(poll.root).toBe(true)
      // Mtr-read_multi-interval-data_cmd: MDMS to the meter, 25 bytes, at the times of the read that it asks for.
      expect(poll).toMatchObject({ from: 'MDMS', bytes: 25, timing: 'spread', device: 'receives' })
      expect(poll.when).toEqual(all[poll.polls]!.when)
    }
  })

  test('lets the read wait for its command', () => {
    for (const poll of polls) expect(all[poll.polls]).toMatchObject({ root: false, scheduled: true })
  })

  test('leaves alone what has no command: the register snap shot is pushed', () => {
    const snapshot = all.find((one) => one.id === '4.10.4.3/Mtr-read_data_resp-data/1')!
    expect(snapshot).toMatchObject({ root: true, scheduled: true })
  })

  test('changes nothing else', () => {
    const push = emissionsIn(ELECTRIC)
    const rest = all.filter((one) => one.polls < 0)
    const shown = (one: (typeof push)[number]) => [one.id, one.bytes, messagesPerDay(one), one.effects]
    expect(rest.map(shown)).toEqual(push.map(shown))
  })

  test('needs the command that it polls with', () => {
    const wrong = () =>
      emissionsIn(
        `${ELECTRIC}collection: poll\nchoices: { requirements: { 4.10.4.4/Mtr-read_multi-interval-data_cmd: off } }`,
      )
    expect(wrong).toThrow(/^test\.yaml:3:13: .*needs the command Mtr-read_multi-interval-data_cmd, which .* leaves out/)
  })
})
