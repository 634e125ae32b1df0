import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'

const TEXT = readFileSync('docs/verdicts.md', 'utf8')

describe('docs/verdicts.md', () => {
  test('has a form for each test of one, and a test for each form', () => {
    const named = [...TEXT.matchAll(/`test\/check\/forms\/([a-z-]+\.test\.ts)`/g)].map(([, file]) => file)
    const there = readdirSync('test/check/forms').filter((file) => file.endsWith('.test.ts'))
    expect(named.sort()).toEqual(there.filter((file) => file !== 'documented.test.ts').sort())
  })

  test('gives the numbers of clusters that pass without a failure: the lower limit of n is 0.025 ^ (1/n)', () => {
    const [, some, sure] = /passes a bound of 98 % from (\d+) clusters on, one of 99.5 % from (\d+):/.exec(TEXT)!
    for (const [n, bound] of [
      [Number(some), 0.98],
      [Number(sure), 0.995],
    ] as const) {
      // prettier-ignore
      expect(0.025 ** (1 / n)).toBeGreaterThan(bound)
      expect(0.025 ** (1 / (n - 1))).toBeLessThan(bound)
    }
    const [, events, share] = /of (\d+) without a failure: ([\d.]+) %/.exec(TEXT)!
    expect(100 * 0.025 ** (1 / Number(events))).toBeCloseTo(Number(share), 1)
  })
})
