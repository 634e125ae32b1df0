import { addClusters, clusterSums, type ClusterSums, type Squares } from '../stats/cluster-interval.js'
import type { Batches } from './batches.js'
import { addDevices, type DevicesHeld } from './device-shares.js'

/** The share that must meet a time. */
export interface Bound {
  share: number
  strict: boolean
  within: number
}

/** What is counted for a share, cluster by cluster. */
export interface Counts {
  counted: Uint32Array
  good: Uint32Array
}

/** What was counted for one bound: all that a verdict is made from. Those of several runs add up, whatever the runs sent. */
export interface ShareResult {
  bound: Bound
  /** What the share is of, in words. */
  what: string
  /** Of which kind of events, where each kind has a bound of its own. */
  of?: 'large outages' | 'small outages' | undefined
  delivered: number
  /** Messages of one district and hour share their luck; where they are told apart, those of one group of devices all the time. */
  sums: ClusterSums
  byDevice?: ClusterSums | undefined
  /** The share device by device; undefined where devices are not told apart. */
  devices?: DevicesHeld | undefined
  /** Of devices that owe something again and again: how many there are, and how many of them ever missed this window. */
  owing?: Owing | undefined
  /** What a run would need, that is too short for the bound. */
  needs?: string | undefined
  /** The clusters, where someone looks again and again: how many have so many messages, of which so many are good. */
  kinds?: ClusterKind[] | undefined
}

export interface Owing {
  devices: number
  missed: number
}

export interface ClusterKind {
  good: number
  counted: number
  times: number
}

/** The sums over clusters, and over the hours of all districts together: one bad hour may hit all. */
export function sumsOf({ counted, good }: Counts, batches?: Batches): ClusterSums {
  const sums = clusterSums(counted, good)
  if (batches === undefined || batches.districts === 1) return sums
  const [all, met] = [new Float64Array(batches.batches), new Float64Array(batches.batches)]
  for (let i = 0; i < counted.length; i++) {
    const batch = i % batches.batches
    all[batch]! += counted[i]!
    met[batch]! += good[i]!
  }
  const { countedSquares, goodSquares, products } = withoutRhythm(all, met, batches.aDay) ?? clusterSums(all, met)
  return { ...sums, wider: { countedSquares, goodSquares, products } }
}

/**
 * Hours that are bad every day are no matter of chance: of a run of several days, an hour is held against the same hour of the other
 * days, not against all. Undefined where there are not two days.
 */
function withoutRhythm(all: Float64Array, met: Float64Array, aDay: number): Squares | undefined {
  if (aDay === 0 || all.length < 2 * aDay) return undefined
  let squares = 0
  for (let hour = 0; hour < aDay; hour++) {
    let [days, counted, good, own] = [0, 0, 0, 0]
    for (let i = hour; i < all.length; i += aDay) {
      if (all[i] === 0) continue
      days++
      counted += all[i]!
      good += met[i]!
    }
    if (days < 2) continue
    for (let i = hour; i < all.length; i += aDay) own += (met[i]! - (good / counted) * all[i]!) ** 2
    squares += (own * days) / (days - 1)
  }
  // Already about the share of each hour: that of all has no part in them.
  return { countedSquares: 0, goodSquares: squares, products: 0 }
}

/** Clusters that are alike are told once, in the order in which they come. */
export function kindsOf({ counted, good }: Counts): ClusterKind[] {
  const kinds = new Map<number, ClusterKind>()
  for (let i = 0; i < counted.length; i++) {
    if (counted[i] === 0) continue
    const key = counted[i]! * 2 ** 26 + good[i]!
    const kind = kinds.get(key)
    if (kind === undefined) kinds.set(key, { good: good[i]!, counted: counted[i]!, times: 1 })
    else kind.times++
  }
  return [...kinds.values()]
}

/** Of two runs of the same deployment. What someone looked at run by run (`kinds`) is not kept. */
export function addShares(a: ShareResult, b: ShareResult): ShareResult {
  return {
    ...a,
    delivered: a.delivered + b.delivered,
    sums: addClusters(a.sums, b.sums),
    byDevice: a.byDevice && b.byDevice && addClusters(a.byDevice, b.byDevice),
    devices: addDevices(a.devices, b.devices),
    owing: a.owing && b.owing && addOwing(a.owing, b.owing),
    kinds: undefined,
  }
}

export function addOwing(a: Owing, b: Owing): Owing {
  return { devices: a.devices + b.devices, missed: a.missed + b.missed }
}
