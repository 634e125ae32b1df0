import type { VerdictWord } from '../check/verdict.js'

export type Direction = 'worse' | 'neither' | 'better'

/**
 * Whether a verdict became worse: what fails now and did not, and what passed and does so no longer, for sure or at all. Between
 * `undecided` and `not exercised` nothing became worse, nor better; and what failed and is not exercised any more has not been mended.
 */
export function directionOf(from: VerdictWord, to: VerdictWord): Direction {
  if (from === to) return 'neither'
  if (to === 'fail' || from === 'pass') return 'worse'
  if (to === 'pass' || (from === 'fail' && to === 'undecided')) return 'better'
  return 'neither'
}

/** From worse to better. */
export function byDirection(a: { direction: Direction }, b: { direction: Direction }): number {
  return DIRECTIONS.indexOf(a.direction) - DIRECTIONS.indexOf(b.direction)
}

/** Of two changes of verdicts, the worse one first. */
export function byGravity(a: readonly [VerdictWord, VerdictWord], b: readonly [VerdictWord, VerdictWord]): number {
  return gravity(a) - gravity(b)
}

const WORD_ORDER: readonly VerdictWord[] = ['pass', 'undecided', 'not exercised', 'fail']
const DIRECTIONS: readonly Direction[] = ['worse', 'neither', 'better']

/** What fails now comes first, and of that what passed; last what passes now. */
function gravity([from, to]: readonly [VerdictWord, VerdictWord]): number {
  const failsNow = to === 'fail' ? 0 : 1
  return DIRECTIONS.indexOf(directionOf(from, to)) * 100 + failsNow * 10 + WORD_ORDER.indexOf(from)
}
