import { membersOn, treesUnder, type DeviceClass } from './device-class.js'
import type { Feeders } from './feeders.js'

/**
 * By member of a class, the member of another that stands beside it: on the same tree where both hang on the same trees (where
 * that has none, the nearest). Undefined where the one that is as far along among its own kind does.
 */
export function companionsOf(
  of: DeviceClass,
  others: DeviceClass,
  feeders: Feeders | undefined,
): Int32Array | undefined {
  if (of.count === 0 || others.count === 0) return undefined
  if (treesUnder(of) === treesUnder(others)) return onTheirTrees(of, others)
  return feeders === undefined ? undefined : onTheirFeeders(of, others, feeders)
}

/** Members and others of a tree are laid side by side. */
function onTheirTrees(of: DeviceClass, others: DeviceClass): Int32Array | undefined {
  const { first, count } = treesUnder(of)
  const asFar = (member: number) => Math.floor((member * others.count) / of.count)
  const table = new Int32Array(of.count)
  let needed = false
  for (let tree = first; tree < first + count; tree++) {
    const mine = membersOn(tree, of)
    if (mine.count === 0) continue
    const theirs = membersOn(tree, others)
    const [from, to] = [asFar(mine.from), asFar(mine.from + mine.count - 1)]
    if (theirs.count > 0 && (from < theirs.from || to >= theirs.from + theirs.count)) needed = true
    for (let i = 0; i < mine.count; i++)
      table[mine.from + i] =
        theirs.count > 0
          ? theirs.from + Math.floor((i * theirs.count) / mine.count)
          : Math.min(theirs.from, others.count - 1)
  }
  return needed ? table : undefined
}

/** The same by feeder, where they hang on different things: a device behind a gateway, and the meters that its feeder supplies. */
function onTheirFeeders(of: DeviceClass, others: DeviceClass, feeders: Feeders): Int32Array {
  const [mine, theirs] = [feeders.feedersOf(of), feeders.feedersOf(others)]
  const many = feeders.feeders.length
  const count = (those: Int32Array) => {
    const counts = new Int32Array(many)
    for (const feeder of those) if (feeder >= 0) counts[feeder]!++
    return counts
  }
  const [myCount, theirCount] = [count(mine), count(theirs)]
  const firstOf = new Int32Array(many + 1)
  for (let feeder = 0; feeder < many; feeder++) firstOf[feeder + 1] = firstOf[feeder]! + theirCount[feeder]!
  const inOrder = new Int32Array(others.count)
  const filled = firstOf.slice()
  theirs.forEach((feeder, member) => {
    if (feeder >= 0) inOrder[filled[feeder]!++] = member
  })
  const seen = new Int32Array(many)
  return mine.map((feeder, member) => {
    const there = feeder < 0 ? 0 : theirCount[feeder]!
    if (there === 0) return Math.floor((member * others.count) / of.count)
    return inOrder[firstOf[feeder]! + Math.floor((seen[feeder]!++ * there) / myCount[feeder]!)]!
  })
}
