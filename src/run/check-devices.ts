import type { Tally } from '../check/tally.js'
import { deviceRange } from '../simulate/tallies.js'
import type { Emission } from '../traffic/emission.js'
import { KnownTexts } from './check-known.js'

/** The numbers of the devices by which what a requirement counts is told apart. */
export interface DeviceNumbers {
  first: number
  count: number
}

/** The same numbers as its counters were made for (simulate/tallies). */
export function deviceNumbers({ window, scheduled }: Tally, emissions: readonly Emission[]): DeviceNumbers {
  if (window !== undefined && scheduled) {
    const [first, count] = deviceRange(emissions)
    return { first, count }
  }
  const classes = emissions.flatMap((one) => one.classes)
  if (classes.length === 0) return { first: 0, count: 0 }
  const first = Math.min(...classes.map((one) => one.first))
  return { first, count: Math.max(...classes.map((one) => one.first + one.count)) - first }
}

/** Names of devices, or of districts, of a trace that sgsim did not write: numbered as they come, those of a range each by themselves. */
export class NamesAsTheyCome {
  private readonly ranges = new Map<string, { names: KnownTexts; next: number }>()

  /** `seen`: the share of the trace that has been read. */
  constructor(private readonly seen: () => number) {}

  /** The number of a name in a range; -1 where it has no more. */
  numberOf(name: string, { first, count }: DeviceNumbers): number {
    const key = `${first} ${count}`
    let range = this.ranges.get(key)
    if (range === undefined) this.ranges.set(key, (range = { names: new KnownTexts(1, this.seen, count), next: 0 }))
    const { names } = range
    if (!names.add(name)) names.setValue(0, range.next++)
    const number = names.value(0)
    return number < count ? first + number : -1
  }

  /** Folds names beyond those of a range onto it, by what they are called. */
  foldedNumberOf(name: string, range: DeviceNumbers): number {
    const number = this.numberOf(name, range)
    return number < 0 ? range.first + (foldOf(name) % range.count) : number
  }

  /** The most names that a range has. */
  get most(): number {
    return Math.max(0, ...[...this.ranges.values()].map((one) => one.next))
  }
}

function foldOf(name: string): number {
  let fold = 0
  for (let i = 0; i < name.length; i++) fold = Math.imul(fold ^ name.charCodeAt(i), 0x9e3779b1)
  return (fold ^ (fold >>> 15)) >>> 0
}
