import { hashName } from '../kernel/keyed.js'
import { Permutation } from '../kernel/permutation.js'
import type { Problems } from '../input/problems.js'
import type { FeedersMeant } from './events.js'
import type { NamedPlace } from './feeders.js'
import type { Parts } from './in-play.js'
import { LastingShare } from './lasting-share.js'
import type { Draft } from './settled-events.js'

/** A draft that says how many feeders it concerns. */
export type OfFeeders = Draft & { feeders: FeedersMeant }

/**
 * Which feeders an event concerns that says only how many: they are taken in a random order that stays, so that those that lost their
 * power first have it back first. Asked in the order of time.
 */
export class FeederShares {
  /** By territories: of the feeders of these, how many are without power. */
  private readonly lasting = new Map<string, LastingShare>()

  constructor(
    private readonly parts: Parts,
    private readonly problems: Problems,
  ) {}

  /** The feeders of one entry of `events:`, which is a draft in each territory that it is about; undefined: something is wrong. */
  placeOf(drafts: readonly OfFeeders[]): NamedPlace | undefined {
    const [draft] = drafts as [OfFeeders]
    const { feeders: meant, lasting, position } = draft
    const feeders = feedersOf(this.parts, drafts)
    const key = drafts.map((one) => one.territory.index).join()
    const state = this.lasting.get(key) ?? new LastingShare(lasting!.name, 'feeders')
    this.lasting.set(key, state)
    const change = { ...draft, share: 'share' in meant ? meant.share : meant.count / feeders.length }
    const part = lasting!.ends ? state.end(change, this.problems) : state.begin(change, this.problems)
    if (part === undefined) return undefined
    // Counted from where the order begins, so that the parts of a part add up to it.
    const [from, to] = [part.from, part.from + part.share].map((share) => nearest(share * feeders.length)) as [
      number,
      number,
    ]
    if (from === to) {
      this.problems.add(position, `${meant.words} is none: there are ${feeders.length}`)
      return undefined
    }
    const order = new Permutation(feeders.length, hashName(`${this.parts.settings.seed}/order of feeders ${key}`))
    const numbers = Array.from({ length: to - from }, (_, i) => feeders[order.at((from + i) % feeders.length)]!)
    return { key: 'feeder', name: meant.words, numbers: numbers.sort((a, b) => a - b) }
  }
}

/** The feeders of some territories, each once. */
export function feedersOf({ layout }: Parts, where: readonly Pick<Draft, 'territory'>[]): number[] {
  return [...new Set(where.flatMap((one) => layout.feedersIn(one.territory)))]
}

/** Shares are sums of decimals: a half is always rounded up. */
function nearest(value: number): number {
  return Math.floor(value + 0.5 + 1e-6)
}
