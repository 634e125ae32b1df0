import { expect, test } from 'vitest'
import type { PointFile } from '../../src/plan/sweep-files.js'
import type { SweepIdentity } from '../../src/plan/sweep-identity.js'
import { StillPaths } from '../../src/plan/sweep-still.js'

/** Points with these values, and the messages that came of them; none where the point cannot be. */
function still(...points: [Record<string, unknown>, number | undefined][]): string[] {
  const found = new StillPaths(['a', 'b'])
  for (const [i, [values, messages]] of points.entries()) {
    const outcome = messages === undefined ? { cannot: 'no' } : { result: { messages, deploymentHash: `${i}` } }
    found.add({ identity: {} as SweepIdentity, point: i + 1, values, outcome } as PointFile)
  }
  return found.paths()
}

test('nothing responds to a path if all points that differ only in it came out the same', () => {
  const grid = (...messages: number[]) =>
    still(...messages.map((one, i): [object, number] => [{ a: i >> 1, b: i & 1 }, one]) as [Record<string, unknown>, number][]) // prettier-ignore
  expect(grid(5, 5, 5, 5)).toEqual(['a', 'b'])
  expect(grid(5, 6, 5, 6)).toEqual(['a'])
  expect(grid(5, 5, 6, 6)).toEqual(['b'])
  // b does something with one value of a.
  expect(grid(5, 5, 5, 6)).toEqual([])
})

test('of points that cannot be compared nothing is said', () => {
  expect(still([{ a: 1, b: 1 }, 5], [{ a: 2, b: 2 }, 5])).toEqual([])
  expect(still([{ a: 1, b: 1 }, undefined], [{ a: 2, b: 1 }, undefined])).toEqual([])
  // A point without a path has the value of the file; in which order a list names its values is the same.
  expect(still([{ a: 1, b: 1 }, 5], [{ a: 1 }, 5], [{ b: 1, a: 2 }, 6])).toEqual(['b'])
})
