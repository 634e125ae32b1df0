import { describe, expect, test } from 'vitest'
import { noEnds, type Ends } from '../../src/plan/sweep-end.js'
import { sweepText } from '../../src/plan/sweep-text.js'
import { A, B, identity } from './sweep-pages.js'

/** What is said of so many points, below what is said of the files. */
function lastLines(some: Partial<Ends>, everywhere: string[] = []): string[] {
  const ends = { ...noEnds(), ...some }
  const points = Object.values(ends).reduce((sum, one) => sum + one)
  const text = sweepText(identity(points, ['seed']), 'out', { points, ends, everywhere, still: [] }, { parquet: false, page: true }) // prettier-ignore
  const lines = text.trimEnd().split('\n')
  return lines.slice(lines.indexOf('') + 1)
}

describe('the last lines of a sweep', () => {
  test.each<[Partial<Ends>, string]>([
    [{ fails: 5, passes: 4 }, 'of 9 points 4 without a failed requirement, 5 with'],
    [{ fails: 5, passes: 1, undecided: 3 }, 'of 9 points 4 without a failed requirement (3 of them undecided), 5 with'],
    [{ fails: 2, undecided: 4 }, 'of 6 points 4 without a failed requirement (all of them undecided), 2 with'],
    [{ fails: 2, undecided: 1 }, 'of 3 points 1 without a failed requirement (undecided), 2 with'],
    [{ idle: 936, cannot: 12 }, 'of 936 points 936 without a failed requirement (all of them with nothing exercised), 0 with'],
    [{ idle: 1, undecided: 2, passes: 1 }, 'of 4 points 4 without a failed requirement (2 of them undecided, 1 of them with nothing exercised), 0 with'],
  ])('of %j say what is not known', (ends, words) => {
    const lines = lastLines(ends)
    expect(lines.join(' ')).toBe(words)
    for (const line of lines) expect(line.length).toBeLessThanOrEqual(80)
  }) // prettier-ignore

  test('name before them what fails at every point, of many the first', () => {
    const last = 'of 12 points 0 without a failed requirement, 12 with'
    expect(lastLines({ fails: 12 }, [A])).toEqual([`${A} fails at all 12`, last])
    expect(lastLines({ fails: 12 }, [A, B]).join(' ')).toBe(`${A} and ${B} fail at all 12 ${last}`)
    const five = [A, B, '4.1/x/1', '4.1/x/2', '4.1/x/3']
    expect(lastLines({ fails: 12 }, five).join(' ')).toBe(`${A}, ${B}, 4.1/x/1 and 2 more fail at all 12 ${last}`)
  }) // prettier-ignore
})
