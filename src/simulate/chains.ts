import type { Batches } from '../check/batches.js'
import { ChainTally } from '../check/chain-tally.js'
import type { Deployment } from '../deployment/deployment.js'
import type { Territory } from '../deployment/territories.js'
import type { Requirement } from '../srs/requirement.js'
import type { Effect, Emission } from '../traffic/emission.js'

/** A leg of chains, where those that begin alike share what they have in common. */
interface Leg {
  /** The effects by which a chain goes on, and the leg that each is. */
  next: { effect: Effect; leg: number }[]
  /** Chains that end here, by the addressee at whose receipt they do. */
  ends: { addressee: number; tally: ChainTally }[]
  /** Of a first leg: the chains that begin with it. */
  begins: ChainTally[]
}

/**
 * Follows what an origin sends over the legs of a sub-total to its last receivers (SRS 4.5.4.2). A message carries the number
 * of the leg that it is; one that came another way is none, and counts for nothing.
 */
export class Chains {
  /** By sub-total and last receiver, of those that this deployment has whole. */
  readonly tallies: ChainTally[] = []
  private readonly legs: Leg[] = []
  /** By emission: the first leg that it is, or -1. */
  private readonly first: Int32Array
  private readonly on = new Set<number>()

  constructor(
    private readonly deployment: Deployment,
    private readonly emissions: readonly Emission[],
    batches: Batches,
  ) {
    this.first = new Int32Array(emissions.length).fill(-1)
    const { catalogue, settings, territories, end } = deployment
    const holds = settings.assumptions['reliability-holds']
    for (const subTotal of catalogue.subTotals.values()) {
      for (const last of subTotal.legs.at(-1)!) {
        const pairs = [...subTotal.legs.slice(0, -1).map((leg) => leg[0]!), last]
        const ways = territories.map((one) => this.wayIn(one, pairs)).filter((one) => one !== undefined)
        if (ways.length === 0) continue
        const tally = new ChainTally(subTotal, last, batches, end, holds)
        this.tallies.push(tally)
        for (const way of ways) this.enter(way, tally)
      }
    }
  }

  /** Whether any of its messages may be a leg. */
  has({ index }: Emission): boolean {
    return this.on.has(index)
  }

  /** A source sends a message: the first leg that it is, or -1. */
  begin(emission: number, sentAt: number, tree: number): number {
    const leg = this.first[emission]!
    if (leg < 0) return leg
    const district = this.deployment.layout.districtOfTree(tree)
    for (const tally of this.legs[leg]!.begins) tally.onSent(sentAt, district)
    return leg
  }

  /** The leg on which an effect of a leg takes its chain on, or -1. */
  next(leg: number, effect: Effect): number {
    for (const one of this.legs[leg]!.next) if (one.effect === effect) return one.leg
    return -1
  }

  /** `sentAt` and `tree` are those of the first leg. */
  received(leg: number, addressee: number, sentAt: number, at: number, tree: number): void {
    for (const end of this.legs[leg]!.ends)
      if (end.addressee === addressee) end.tally.onReceived(sentAt, at, this.deployment.layout.districtOfTree(tree))
  }

  /** What sends the pairs of a chain one because of the other; undefined where that is not all there. */
  private wayIn(territory: Territory, pairs: readonly Requirement[]): Way | undefined {
    const way: Way = { first: -1, effects: [], addressee: -1 }
    let before: Emission | undefined
    for (const pair of pairs) {
      const { addressee } = way
      const effect = before?.effects.received.find(
        (one) => one.at === addressee && isOf(this.emissions[one.emission]!, pair),
      )
      const emission = before
        ? this.emissions[effect?.emission ?? -1]
        : this.emissions.find((one) => one.territory === territory && one.polls < 0 && isOf(one, pair))
      // One sending to all is received many times, and one read may carry what several were due: neither is one of a chain.
      if (emission === undefined || emission.toAll || emission.scheduled) return undefined
      if (effect) way.effects.push(effect)
      else way.first = emission.index
      way.addressee = addresseeOf(emission, pair)
      before = emission
    }
    return way
  }

  private enter({ first, effects, addressee }: Way, tally: ChainTally): void {
    let leg = this.first[first]!
    if (leg < 0) leg = this.first[first] = this.add()
    this.legs[leg]!.begins.push(tally)
    this.on.add(first)
    for (const effect of effects) {
      this.on.add(effect.emission)
      const known = this.next(leg, effect)
      const next = known < 0 ? this.add() : known
      if (known < 0) this.legs[leg]!.next.push({ effect, leg: next })
      leg = next
    }
    this.legs[leg]!.ends.push({ addressee, tally })
  }

  private add(): number {
    return this.legs.push({ next: [], ends: [], begins: [] }) - 1
  }
}

/** One chain in one territory: the emission that begins it, the effects by which it goes on, the last addressee. */
interface Way {
  first: number
  effects: Effect[]
  addressee: number
}

function isOf(emission: Emission, pair: Requirement): boolean {
  return addresseeOf(emission, pair) >= 0
}

function addresseeOf({ applied }: Emission, { id }: Requirement): number {
  return applied.findIndex((one) => one.requirement.id === id)
}
