import type { PointResult } from './sweep-result.js'

/** How a point ended. That nothing failed does not say that it passes: it may be open, or nothing may have been sent. */
export type PointEnd = 'fails' | 'undecided' | 'passes' | 'idle' | 'cannot'

/** How many points ended how. */
export type Ends = Record<PointEnd, number>

/** The worst first; last the points that could not be run. */
export const POINT_ENDS: readonly PointEnd[] = ['fails', 'undecided', 'passes', 'idle', 'cannot']

/** It passes only where nothing is left undecided and something passed. `undefined`: it cannot be. */
export function endOf(result: Omit<PointResult, 'requirements'> | undefined): PointEnd {
  if (result === undefined) return 'cannot'
  const { failed, pass, fail, undecided } = result
  if (failed) return 'fails'
  if (undecided > 0) return 'undecided'
  if (pass > 0) return 'passes'
  // What fails and is relaxed was exercised: its budget says how, and that is not known here.
  return fail > 0 ? 'undecided' : 'idle'
}

export function noEnds(): Ends {
  return { fails: 0, undecided: 0, passes: 0, idle: 0, cannot: 0 }
}

/** The points that were run. */
export function ranOf({ fails, undecided, passes, idle }: Ends): number {
  return fails + undecided + passes + idle
}

/** What a point is, or several are, that ended so. */
export const END_WORDS: Record<PointEnd, { one: string; several: string }> = {
  fails: { one: 'fails', several: 'fail' },
  undecided: { one: 'undecided', several: 'undecided' },
  passes: { one: 'passes', several: 'pass' },
  idle: { one: 'nothing exercised', several: 'nothing exercised' },
  cannot: { one: 'cannot be', several: 'cannot be' },
}

/** Names of the style sheet: colours, and what tells them apart without. */
export const END_CLASSES: Record<PointEnd, string> = {
  fails: 'fail',
  undecided: 'undecided',
  passes: 'pass',
  idle: 'not-exercised',
  cannot: 'cannot',
}
