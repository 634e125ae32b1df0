import { describe, expect, test } from 'vitest'
import type { Assumption } from '../../src/deployment/assumptions.js'
import type { Deployment } from '../../src/deployment/deployment.js'
import type { Override } from '../../src/input/overrides.js'
import { hangingOn, hangsOnOf } from '../../src/report/hangs-on.js'
import { hangsOnField, sensitivityJson } from '../../src/report/sensitivity-field.js'
import { run, type Run } from '../../src/run/run.js'
import { changesOf, sensitivityOf, trialsOf, type Sensitivity } from '../../src/run/sensitivity.js'
import type { Variations } from '../../src/run/figures.js'
import { VariationsHere } from '../../src/run/variations.js'
import { Interrupted } from '../../src/run/replications.js'
import { deploymentOf } from '../deployment/fixture.js'

/** A switch command has 60 s from CIS/Billing - Utility to the meter, its answer 60 s and more (SRS 4.15.4.1): 40 s on the way are in time. */
const yaml = (more = '') => `name: small
use-cases: [Service Switch]
seed: 3
start: 2026-01-01 08:00
duration: 2 days
quantities: { meters: { electric: { residential: 20000 } }, endpoints-per-dap: 200 }
networks: { nan: { rate: 1 Mbps, delay: 40 s, loss: 0%, retries: 0 } }
${more}`

const set = (name: string, text: string) => `${name}=${text}`

function here(text: string): Variations {
  const withChanges = (changes: readonly Override[]) =>
    deploymentOf(text, ...changes.map((one) => set(one.path.join('.'), one.text)))
  return new VariationsHere(withChanges, 0.95)
}

function only(deployment: Deployment, ...names: string[]): Assumption[] {
  return deployment.assumptions.filter((one) => names.includes(one.name))
}

async function varied(text: string, ...names: string[]): Promise<{ result: Run; sensitivity: Sensitivity }> {
  const deployment = deploymentOf(text)
  const result = (await run(deployment))!
  const sensitivity = (await sensitivityOf(result, trialsOf(deployment, only(deployment, ...names)), here(text)))!
  return { result, sensitivity }
}

describe('the sensitivity of a run', () => {
  test('finds the value at the end of which a requirement fails, and what it does not hang on', async () => {
    // 80 s on the way are not; the header is nothing beside it.
    const { result, sensitivity } = await varied(yaml(), 'networks.nan.delay', 'networks.nan.header')
    const command = '4.15.4.1/SW_opr_cmd/1'
    expect(result.outcomes.find((one) => one.requirement.id === command)).toMatchObject({ verdict: 'pass' })
    const [header, delay] = ['networks.nan.header', 'networks.nan.delay'].map((name) =>
      sensitivity.values.find((one) => one.name === name)!,
    )
    expect(delay!.ends.map(({ end, text }) => [end, text])).toEqual([
      ['low', '20 s'],
      ['high', '80 s'],
    ])
    expect(delay!.ends[0]!.changes.filter((one) => one.requirement === command)).toEqual([])
    expect(delay!.ends[1]!.changes.find((one) => one.requirement === command)).toEqual({
      requirement: command,
      kind: 'verdict',
      before: 'pass',
      after: 'fail',
      shareBefore: 1,
      shareAfter: 0,
    })
    expect(header!.ends.map(({ changes }) => changes)).toEqual([[], []])

    const hangsOn = hangsOnOf(result.outcomes, sensitivity)
    const of = (id: string) => hangsOn[result.outcomes.findIndex((one) => one.requirement.id === id)]
    expect(of(command)).toBe('hangs on networks.nan.delay (high)')
    const passing = result.outcomes.filter((one) => one.verdict === 'pass').map((one) => of(one.requirement.id))
    expect(new Set(passing.map((one) => one!.split(' ')[0]))).toEqual(new Set(['hangs', 'robust']))
    for (const one of result.outcomes)
      if (one.verdict === 'not exercised') expect(of(one.requirement.id)).not.toBe('robust')
    expect(hangsOnOf(result.outcomes, undefined)).toEqual(result.outcomes.map(() => undefined))

    expect(hangingOn(sensitivity).map(({ name }) => name)).toEqual(['networks.nan.delay'])
    expect(hangsOnField(sensitivity)).toMatch(/^networks\.nan\.delay \(\d+ from pass to fail or back/)
    expect(hangsOnField(sensitivity)).toContain('1 of 2 values are robust, at 4 ends')
    expect(sensitivityJson(sensitivity)).toMatchObject({ runs: 4, refused: 0, varied: 2, robust: 1 })
  })

  test('comes to what the run comes to with the value set', async () => {
    const { result, sensitivity } = await varied(yaml(), 'networks.nan.delay')
    const slow = (await run(deploymentOf(yaml(), 'nan.delay=80 s')))!
    const words = ({ outcomes }: Run) =>
      outcomes.map(({ requirement, verdict, shareInTime }) => ({
        requirement: requirement.id,
        verdict,
        share: shareInTime,
      }))
    expect(sensitivity.judged).toEqual(words(result))
    expect(sensitivity.values[0]!.ends[1]!.changes).toEqual(changesOf(words(result), words(slow)))
  })

  test('says what the deployment cannot have, what is not varied, and goes on', async () => {
    const text = yaml('warm-up: 30 hr')
    const names = ['warm-up', 'networks.nan.loss', 'networks.nan.header']
    const { sensitivity } = await varied(text, ...names)
    const by = Object.fromEntries(sensitivity.values.map((one) => [one.name, one]))
    // Twice 30 h is longer than the two days.
    expect(by['warm-up']!.ends.map(({ cannot }) => cannot)).toEqual([
      undefined,
      expect.stringMatching(/the warm-up must be shorter than the run/),
    ])
    expect(by['networks.nan.loss']).toMatchObject({ ends: [], why: 'half and double of nothing are nothing' })
    expect(sensitivityJson(sensitivity)).toMatchObject({ runs: 3, refused: 1, varied: 2, notVaried: 1 })
  })

  test('counts the readings of the SRS, which are no values', () => {
    const deployment = deploymentOf(yaml())
    const reading: Assumption = { name: 'errata 4.15.4.1#1', value: 'x', setBy: 'default', source: '', description: '' }
    expect(trialsOf(deployment, [...only(deployment, 'networks.nan.delay'), reading])).toMatchObject({
      readings: 1,
      runs: 2,
    })
  })

  test('is the same whatever order its runs end in', async () => {
    const deployment = deploymentOf(yaml())
    const result = (await run(deployment))!
    const trials = trialsOf(deployment, only(deployment, 'networks.nan.delay', 'effects', 'choices.ranges'))
    const some = here(yaml())
    let begun = 0
    const reversed: Variations = {
      atOnce: 3,
      run: async (changes) => {
        const turn = begun++
        const one = await some.run(changes)
        await new Promise((resolve) => setTimeout(resolve, 60 - 20 * (turn % 3)))
        return one
      },
      close: () => Promise.resolve(),
    }
    expect(await sensitivityOf(result, trials, reversed)).toEqual(await sensitivityOf(result, trials, here(yaml())))
  })

  test('ends where the user wants it to, also while it waits, and closes what runs', async () => {
    const deployment = deploymentOf(yaml())
    const result = (await run(deployment))!
    let closed = 0
    let end: (error: Error) => void = () => undefined
    const stuck: Variations = {
      atOnce: 1,
      run: () => new Promise((_, reject) => (end = reject)),
      close: () => Promise.resolve(void (closed++, end(new Interrupted()))),
    }
    const trials = trialsOf(deployment, only(deployment, 'networks.nan.delay'))
    expect(await sensitivityOf(result, trials, stuck, { interrupted: () => true })).toBeUndefined()
    expect(closed).toBeGreaterThan(0)
  })
})

describe('what changes between two runs', () => {
  const one = (requirement: string, verdict: 'pass' | 'fail' | 'undecided' | 'not exercised', share?: number) => ({
    requirement,
    verdict,
    share,
  })

  test.each([
    ['pass', 'fail', 'verdict'],
    ['fail', 'pass', 'verdict'],
    ['pass', 'undecided', 'certainty'],
    ['undecided', 'fail', 'certainty'],
    ['fail', 'not exercised', 'certainty'],
    ['undecided', 'not exercised', undefined],
    ['pass', 'pass', undefined],
  ] as const)('from %s to %s: %s', (before, after, kind) => {
    expect(changesOf([one('a', before, 0.5)], [one('a', after, 0.4)]).map((change) => change.kind)).toEqual(
      kind === undefined ? [] : [kind],
    )
  })

  test('a requirement that goes or comes is not applicable there', () => {
    expect(changesOf([one('a', 'pass', 1), one('b', 'pass', 1)], [one('b', 'pass', 1), one('c', 'undecided', 1)])).toEqual([
      { requirement: 'a', kind: 'applicability', before: 'pass', after: 'not applicable', shareBefore: 1, shareAfter: undefined },
      { requirement: 'c', kind: 'applicability', before: 'not applicable', after: 'undecided', shareBefore: undefined, shareAfter: 1 },
    ]) // prettier-ignore
  })

  test('of many that a verdict hangs on the first five are named, those at which it turns round before the others', () => {
    const changes = (kind: 'verdict' | 'certainty', after: 'fail' | 'undecided') => [
      { requirement: 'a', kind, before: 'pass' as const, after, shareBefore: 1, shareAfter: 0.5 },
    ]
    const end = { end: 'low' as const, text: '1', cannot: undefined }
    const value = (name: string, ...[kind, after]: Parameters<typeof changes>) => ({
      ...{ name, value: '2', setBy: 'default' as const, why: undefined },
      ends: [{ ...end, changes: changes(kind, after) }],
    })
    const values = [
      ...['a', 'b', 'c', 'd', 'e'].map((name) => value(name, 'certainty', 'undecided')),
      ...['y', 'z'].map((name) => value(name, 'verdict', 'fail')),
    ]
    const sensitivity: Sensitivity = { judged: [one('a', 'pass', 1)], values, readings: 0 }
    const outcome = { requirement: { id: 'a' } } as Run['outcomes'][number]
    expect(hangsOnOf([outcome], sensitivity)).toEqual([
      'hangs on y (low), z (low), a (low: undecided), b (low: undecided), c (low: undecided) and 2 more',
    ])
    expect(hangingOn(sensitivity).map(({ name }) => name)).toEqual(['y', 'z', 'a', 'b', 'c', 'd', 'e'])
  })
})
