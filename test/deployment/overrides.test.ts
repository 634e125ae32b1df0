import { describe, expect, test } from 'vitest'
import { overrideOf } from '../../src/deployment/load.js'
import { deploymentOf, problemsOf } from './fixture.js'

describe('a value set on the command line', () => {
  test('names a network without the word networks', () => {
    expect(overrideOf('wan.rate=50kbps')).toEqual({
      path: ['networks', 'wan', 'rate'],
      text: '50kbps',
      origin: '--set wan.rate=50kbps',
    })
    expect(overrideOf('networks.wan.rate=50kbps')!.path).toEqual(['networks', 'wan', 'rate'])
    expect(overrideOf('seed=3')!.path).toEqual(['seed'])
  })

  test('may hold an equals sign, and must have one', () => {
    expect(overrideOf('name=a=b')!.text).toBe('a=b')
    expect(overrideOf('name')).toBeUndefined()
    expect(overrideOf('=1')).toBeUndefined()
  })

  test('takes the place of what the file says', () => {
    const yaml = 'name: a\nnetworks: { wan: { rate: 1 Mbps, delay: 10 ms } }'
    const { wan } = deploymentOf(yaml, 'wan.rate=50kbps').settings.networks
    expect(wan).toMatchObject({ rate: 50_000, delay: 10_000 })
  })

  test('is named by the error when it is wrong', () => {
    const [problem] = problemsOf('name: a', 'wan.rate=fast')
    expect(problem).toMatch(/^--set wan\.rate=fast: networks\.wan\.rate: expected a rate with its unit/)
    expect(problemsOf('name: a', 'wan.rat=1kbps')[0]).toMatch(
      /^--set wan\.rat=1kbps.*"networks\.wan" has no key "rat".*did you mean "rate"/,
    )
  })
})

describe('an override of one requirement', () => {
  test.each([
    ['choices.requirements.4.10.4.3/Mtr-read_data_resp-data=off', ['4.10.4.3/Mtr-read_data_resp-data']],
    ['choices.requirements.4.15.4.1/SW_opr_cmd/1.size=50 B', ['4.15.4.1/SW_opr_cmd/1', 'size']],
    ['choices.requirements.4.15.4.1/SW_opr_cmd/1.how-often=2 per day', ['4.15.4.1/SW_opr_cmd/1', 'how-often']],
  ])('%s keeps the dots of its id', (text, rest) => {
    expect(overrideOf(text)!.path).toEqual(['choices', 'requirements', ...rest])
  })
})
