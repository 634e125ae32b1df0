import { describe, expect, test } from 'vitest'
import { InputError } from '../../../src/input/problems.js'
import { waysOf } from '../../../src/run/leg-outcome.js'
import { Model } from '../../../src/simulate/model.js'
import { appliedRequirements } from '../../../src/traffic/applied.js'
import { checkLegs } from '../../../src/traffic/check-legs.js'
import { deploymentOf } from '../../deployment/fixture.js'
import { MINUTE, SECOND, TOWN } from './deployed.js'

/*
 * Parent against legs (SRS 4.18): the latency of a parent, from the first actor to the last, is not less than the highest sum of those of its children, the legs
 * of its path. So the bounds of the legs come to that of the parent and to no more, whether the rule divides it or a deployment gives a leg its own; and what a
 * message spent on its legs is its latency, so one whose legs all keep their bounds keeps the parent's. A leg is held to its bound by itself: a leg that is too slow is
 * seen though the message is in time, and takes nothing from the verdict of the parent.
 */
const OPERATE = '4.15.4.1/SW_opr_cmd/1'
/** `< 1 min` over enterprise, enterprise, WAN and NAN, by the weights 1, 1, 2 and 4. */
const RULE = [7.5, 7.5, 15, 30].map((seconds) => seconds * SECOND)
const legs = (own: string) => `${TOWN}choices: { requirements: { ${OPERATE}: { legs: ${own} } } }
`

/** A model of which nothing runs: a test tells what each leg took. */
function way(yaml: string, ...set: string[]) {
  const model = new Model(deploymentOf(yaml, ...set))
  const [applied, { times, bounds }] = [...model.legs].find(([{ requirement }]) => requirement.id === OPERATE)!
  return {
    bounds: bounds.map((leg) => leg.latency.bound),
    received(elapsed: readonly number[], many = 1) {
      let at = 0
      times.received(Float64Array.from([0, 0, 0, 0, ...elapsed.flatMap((one) => [(at += one), 0, 0, 0])]), 0, elapsed.length, many) // prettier-ignore
    },
    lost: (leg: number, many: number) => times.lostOn(leg, 'retries exhausted', many),
    outcome: () => waysOf(model).get(applied.requirement)![0]!,
  }
}

describe('the bounds of the legs', () => {
  test('come to that of the parent', () => {
    expect(way(TOWN).bounds).toEqual(RULE)
    const own = way(legs('{ 1D: 20 s }')).bounds
    expect(own).toEqual([10, 10, 20, 20].map((seconds) => seconds * SECOND))
    expect(own.reduce((sum, one) => sum + one, 0)).toBe(MINUTE)
  })

  test.each([
    ['15000 ms', true],
    ['15000.001 ms', false],
  ])(
    'may come to it exactly where a deployment gives all, and to a microsecond more by no means: 45 s and %s',
    (last, allowed) => {
      const check = () => {
        const deployment = deploymentOf(legs(`{ 1Aa: 15 s, 1B: 15 s, 1Ca: 15 s, 1D: ${last} }`))
        checkLegs(deployment, appliedRequirements(deployment).applied)
      }
      if (allowed) expect(check).not.toThrow()
      else expect(check).toThrow(InputError)
    },
  )
})

describe('a message on its legs', () => {
  const within = (elapsed: readonly number[], yaml = TOWN) => {
    const one = way(yaml)
    one.received(elapsed)
    const { legs, late } = one.outcome()
    return { legs: legs.map((leg) => leg.counts.inBound), late }
  }

  test.each([
    ['each just within its bound is in time', RULE.map((bound) => bound - 1), [1, 1, 1, 1], 0],
    ['each on its bound is late: both are strict', RULE, [0, 0, 0, 0], 1],
    ['one too slow, the others fast, is in time all the same', [1, 1, 1, 31 * SECOND], [1, 1, 1, 0], 0],
    ['one so slow that the whole is late', [1, 1, 1, MINUTE - 3], [1, 1, 1, 0], 1],
    [
      'one on its bound, the others a third of a microsecond too fast to matter',
      [...RULE.slice(0, 3).map((b) => b - 1), RULE[3]!],
      [1, 1, 1, 0],
      0,
    ],
  ])('%s', (_, elapsed, inBound, late) => {
    expect(within(elapsed)).toEqual({ legs: inBound, late })
  })

  test('may be too slow on every leg and in time, where a deployment asks more of the legs than of the whole', () => {
    const strict = legs('{ 1Aa: 1 s, 1B: 1 s, 1Ca: 1 s, 1D: 1 s }')
    expect(within([2, 2, 2, 2].map((s) => s * SECOND), strict)).toEqual({ legs: [0, 0, 0, 0], late: 0 }) // prettier-ignore
  })
})

describe('the share of a leg', () => {
  // `> 98%` with the weight 4 of 8: 0.98 ^ (4/8) = 98.9949 %, rounded up in the eighth decimal. Of 1000 messages 990 are more, 989 less.
  test.each([
    [10, 0, true],
    [11, 0, false],
    [0, 10, true],
    [0, 11, false],
    [5, 5, true],
    [5, 6, false],
  ])('is of the messages that were received, or lost there: %d late and %d lost of 1000', (late, lost, expected) => {
    const one = way(TOWN)
    one.received([1, 1, 1, 1], 1000 - late - lost)
    if (late > 0) one.received([1, 1, 1, 30 * SECOND], late)
    if (lost > 0) one.lost(3, lost)
    const { legs } = one.outcome()
    expect(legs[3]!.boundReliability).toBeCloseTo(Math.sqrt(0.98), 7)
    expect(legs[3]).toMatchObject({ shareInBound: (1000 - late - lost) / 1000, inBound: expected })
    // What was lost on the last leg is no matter of the first.
    expect(legs[0]).toMatchObject({ shareInBound: 1, inBound: true })
  })

  test('is of what was received where only delivery is held against it', () => {
    const one = way(TOWN, 'assumptions.reliability-holds=delivered')
    one.received([1, 1, 1, 1], 500)
    one.received([1, 1, 1, 30 * SECOND], 500)
    expect(one.outcome().legs[3]).toMatchObject({ shareInBound: 0.5, inBound: true })
  })

  test('is not told where nothing came over it', () => {
    expect(way(TOWN).outcome().legs.map((leg) => leg.inBound)).toEqual(RULE.map(() => undefined)) // prettier-ignore
  })
})
