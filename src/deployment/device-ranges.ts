import type { NamedPlace } from './feeders.js'
import type { DeviceClass, Layout } from './layout.js'
import type { Territory } from './territories.js'

/** Devices by their numbers: from one up to another, which is no longer one of them; several such, in order and apart. */
export type DeviceRanges = readonly (readonly [from: number, to: number])[]

/** All devices of some classes, which come in the order of their numbers, or those of them that stand in a place. */
export function devicesAt(
  layout: Layout,
  classes: readonly DeviceClass[],
  where: NamedPlace | undefined,
): DeviceRanges {
  const ranges = classes.flatMap((of) => {
    const members = where === undefined ? [{ from: 0, count: of.count }] : layout.membersAt(where, of)
    return members.map(({ from, count }) => [of.first + from, of.first + from + count] as const)
  })
  return ranges.filter(([from, to]) => to > from)
}

/** Those that lose their power in a place of a territory: its electric meters, or all devices where it has none. */
export function devicesSupplied(layout: Layout, { index }: Territory, where: NamedPlace | undefined): DeviceRanges {
  const here = layout.classes.filter((one) => one.territory === index)
  const meters = here.filter((one) => one.name.startsWith('electric.'))
  const found = devicesAt(layout, meters, where)
  return found.length > 0 ? found : devicesAt(layout, here, where)
}

/** Those of the first that are among the second. */
export function common(first: DeviceRanges, second: DeviceRanges): DeviceRanges {
  const found: (readonly [number, number])[] = []
  for (let i = 0, j = 0; i < first.length && j < second.length;) {
    const [from, to] = [Math.max(first[i]![0], second[j]![0]), Math.min(first[i]![1], second[j]![1])]
    if (from < to) found.push([from, to])
    if (first[i]![1] < second[j]![1]) i++
    else j++
  }
  return found
}

/** Those of the first that are not among the second. */
export function without(first: DeviceRanges, second: DeviceRanges): DeviceRanges {
  const ends = [-Infinity, ...second.flat(), Infinity]
  const gaps = Array.from({ length: ends.length / 2 }, (_, i) => [ends[2 * i]!, ends[2 * i + 1]!] as const)
  return common(first, gaps)
}

export function howMany(ranges: DeviceRanges): number {
  return ranges.reduce((sum, [from, to]) => sum + to - from, 0)
}
