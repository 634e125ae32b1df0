import type { DapLine } from './dap-list.js'
import type { DeviceClass } from './device-class.js'
import type { DeviceKind } from './device-kinds.js'

/**
 * How devices hang on the DAPs of a list: electric meters as it says, and all that stands beside them in proportion to those, each
 * beside a meter of its own kind of customer. By DAP the first member of a class, and at the end how many there are.
 */
export class Uneven {
  private readonly residential: Int32Array
  private readonly commercial: Int32Array
  private readonly together: Int32Array

  constructor(lines: readonly DapLine[]) {
    this.residential = rising(lines.map((one) => one.residential))
    this.commercial = rising(lines.map((one) => one.commercial))
    this.together = rising(lines.map((one) => one.commercial + one.residential))
  }

  /** Undefined where the list says nothing of a kind: DAPs themselves, what hangs elsewhere, feeder devices. */
  firstOn(kind: DeviceKind, count: number, homes: DeviceClass | undefined): Int32Array | undefined {
    if (count === 0) return undefined
    const { residential, commercial, together } = this
    const [group, of] = kind.split('.')
    switch (group) {
      case 'electric':
        return of === 'residential' ? residential : of === 'commercial' ? commercial : beside(together, count)
      case 'gas':
      case 'water':
        return beside(
          some(of === 'residential' ? residential : of === 'commercial' ? commercial : together, together),
          count,
        )
      case 'esi':
        // The meter of a home is of the first class that there is (simulate/place-of).
        return of === 'third-party' ? undefined : beside(some(residential, together), count)
      case 'han':
        return homes?.firstOn === undefined ? undefined : beside(homes.firstOn, count)
    }
    return undefined
  }
}

/** Sums of what stands before each, and of all. */
function rising(counts: readonly number[]): Int32Array {
  const sums = new Int32Array(counts.length + 1)
  counts.forEach((one, i) => (sums[i + 1] = sums[i]! + one))
  return sums
}

function some(first: Int32Array, second: Int32Array): Int32Array {
  return first.at(-1)! > 0 ? first : second
}

/** So many others, each beside one of those: the first on a tree are those that belong to its first. */
function beside(those: Int32Array, count: number): Int32Array | undefined {
  const all = those.at(-1)!
  return all === 0 ? undefined : those.map((one) => Math.ceil((one * count) / all))
}
