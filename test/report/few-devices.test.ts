import { describe, expect, test } from 'vitest'
import { belowInWords, fewDevicesField } from '../../src/report/few-devices.js'
import { run } from '../../src/run/run.js'
import type { Outcome } from '../../src/run/outcome.js'
import { deploymentOf } from '../deployment/fixture.js'

const { outcomes } = (await run(deploymentOf('name: a\nduration: 1 h\nquantities: { meters: { electric: { residential: 2 } } }')))! // prettier-ignore
const outcome = (figures: Partial<Outcome>): Outcome => ({ ...outcomes[0]!, verdict: 'pass', ...figures })

/** 1000 devices of which each has ten messages, and 2 % of all fail: all of twenty devices, or by chance 1 - 0.98^10. */
const BY_CHANCE = 1 - 0.98 ** 10
const few = outcome({ devicesCounted: 1000, devicesBelowBound: 0.02, devicesFailing: 0.02, devicesFailingByChance: BY_CHANCE }) // prettier-ignore
const spread = outcome({ devicesCounted: 1000, devicesBelowBound: 0.18, devicesFailing: 0.18, devicesFailingByChance: BY_CHANCE }) // prettier-ignore
const none = outcome({ devicesCounted: undefined, devicesBelowBound: undefined, devicesFailing: undefined, devicesFailingByChance: undefined }) // prettier-ignore

describe('devices below the bound, on the terminal', () => {
  test('stand beside the share of messages, and where few have all the failures that is said', () => {
    expect(belowInWords(spread)).toBe('18 % of the devices are below the bound by themselves')
    expect(belowInWords(few)).toBe(
      '2 % of the devices are below the bound by themselves: 2 % of the devices have all the failures (by chance 18.29 % would have some)',
    )
  })

  test('are not spoken of where there are none', () => {
    expect(belowInWords(none)).toBeUndefined()
    expect(belowInWords(outcome({ devicesCounted: 10, devicesBelowBound: 0 }))).toBeUndefined()
  })

  test('are told of requirements that pass only where the same few fail again and again', () => {
    expect(fewDevicesField([spread, none])).toBeUndefined()
    expect(fewDevicesField([{ ...few, verdict: 'fail' }, spread])).toBeUndefined()
    const { id } = few.requirement
    expect(fewDevicesField([spread, few, none])).toBe(
      `1 requirement passes though the same few devices fail again and again: 2 % of the devices are below the bound of ${id}`,
    )
    const worse = { ...few, devicesBelowBound: 0.03 }
    expect(fewDevicesField([few, worse])).toMatch(/^2 requirements pass .*: 3 % of the devices/)
  })

  test('are not said to be few where chance alone may have made them so', () => {
    // One device of ten with a failure, where 2.5 were to be expected.
    expect(fewDevicesField([outcome({ devicesCounted: 10, devicesBelowBound: 0.1, devicesFailing: 0.1, devicesFailingByChance: 0.25 })])).toBeUndefined() // prettier-ignore
  })
})
