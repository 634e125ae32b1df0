import type { Simulation } from '../kernel/simulation.js'
import { LOSS_REASONS, type LossReason } from '../network/medium.js'
import { PRIORITY_SEND } from '../network/order.js'
import type { Messages } from '../trace/messages.js'
import type { CampaignPart, CampaignRun, Transfer } from './campaign-run.js'
import { nextBit } from './missing-blocks.js'

/** What transfers ask of whoever begins them and sends for them. */
export interface TransferHost {
  /** Sends a block to a device, or to all that the transfer is for (device -1). */
  send(transfer: Transfer, block: number, tree: number, device: number, bytes: number): void
  /** A device will not get the image. */
  failed(transfer: Transfer, device: number): void
  /** Its round is over, and somebody still misses something: it goes on after a while. */
  rests(transfer: Transfer): void
  /** That while has passed. */
  rested(transfer: Transfer): void
  over(transfer: Transfer): void
}

/** The transfers of all campaigns: each sends block after block as fast as it may, and round after round what is still missed. */
export class CampaignTransfers {
  private readonly all: Transfer[] = []
  private readonly spare: Transfer[] = []
  private readonly sendCode: number
  private readonly repairCode: number

  constructor(
    private readonly simulation: Simulation,
    private readonly messages: Messages,
    private readonly treeOf: (device: number) => number,
    private readonly host: TransferHost,
  ) {
    this.sendCode = simulation.handler('block of a campaign', (number) => this.send(this.all[number]!))
    this.repairCode = simulation.handler('repair of a campaign', (number) => host.rested(this.all[number]!))
  }

  /** To a device, to all devices of a tree (device -1), or to all there are (tree -1). */
  begin(run: CampaignRun, part: CampaignPart, tree: number, device: number): void {
    const transfer = this.take(run, part)
    transfer.tree = tree
    transfer.device = device
    transfer.begunAt = this.simulation.now
    transfer.round = 0
    transfer.wanted = undefined
    transfer.alone = undefined
    transfer.block = 0
    transfer.underWay = 0
    transfer.expected = false
    transfer.pacer = part.pace?.pacerOf(tree, device)
    this.settle(transfer)
  }

  /** Begins the next repair round. */
  goOn(transfer: Transfer): void {
    const { run, part } = transfer
    const { campaign, missing } = run
    transfer.round++
    if (transfer.round > run.rounds) run.rounds = transfer.round
    const open = this.openDevices(transfer)
    transfer.wanted = undefined
    transfer.alone = undefined
    if (transfer.device < 0 && campaign.lastAlone && transfer.round === campaign.repairRounds) {
      transfer.alone = open
      transfer.turn = 0
      transfer.block = missing.nextOf(open[0]!, 0)
    } else {
      transfer.wanted = missing.emptySet()
      for (const device of open) missing.addTo(transfer.wanted, device)
      transfer.block = nextBit(transfer.wanted, 0, part.blocks, 0)
    }
    this.settle(transfer)
  }

  transferOf(message: number): Transfer {
    return this.all[this.messages.of[message]!]!
  }

  /** Visits the transfers that are not over. */
  forEach(visit: (transfer: Transfer) => void): void {
    const spare = new Set(this.spare)
    for (const one of this.all) if (!spare.has(one)) visit(one)
  }

  /** One more message for a part of those whom a block is for. */
  branched(message: number): void {
    this.transferOf(message).underWay++
  }

  /** Nothing of a message is under way any more. */
  ended(message: number): void {
    const transfer = this.transferOf(message)
    transfer.underWay--
    this.settle(transfer)
  }

  /** Whether a device still needs the block that a message carries. */
  isFor(message: number, device: number): boolean {
    const { run, part, round } = this.transferOf(message)
    return round === 0 ? run.isOpen(device, part) : run.missing.misses(device, this.messages.block[message]!)
  }

  isForAnyOn(message: number, tree: number): boolean {
    let any = false
    this.transferOf(message).part.running.takingIn!.onTree(tree, (device) => {
      any ||= this.isFor(message, device)
    })
    return any
  }

  /** A block is lost to all whom a message is for. */
  lost(message: number, place: number, reason: LossReason): void {
    const { messages } = this
    const [device, tree] = [messages.device[message]!, messages.tree[message]!]
    if (device >= 0) this.missed(message, device, place, reason)
    else {
      const { takingIn, stages } = this.transferOf(message).part.running
      const visit = (one: number) => this.missed(message, one, place, reason)
      if (stages[messages.stage[message]!]!.by === 'tree') takingIn!.onTree(tree, visit)
      else takingIn!.all(visit)
    }
  }

  /** A block is lost to a device. */
  missed(message: number, device: number, place: number, reason: LossReason): void {
    if (!this.isFor(message, device)) return
    const { missing } = this.transferOf(message).run
    const { block, stage } = this.messages
    missing.add(device, block[message]!, place, stage[message]!, LOSS_REASONS.indexOf(reason))
  }

  private take(run: CampaignRun, part: CampaignPart): Transfer {
    const transfer = this.spare.pop()
    if (transfer === undefined) {
      const made: Transfer = {
        number: this.all.length, run, part, tree: 0, device: 0, begunAt: 0, round: 0, wanted: undefined, alone: undefined, turn: 0,
        block: 0, underWay: 0, expected: false, pacer: undefined,
      } // prettier-ignore
      this.all.push(made)
      return made
    }
    transfer.run = run
    transfer.part = part
    return transfer
  }

  /** What is next: another block, the end of the round, or nothing before some of what is under way has arrived. */
  private settle(transfer: Transfer): void {
    if (transfer.expected) return
    if (transfer.block < 0) {
      if (transfer.underWay === 0) this.roundOver(transfer)
    } else if (transfer.underWay < transfer.part.window) this.expect(transfer)
  }

  private expect(transfer: Transfer): void {
    const { simulation, sendCode } = this
    const { pacer, part, number } = transfer
    let at = simulation.now
    if (pacer !== undefined) {
      if (pacer.free > at) at = pacer.free
      pacer.free = at + part.pace!.gap(this.bytesOf(transfer))
    }
    transfer.expected = true
    simulation.at(Math.ceil(at), PRIORITY_SEND, number, sendCode, number)
  }

  private send(transfer: Transfer): void {
    const { run, block, alone, round } = transfer
    const device = alone === undefined ? transfer.device : alone[transfer.turn]!
    const tree = device >= 0 && transfer.device < 0 ? this.treeOf(device) : Math.max(0, transfer.tree)
    const bytes = this.bytesOf(transfer)
    run.messages++
    run.bytes += bytes
    if (round > 0) run.repairs++
    this.step(transfer)
    transfer.underWay++
    // It may be lost at once: what follows from that is settled here.
    this.host.send(transfer, block, tree, device, bytes)
    transfer.expected = false
    this.settle(transfer)
  }

  private bytesOf({ run, part, block }: Transfer): number {
    return Math.min(run.campaign.block, part.image - block * run.campaign.block)
  }

  /** On to the next block of the round. */
  private step(transfer: Transfer): void {
    const { run, part, wanted, alone, block } = transfer
    if (alone !== undefined) {
      transfer.block = run.missing.nextOf(alone[transfer.turn]!, block + 1)
      if (transfer.block < 0 && ++transfer.turn < alone.length)
        transfer.block = run.missing.nextOf(alone[transfer.turn]!, 0)
    } else if (wanted !== undefined) transfer.block = nextBit(wanted, 0, part.blocks, block + 1)
    else transfer.block = block + 1 < part.blocks ? block + 1 : -1
  }

  private roundOver(transfer: Transfer): void {
    const { host } = this
    const { run, round, number } = transfer
    const { repairRounds, repairAfter } = run.campaign
    const open = this.openDevices(transfer)
    if (open.length > 0 && round < repairRounds) {
      this.simulation.after(repairAfter, PRIORITY_SEND, number, this.repairCode, number)
      host.rests(transfer)
      return
    }
    for (const device of open) host.failed(transfer, device)
    transfer.wanted = undefined
    transfer.alone = undefined
    this.spare.push(transfer)
    host.over(transfer)
  }

  /** Those that still miss something, in the order of their numbers. */
  private openDevices({ run, part, tree, device }: Transfer): number[] {
    if (device >= 0) return run.isOpen(device, part) ? [device] : []
    const open: number[] = []
    const visit = (one: number) => {
      if (run.isOpen(one, part)) open.push(one)
    }
    if (tree >= 0) part.running.takingIn!.onTree(tree, visit)
    else part.running.takingIn!.all(visit)
    return open
  }
}
