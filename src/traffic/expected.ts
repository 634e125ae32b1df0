import { survivalOn } from '../network/media.js'
import { deliveryOf } from '../deployment/delivery.js'
import type { Deployment } from '../deployment/deployment.js'
import type { NetworkName } from '../deployment/networks.js'
import type { Applied } from './applied.js'
import { isDevice, isPlaced } from './device-actor.js'
import {
  messagesPerDay,
  occurrencesPerDay,
  receiptsPerDay,
  reporterOf,
  type Emission,
  type EmissionTerm,
} from './emission.js'

/** What a deployment is expected to send, by arithmetic and without simulating: rates a day, losses included. */
export class Expected {
  private readonly known = new Map<number, number>()

  constructor(
    private readonly deployment: Deployment,
    private readonly emissions: readonly Emission[],
  ) {}

  /** Messages a day of an emission. */
  perDay(emission: Emission): number {
    const known = this.known.get(emission.index)
    if (known !== undefined) return known
    // Stands in for an effect that causes itself in a circle, of which there is none.
    this.known.set(emission.index, 0)
    const rate = this.rate(emission)
    this.known.set(emission.index, rate)
    return rate
  }

  /** Messages a day of an emission that stand before its hop number `hop` to one of its destinations. */
  perDayAtHop(emission: Emission, one: Applied, hop: number): number {
    return this.perDay(emission) * this.survives(emission, one, hop) * this.copiesAt(emission, one, hop)
  }

  private rate(emission: Emission): number {
    if (emission.root) return messagesPerDay(emission)
    return this.causesOf(emission).reduce((sum, { cause, each }) => sum + this.perDay(cause) * each, 0)
  }

  /** What sends an emission that no clock sends, and how many of it one message of each cause brings about on the mean. */
  causesOf(emission: Emission): { cause: Emission; each: number }[] {
    const found: { cause: Emission; each: number }[] = []
    for (const cause of this.emissions) {
      // A read that is polled is sent for each poll that arrives.
      if (cause.polls === emission.index) found.push({ cause, each: this.arrives(cause) })
      for (const effect of cause.effects.received.filter((one) => one.emission === emission.index))
        found.push({ cause, each: this.ofClasses(cause, effect.classes) * this.arrives(cause) * effect.share })
      if (cause.effects.undeliverable.some((one) => one.emission === emission.index))
        found.push({ cause, each: this.lostAt(cause, emission.from) })
    }
    return found
  }

  /** The share of the causes whose device is of one of the classes; of a sending to all, how many take it in. */
  private ofClasses(cause: Emission, bits: number): number {
    const all = messagesPerDay(cause)
    if (cause.toAll) return all === 0 ? 0 : receiptsPerDay(cause) / all
    if (bits === -1 || all === 0) return 1
    const part = (term: EmissionTerm) =>
      term.devices === 0
        ? 1
        : term.classes.reduce((sum, one) => sum + (bits & (1 << one.kind) ? one.count : 0), 0) / term.devices
    return cause.terms.reduce((sum, term) => sum + occurrencesPerDay(term) * part(term), 0) / all
  }

  /** Of a sending to all: how many messages it is on a hop, one for all, one a tree, or one a device. */
  private copiesAt(emission: Emission, { hops }: Applied, hop: number): number {
    if (!emission.toAll) return 1
    const { from, to } = hops[hop]!
    const devices = Math.max(...emission.terms.map((term) => term.takeIn))
    const [near, far] = [isPlaced(this.deployment, from), isDevice(this.deployment, to)]
    const kind = this.deployment.catalogue.actor(from)!.kind
    // From a DAP one transmission serves all its devices; from the interface of a home, or straight to a device, each has its own.
    if (far && (kind === 'device' || !near)) return devices
    const trees = emission.classes[0]!.homes?.trees ?? emission.classes[0]!.trees
    return near || isPlaced(this.deployment, to) ? Math.min(trees.count, devices) : 1
  }

  /** The table's volumes come out of `stated` whatever is lost on the way. */
  private arrives(cause: Emission): number {
    if (this.deployment.settings.effects === 'stated') return 1
    const missed = 1 - this.survives(cause, cause.applied[0]!, cause.applied[0]!.hops.length)
    return 1 - missed ** (1 + this.resendsOf(cause))
  }

  /** The share of messages that pass the first hops: every packet within its retries. */
  survives(emission: Emission, one: Applied, hops: number): number {
    let share = 1
    for (const hop of one.hops.slice(0, hops)) {
      const network = this.deployment.settings.networks[hop.network as NetworkName]
      const packets = Math.max(1, Math.ceil(emission.bytes / this.roomOf(one)))
      share *= survivalOn(network) ** packets
    }
    return share
  }

  private roomOf(one: Applied): number {
    const { networks } = this.deployment.settings
    return Math.min(
      ...one.hops.map((hop) => networks[hop.network as NetworkName].mtu - networks[hop.network as NetworkName].header),
    )
  }

  /** How often a message is sent again from end to end where no receiver says that it has it: never, where none is asked to. */
  resendsOf({ applied, toAll }: Emission): number {
    const { acknowledged, resends } = deliveryOf(this.deployment.settings.delivery, applied[0]!.requirement.payload)
    return acknowledged && !toAll ? resends : 0
  }

  /** Of a message, the share of which an actor reports that it could not be delivered. */
  private lostAt(cause: Emission, actor: string): number {
    const one = cause.applied[0]!
    // Every sending must be lost; where the last one was is told.
    const before = (1 - this.survives(cause, one, one.hops.length)) ** this.resendsOf(cause)
    let lost = 0
    one.hops.forEach((hop, i) => {
      if (reporterOf(cause, hop.from, (effect) => this.emissions[effect.emission]!) !== actor) return
      lost += before * (this.survives(cause, one, i) - this.survives(cause, one, i + 1))
    })
    return lost
  }
}
