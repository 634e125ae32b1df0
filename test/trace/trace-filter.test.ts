import { describe, expect, test } from 'vitest'
import { InputError } from '../../src/input/problems.js'
import { readTraceFilter } from '../../src/trace/trace-filter.js'
import { catalogue } from '../deployment/fixture.js'
import { tableTrace } from './row-table.js'

const COMMAND = {
  requirement: '4.15.4.1/SW_opr_cmd/1',
  payload: 'SW_opr_cmd',
  from: 'CIS/Billing - Utility',
  to: '2-Way Meter - Electr',
}

function problemsOf(...texts: string[]): string[] {
  try {
    readTraceFilter(texts, catalogue)
  } catch (error) {
    if (!(error instanceof InputError)) throw error
    return error.message.replaceAll('\n  ', ' | ').split('\n')
  }
  return []
}

describe('a filter', () => {
  test.each([
    [[], true],
    [['payload=SW_*'], true],
    [['payload=*_cmd', 'from=CIS*'], true],
    [['payload=*_cmd', 'from=MDMS'], false],
    [['requirement=4.15.4.1/*'], true],
    [['requirement=4.10*'], false],
    [['to=2-Way Meter - Electr'], true],
    // Neither says anything of the pair.
    [['outcome=lost', 'device=7'], true],
  ])('%j: whether a switch command fits', (texts, fits) => {
    expect(readTraceFilter(texts, catalogue).fitsPair(COMMAND)).toBe(fits)
  })

  test('knows outcomes and devices by patterns', () => {
    const filter = readTraceFilter(['device=1*', 'outcome=lost'], catalogue)
    expect([1, 10, 201, -1].map((device) => filter.fitsDevice(device))).toEqual([true, true, false, false])
    expect(filter.fitsOutcome('lost')).toBe(true)
    expect(filter.fitsOutcome('delivered')).toBe(false)
    expect(readTraceFilter(['device=NA'], catalogue).fitsDevice(-1)).toBe(true)
  })

  test('says all that is wrong with it, and what may have been meant', () => {
    expect(
      problemsOf('payload', 'paylaod=x', 'payload=SW_op_cmd', 'payload=SX_*', 'outcome=dropped', 'device=x7'),
    ).toEqual(
      [
        '--trace-filter device=x7: expected the number of a device (* for any digits) or NA, found "x7"',
        '--trace-filter outcome=dropped: no outcome is called "dropped" | one of: delivered, lost, open, due',
        '--trace-filter payload: expected a column and a pattern, such as payload=SW_*',
        '--trace-filter payload=SW_op_cmd: no payload is called "SW_op_cmd" | did you mean "SW_opr_cmd"?',
        '--trace-filter payload=SX_*: no payload is called "SX_*" | did you mean "SW_*"?',
        '--trace-filter paylaod=x: no column to filter by is called "paylaod" | did you mean "payload"?',
      ].sort(),
    )
  })
})

describe('a word that is far from all of the catalogue', () => {
  test('is answered with the nearest few', () => {
    const [said] = problemsOf('payload=NOPE*')
    const [, words] = /no payload is called "NOPE\*" \| the nearest are (.*)$/.exec(said!)!
    expect(words!.split(', ')).toHaveLength(4)
  })
})

describe('a sample', () => {
  const numbers = Array.from({ length: 100_000 }, (_, i) => i * 7)

  test('is a share of the messages, and a smaller one is in a larger one', () => {
    const [small, large] = [tableTrace(5, 0.01).recorder, tableTrace(5, 0.1).recorder]
    const inSmall = numbers.filter((one) => small.hasMessage(one))
    const inLarge = new Set(numbers.filter((one) => large.hasMessage(one)))
    // Binomial: six standard deviations around 1 % and 10 % of them.
    expect(Math.abs(inSmall.length - 1000)).toBeLessThan(6 * Math.sqrt(100_000 * 0.01 * 0.99))
    expect(Math.abs(inLarge.size - 10_000)).toBeLessThan(6 * Math.sqrt(100_000 * 0.1 * 0.9))
    expect(inSmall.every((one) => inLarge.has(one))).toBe(true)
  })

  test('draws for messages and for devices apart, and by the seed', () => {
    const [one, other] = [tableTrace(5, 0.5).recorder, tableTrace(6, 0.5).recorder]
    expect(numbers.some((n) => one.hasMessage(n) !== one.hasReadsOf(n))).toBe(true)
    expect(numbers.some((n) => one.hasMessage(n) !== other.hasMessage(n))).toBe(true)
  })
})
