import { describe, expect, test } from 'vitest'
import { sessionsBetween } from '../../src/deployment/sessions.js'
import { catalogue, deploymentOf, problemsOf } from './fixture.js'

const rest = 'round-trips: 2, bytes: [1500 B, 800 B], idle: 10 min'
const one = (between: string, more = rest) => `name: a\nsessions: { tls: { between: ${between}, ${more} } }`

describe('a session', () => {
  test('joins its two actors either way, and those that belong to them', () => {
    const { settings } = deploymentOf(one('[AMI Head-End(j), 2-Way Meter - Electr]'))
    const between = (from: string, to: string) => sessionsBetween(catalogue.actors, settings.sessions, from, to)
    expect(between('AMI Head-End(j)', '2-Way Meter - Electr')).toEqual(['tls'])
    expect(between('2-Way Meter - Electr Resdnt', 'AMI Head-End(j)')).toEqual(['tls'])
    expect(between('2-Way Meter - Gas', 'AMI Head-End(j)')).toEqual([])
    expect(between('AMI Head-End(j)', 'MDMS')).toEqual([])
    expect(settings.sessions['tls']).toEqual({
      between: ['AMI Head-End(j)', '2-Way Meter - Electr'], 'round-trips': 2, bytes: [1500, 800], idle: 600e6,
    }) // prettier-ignore
  })

  test('is an assumption that every report lists', () => {
    const found = deploymentOf(one('[MDMS, 2-Way Meter - Electr]')).assumptions.find(
      (one) => one.name === 'sessions.tls',
    )
    expect(found?.setBy).toBe('deployment')
    expect(found?.value).toBe('between [MDMS, 2-Way Meter - Electr], round-trips 2, bytes [1500 B, 800 B], idle 10 min')
  })

  test.each([
    [
      'an actor that is none',
      one('[AMI Head-End, 2-Way Metre - Electr]'),
      '2:44: no actor is called "2-Way Metre - Electr" | did you mean "2-Way Meter - Electr"?',
    ],
    [
      'two ends between which nothing goes',
      one('[DAPjm, PHEV]'),
      '2:29: no payload goes between DAPjm and PHEV | a session joins the two ends of a message, not the nodes on its way',
    ],
    ['one end', one('[MDMS]'), '2:29: sessions.tls.between: expected the two actors of a session'],
    [
      'sizes without units',
      one('[MDMS, 2-Way Meter - Electr]', 'round-trips: 2, bytes: [1500, 800], idle: 1 s'),
      'expected a size with its unit',
    ],
    [
      'one size',
      one('[MDMS, 2-Way Meter - Electr]', 'round-trips: 2, bytes: 800 B, idle: 1 s'),
      'expected two sizes, there and back, such as [1500 B, 800 B]; found "800 B"',
    ],
    [
      'no round trips',
      one('[MDMS, 2-Way Meter - Electr]', 'round-trips: 0, bytes: [1 B, 1 B], idle: 1 s'),
      'expected a whole number of round trips from 1 to 20',
    ],
    [
      'one that dies at once',
      one('[MDMS, 2-Way Meter - Electr]', 'round-trips: 1, bytes: [1 B, 1 B], idle: 0 s'),
      'sessions.tls.idle: expected a duration above zero',
    ],
    [
      'what is left out',
      'name: a\nsessions: { tls: { between: [MDMS, 2-Way Meter - Electr], round-trips: 1, bytes: [1 B, 1 B] } }',
      'sessions.tls.idle',
    ],
  ])('refuses %s', (_, yaml, says) => {
    const problems = problemsOf(yaml)
    expect(problems.join('\n')).toContain(says)
  })

  test('has its pair for itself', () => {
    const two = `name: a
sessions:
  b: { between: [2-Way Meter - Electr, MDMS], ${rest} }
  a: { between: [MDMS, 2-Way Meter - Electr], ${rest} }`
    const says = '2-Way Meter - Electr and MDMS have two sessions: a and b | leave out one of them'
    expect(problemsOf(two).join()).toMatch(
      new RegExp(`test.yaml:3:3: .*${says.slice(20).replaceAll('|', String.raw`\|`)}`),
    )
  })
})
