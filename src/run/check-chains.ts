import type { Batches } from '../check/batches.js'
import type { Deployment } from '../deployment/deployment.js'
import { Chains } from '../simulate/chains.js'
import type { Emission } from '../traffic/emission.js'
import { KnownTexts } from './check-known.js'

/** Follows the chains of a deployment in the rows of a trace: from what an origin sends to what that causes (SRS 4.5.4.2). */
export class ChainsInRows {
  /** Rows whose cause stands in no row above them. */
  causeless = 0
  readonly chains: Chains
  /** By message that is a leg: which one; when the first leg was sent, and on which tree. */
  private readonly legs: KnownTexts
  /** By emission and that which it may cause: how. */
  private readonly effects: ReadonlyMap<string, Emission['effects']['received'][number]>
  private readonly treeIn: number[] = []

  /** `seen`: the share of the trace that has been read. */
  constructor(deployment: Deployment, emissions: readonly Emission[], batches: Batches, seen: () => number) {
    this.legs = new KnownTexts(3, seen)
    this.chains = new Chains(deployment, emissions, batches)
    const { layout } = deployment
    for (let tree = 0; tree < layout.treeCount; tree++) this.treeIn[layout.districtOfTree(tree)] ??= tree
    const ways = emissions.flatMap((cause) =>
      cause.effects.received.map((effect) => [`${cause.index} ${effect.emission}`, effect] as const),
    )
    this.effects = new Map(ways)
  }

  has(emission: Emission): boolean {
    return this.chains.has(emission)
  }

  /** A row of an emission that may be a leg. `cause`: an empty text where nothing caused it. */
  row(
    emission: Emission,
    addressee: number,
    message: string,
    cause: string,
    sentAt: number,
    at: number,
    district: number,
  ): void {
    const { chains, legs } = this
    // Of a message to several, each has a row.
    if (!legs.find(message)) {
      const [leg, from, tree] = this.legOf(emission, cause, sentAt, district)
      legs.add(message)
      legs.setValue(0, leg)
      legs.setValue(1, from)
      legs.setValue(2, tree * MOST_EMISSIONS + emission.index)
    }
    const leg = legs.value(0)
    if (leg >= 0 && at >= 0)
      chains.received(leg, addressee, legs.value(1), at, Math.floor(legs.value(2) / MOST_EMISSIONS))
  }

  private legOf(
    emission: Emission,
    cause: string,
    sentAt: number,
    district: number,
  ): [leg: number, from: number, tree: number] {
    const { chains, legs } = this
    const tree = this.treeIn[district] ?? district
    // What only causes can send is none without one.
    if (cause === '') return [emission.root ? chains.begin(emission.index, sentAt, tree) : -1, sentAt, tree]
    if (!legs.find(cause)) {
      this.causeless++
      return [-1, sentAt, tree]
    }
    const [leg, from, own] = [legs.value(0), legs.value(1), legs.value(2)]
    const effect = this.effects.get(`${own % MOST_EMISSIONS} ${emission.index}`)
    const next = leg < 0 || effect === undefined ? -1 : chains.next(leg, effect)
    return [next, from, Math.floor(own / MOST_EMISSIONS)]
  }
}

const MOST_EMISSIONS = 2 ** 16
