import type { Layout } from '../deployment/layout.js'
import type { Network, PacketsElsewhere } from '../network/network.js'
import type { Messages } from '../trace/messages.js'
import type { Outbox } from './handover.js'
import { INBOUND, OUTBOUND, OWN, type Partition } from './partition.js'

/** Of those that are simulated apart: some of the districts, by number of how many such parts; or what lies beyond them all. */
export type Share = { districts: number; of: number } | 'back office'

/** The parts turn out to need each other: the deployment has to be run as one whole. */
export class Entangled extends Error {}

/** What a model simulates where it is one part of a deployment (`Partition`). */
export class Part implements PacketsElsewhere {
  /** By tree. */
  private readonly mine: Uint8Array

  constructor(
    private readonly partition: Partition,
    private readonly share: Share,
    layout: Layout,
    private readonly network: Network,
    private readonly messages: Messages,
    private readonly outbox: Outbox,
  ) {
    this.mine = Uint8Array.from({ length: layout.treeCount }, (_, tree) =>
      share === 'back office' ||
      Math.floor((layout.districtOfTree(tree) * share.of) / layout.districts) === share.districts
        ? 1
        : 0,
    )
  }

  get isBackOffice(): boolean {
    return this.share === 'back office'
  }

  /** Whether what concerns a tree is counted here. */
  isMine(tree: number): boolean {
    return this.mine[tree] === 1
  }

  /** Whether a source of which the next sending concerns a tree sends here. */
  fires(emission: number, tree: number, isOfDistrict: boolean): boolean {
    if (this.isBackOffice) return false
    return !isOfDistrict || this.isMine(tree) || this.partition.startsOutward[emission]!
  }

  /** Whether messages of an emission end in the back office, which is another part. */
  handsOn(emission: number): boolean {
    return !this.isBackOffice && this.partition.goesInward[emission]!
  }

  /** Whether a message goes on as a whole elsewhere: none of its links is simulated here. */
  takesWhole(message: number): boolean {
    if (this.isBackOffice) return false
    const { messages, partition } = this
    const emission = messages.emission[message]!
    const isMine = this.isMine(messages.tree[message]!)
    if (!partition.isInward[emission]!) return !isMine && partition.startsInDistrict[emission]!
    if (isMine) this.outbox.whole(message)
    return true
  }

  takes(packet: number, step: number): boolean {
    const kind = this.partition.kinds[step]!
    const isMine = this.mine[this.network.packets.tree[packet]!] === 1
    if (this.isBackOffice) {
      if (kind !== INBOUND) throw new Entangled('a message of the back office goes to a district')
      return false
    }
    if (kind === OWN) return !isMine
    if (kind === OUTBOUND) return false
    if (isMine) this.handOver(packet, step)
    return true
  }

  crossed(packet: number): void {
    this.concerns(this.network.packets.tree[packet]!)
  }

  /** What happens now concerns a tree: who has its district counts the event. */
  concerns(tree: number): void {
    if (!this.isMine(tree)) this.network.simulation.uncount()
  }

  private handOver(packet: number, step: number): void {
    const message = this.network.packets.message[packet]!
    // Its next part would wait for this one, which nobody here will ever hear of again.
    if (this.messages.waiting[message]! > 0)
      throw new Entangled('a message is sent piece by piece, each when the one before has come')
    this.outbox.packet(packet, step)
  }

  /** A packet is lost of a message that may have others in the back office. */
  lost(message: number, beyond: number): void {
    if (this.isBackOffice) throw new Entangled('the back office loses a packet')
    if (this.isMine(this.messages.tree[message]!) && this.handsOn(this.messages.emission[message]!))
      this.outbox.loss(message, beyond)
  }

  /** A message for a tree is sent because of one of another. */
  causes(tree: number, from: number): void {
    if (this.mine[tree] !== this.mine[from])
      throw new Entangled('what happens in one district sends something in another')
  }
}
