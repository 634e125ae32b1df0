import type { Simulation } from '../kernel/simulation.js'
import type { LossReason } from '../network/medium.js'
import type { Network } from '../network/network.js'
import type { Messages } from '../trace/messages.js'
import type { NewMessages } from './new-messages.js'
import type { Running } from './running.js'

/** What a sending to all asks of whoever receives and sends. */
export interface ToAllHost {
  takenIn(running: Running, message: number, device: number, tree: number): void
  launch(message: number): void
  /** One of its devices has not got what the others have, because of a step of its route. */
  missed(running: Running, message: number, device: number, step: number, reason: LossReason): void
  /** So many of its devices have it, with a message on its last stage. */
  reached(message: number, many: number): void
  /** It goes on as one more message, for a part of its devices. */
  branched(from: number, message: number): void
  /** Whether a device, or any on a tree, is one of those for whom a message is. */
  isFor(message: number, device: number): boolean
  isForAnyOn(message: number, tree: number): boolean
}

/** Takes a sending to all from stage to stage: for all its devices together, for those of each tree, for each. */
export class SendingsToAll {
  /** Set once by the composition. */
  network!: Network

  constructor(
    private readonly simulation: Simulation,
    private readonly messages: Messages,
    private readonly newMessages: NewMessages,
    /** By source: the hash of its name. */
    private readonly sourceHash: Int32Array,
    private readonly host: ToAllHost,
  ) {}

  /** It has come to the end of a stage: its devices have it, or it goes on where their ways part. */
  passOn(running: Running, message: number): void {
    const { messages, host } = this
    const takingIn = running.takingIn!
    const stage = messages.stage[message]!
    const { by } = running.stages[stage]!
    const next = running.stages[stage + 1]
    const device = messages.device[message]!
    if (device >= 0) {
      // For one of them alone: it goes all of its way by itself.
      if (next === undefined) {
        host.takenIn(running, message, device, messages.tree[message]!)
        host.reached(message, 1)
      } else this.branch(message, device, messages.tree[message]!)
      return
    }
    if (next === undefined) {
      const many = this.reached(running, message, (device, tree) => host.takenIn(running, message, device, tree))
      host.reached(message, many)
      return
    }
    if (next.by === 'tree') takingIn.trees((tree) => this.branch(message, -1, tree))
    else if (by === 'tree') this.reached(running, message, (device, tree) => this.branch(message, device, tree))
    else takingIn.all((device, tree) => this.branch(message, device, tree))
  }

  /** Visits the devices of its tree that have it, and gives how many: on some media, not all hear what goes out for all. */
  private reached(running: Running, message: number, visit: (device: number, tree: number) => void): number {
    const { messages, network, host } = this
    let many = 0
    const { route } = running.stages[messages.stage[message]!]!
    const source = this.sourceHash[messages.source[message]!]!
    const [serial, count] = [messages.serial[message]!, messages.packetsBefore[message]!]
    running.takingIn!.onTree(messages.tree[message]!, (device, tree) => {
      // Of a repair, most have had it for long.
      if (!host.isFor(message, device)) return
      const step = network.whoMissed.stepOf(route, tree, device, source, serial, count)
      if (step < 0) {
        visit(device, tree)
        many++
      } else
        host.missed(running, message, device, step, network.whoMissed.why(step, tree, device, source, serial, count))
    })
    return many
  }

  /** It has ended: nobody asks any more who has it. */
  forget(running: Running, message: number): void {
    const { messages, network } = this
    const { by, route } = running.stages[messages.stage[message]!]!
    if (by !== 'tree') return
    network.whoMissed.forget(
      route,
      messages.tree[message]!,
      this.sourceHash[messages.source[message]!]!,
      messages.serial[message]!,
    )
  }

  /** How many devices miss what a message carries; 1 where it is for one. */
  devicesBehind({ takingIn, stages }: Running, message: number): number {
    if (takingIn === undefined) return 1
    const { by } = stages[this.messages.stage[message]!]!
    if (by === 'device') return 1
    return by === 'one' ? takingIn.count : takingIn.countOnTree(this.messages.tree[message]!)
  }

  /** One more message for a part of the devices, on the next stage. */
  private branch(from: number, device: number, tree: number): void {
    if (!(device >= 0 ? this.host.isFor(from, device) : this.host.isForAnyOn(from, tree))) return
    const message = this.newMessages.branch(from, device, tree)
    this.messages.stageAt[message] = this.simulation.now
    this.host.branched(from, message)
    this.host.launch(message)
  }
}
