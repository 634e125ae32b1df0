import type { Deployment } from '../deployment/deployment.js'
import { keyed } from '../kernel/keyed.js'
import { DRAW_EFFECT } from '../network/order.js'
import { EXERCISED, type Messages } from '../trace/messages.js'
import { reporterOf, type Effect, type Emission } from '../traffic/emission.js'
import type { Running } from './running.js'

/** Decides what the receipt of a message, or its loss, sends. */
export class Consequences {
  constructor(
    private readonly deployment: Deployment,
    private readonly messages: Messages,
    private readonly running: readonly Running[],
    /** By source: the hash of its name. */
    private readonly sourceHash: Int32Array,
    private readonly send: (effect: Effect, cause: number, device: number, tree: number) => void,
  ) {}

  ofReceipt(emission: Emission, message: number, addressee: number, device: number, tree: number): void {
    const { messages } = this
    const exercised = (messages.flags[message]! & EXERCISED) !== 0
    // Each device that takes in a sending to all draws for itself.
    const drawer = emission.toAll ? device + 1 : 0
    let group = -1
    let draw = 0
    let laid = 0
    let done = false
    for (const effect of emission.effects.received) {
      if (effect.at !== addressee || !this.canSend(effect, device)) continue
      // What is certain, or forced, needs no draw.
      if (exercised || effect.share >= 1) {
        this.send(effect, message, device, tree)
        continue
      }
      if (effect.group !== group) {
        group = effect.group
        laid = 0
        done = false
        const source = this.sourceHash[messages.source[message]!]!
        draw = keyed(this.deployment.settings.seed, source, messages.serial[message]!, group, drawer, DRAW_EFFECT)
      }
      if (done) continue
      laid += effect.share
      if (draw < laid) {
        done = true
        this.send(effect, message, device, tree)
      }
    }
  }

  /** The actor that could not pass a message on says so; where no row lets it (a gateway), the nearest one before it. */
  ofLoss({ emission }: Running, message: number, failedAt: string): void {
    const { undeliverable } = emission.effects
    if (undeliverable.length === 0) return
    const reporter = reporterOf(emission, failedAt, (effect) => this.running[effect.emission]!.emission)
    for (const effect of undeliverable) {
      if (this.running[effect.emission]!.emission.from !== reporter) continue
      this.send(effect, message, this.messages.device[message]!, this.messages.tree[message]!)
    }
  }

  private canSend(effect: Effect, device: number): boolean {
    return effect.classes === -1 || (effect.classes & (1 << this.deployment.layout.classOf(device).kind)) !== 0
  }
}
