import type { Campaign } from '../deployment/campaigns.js'
import type { Deployment } from '../deployment/deployment.js'
import { InputError } from '../input/problems.js'
import type { Simulation } from '../kernel/simulation.js'
import { HOUR } from '../kernel/time.js'
import { LOSS_REASONS } from '../network/medium.js'
import type { Network } from '../network/network.js'
import { PRIORITY_SEND } from '../network/order.js'
import { nameOfPlace, stepOf } from '../network/place-of-loss.js'
import type { Messages } from '../trace/messages.js'
import { CampaignDevices, emissionsOfCampaign } from '../traffic/campaign-devices.js'
import { CampaignPace, type Pacer } from './campaign-pace.js'
import { CampaignQueue } from './campaign-queue.js'
import { CampaignRun, type CampaignPart, type Transfer } from './campaign-run.js'
import { CampaignTransfers } from './campaign-transfers.js'
import { NO_ROUTE, type PayloadCounts, type Running } from './running.js'
import type { Tracing } from './tracing.js'

/** What a campaign needs of whoever sends. */
export interface CampaignHost {
  trace: Tracing | undefined
  send(transfer: Transfer, block: number, tree: number, device: number, bytes: number): void
}

/** More would cost more memory than they say anything. */
const MOST_BLOCKS = 100_000

/** All campaigns of a run: begins their devices as fast as they may be, and counts what becomes of these. */
export class Campaigns {
  readonly runs: CampaignRun[]
  readonly transfers: CampaignTransfers
  /** By run. */
  private readonly lines: Line[]
  private readonly beginCode: number

  constructor(
    private readonly deployment: Deployment,
    private readonly simulation: Simulation,
    private readonly network: Network,
    private readonly running: readonly Running[],
    private readonly payloads: PayloadCounts,
    messages: Messages,
    private readonly host: CampaignHost,
  ) {
    const { layout, campaigns } = deployment
    this.runs = campaigns.map((campaign, index) => this.runOf(campaign, index))
    this.lines = this.runs.map((run) => new Line(run.campaign))
    this.transfers = new CampaignTransfers(simulation, messages, (device) => layout.treeOf(device), {
      send: (transfer, block, tree, device, bytes) => host.send(transfer, block, tree, device, bytes),
      failed: (transfer, device) => this.failed(transfer, device),
      rests: (transfer) => this.leave(transfer),
      rested: (transfer) => this.rested(transfer),
      over: (transfer) => this.over(transfer),
    })
    const startCode = simulation.handler('start of a campaign', (i) => this.start(i))
    this.beginCode = simulation.handler('next of a campaign', (i) => {
      this.lines[i]!.expected = false
      this.goOn(i)
    })
    this.runs.forEach(({ campaign }, i) => simulation.at(campaign.at, PRIORITY_SEND, i, startCode, i))
  }

  /** A device has got the block that a message carries: when its image was sent, if it now has all of it; otherwise -1. */
  received(message: number, block: number, device: number): number {
    const transfer = this.transfers.transferOf(message)
    const { run, part, begunAt } = transfer
    if (!run.got(device, block, transfer)) return -1
    run.complete(device, part, this.simulation.now)
    const { toAll } = part.running.emission
    if (!toAll || part.completed === part.devices) this.payloads.delivered[part.running.payload]!++
    const sentAt = toAll ? run.campaign.at : begunAt
    this.host.trace?.image(run, part, device, sentAt, 'delivered', this.simulation.now)
    return sentAt
  }

  /** At the end of the run: of which images it is open what becomes of them. */
  traceOpen(trace: Tracing): void {
    for (const run of this.runs)
      for (const part of run.parts)
        if (part.running.emission.toAll)
          this.devicesOf(part, run.devices, (device) => {
            if (run.isOpen(device, part)) trace.image(run, part, device, run.campaign.at, 'open')
          })
    this.transfers.forEach(({ run, part, device, begunAt }) => {
      if (!part.running.emission.toAll && run.isOpen(device, part)) trace.image(run, part, device, begunAt, 'open')
    })
  }

  /** Images under way: that of each device or, where one goes to all, one until nobody can get it any more. */
  get underWay(): number {
    let count = 0
    for (const { parts } of this.runs)
      for (const { running, devices, begun, completed, failed } of parts) {
        const open = begun - completed - failed
        count += running.emission.toAll ? Number(begun > 0 && completed + failed < devices) : open
      }
    return count
  }

  private runOf(campaign: Campaign, index: number): CampaignRun {
    const { deployment } = this
    const { settings } = deployment
    const emissions = emissionsOfCampaign(
      campaign,
      this.running.map((one) => one.emission),
    )
    const devices = new CampaignDevices(deployment, campaign, emissions)
    const pacers = new Map<string, Pacer>()
    const parts = emissions.map((emission): CampaignPart => {
      const running = this.running[emission.index]!
      const image = campaign.image ?? emission.bytes
      const stage = running.stages.findIndex((one) => one.route !== NO_ROUTE)
      const { capacity } = campaign
      const part = {
        running,
        image,
        blocks: blocksOf(campaign, image),
        window: Math.max(1, Math.floor(settings.assumptions.segment / campaign.block)),
        alone: !emission.toAll || running.stages[stage]!.by === 'device',
        stage,
        pace:
          capacity === undefined ? undefined : new CampaignPace(deployment, this.network, running, capacity, pacers),
        ...{ devices: 0, begun: 0, completed: 0, failed: 0 },
      }
      this.devicesOf(part, devices, () => part.devices++)
      return part
    })
    const count = parts.reduce((sum, one) => sum + one.devices, 0)
    const blocks = Math.max(...parts.map((one) => one.blocks))
    return new CampaignRun(campaign, index, devices, parts, count, blocks)
  }

  /** Visits the devices of a campaign to which one of its emissions goes. */
  private devicesOf(
    { running }: CampaignPart,
    devices: CampaignDevices,
    visit: (device: number, tree: number) => void,
  ): void {
    const { layout } = this.deployment
    const { emission, takingIn } = running
    const visitOwn = (device: number, tree: number) => {
      if (devices.has(device)) visit(device, tree)
    }
    if (takingIn !== undefined) takingIn.all(visitOwn)
    else
      for (const of of emission.classes)
        for (let member = 0; member < of.count; member++) visitOwn(of.first + member, layout.treeOfMember(of, member))
  }

  /** What goes to all is sent to all now; everything is in line. */
  private start(index: number): void {
    const run = this.runs[index]!
    const line = this.lines[index]!
    for (const part of run.parts) {
      const { running, alone, stage } = part
      const { toAll } = running.emission
      if (part.devices === 0) continue
      if (toAll) this.countAsSent(part)
      const isOne = running.stages[stage]!.by === 'one'
      const counts = new Map<number, number>()
      this.devicesOf(part, run.devices, (device, tree) => {
        run.include(device)
        if (toAll) this.countFor(part, device, tree)
        if (alone) line.queue.add(tree, device)
        else {
          const group = isOne ? -1 : tree
          counts.set(group, (counts.get(group) ?? 0) + 1)
        }
      })
      for (const [tree, devices] of counts) line.groups.push({ part, tree, devices })
    }
    line.since = this.simulation.now
    this.goOn(index)
  }

  /** Begins what may be begun now. */
  private goOn(index: number): void {
    const run = this.runs[index]!
    const line = this.lines[index]!
    const { now } = this.simulation
    while (line.hasMore) {
      const at = line.nextAt
      if (at > now) {
        if (line.expected) return
        line.expected = true
        this.simulation.at(at, PRIORITY_SEND, index, this.beginCode, index)
        return
      }
      if (!this.beginNext(run, line, at)) return
    }
  }

  /** False: no tree has a place for one more. */
  private beginNext(run: CampaignRun, line: Line, at: number): boolean {
    const { now } = this.simulation
    const group = line.groups.shift()
    if (group !== undefined) {
      line.begun(group.devices, at, now)
      run.begun += group.devices
      group.part.begun += group.devices
      this.transfers.begin(run, group.part, group.tree, -1)
      return true
    }
    const next = line.queue.take()
    if (next === undefined) return false
    const { tree, device } = next
    const part = this.partOf(run, device)
    line.begun(1, at, now)
    run.begun++
    part.begun++
    if (!part.running.emission.toAll) {
      this.countAsSent(part)
      this.countFor(part, device, tree)
    }
    this.transfers.begin(run, part, tree, device)
    return true
  }

  private partOf({ parts }: CampaignRun, device: number): CampaignPart {
    const of = this.deployment.layout.classOf(device)
    return parts.find((one) => one.alone && one.running.emission.classes.includes(of))!
  }

  private countAsSent({ running, image }: CampaignPart): void {
    this.payloads.sent[running.payload]!++
    this.payloads.bytes[running.payload]! += image
  }

  private countFor({ running }: CampaignPart, device: number, tree: number): void {
    const district = this.deployment.layout.districtOfTree(tree)
    running.tallies[0]!.onSent(this.simulation.now, district, true, device)
  }

  private failed({ run, part, begunAt }: Transfer, device: number): void {
    const { routes } = this.network
    const { place, stage, why } = run.missing.lastOf(device)!
    const reason = LOSS_REASONS[why]!
    const { tallies, legs, stages } = part.running
    const where = `${nameOfPlace(routes, place)}: ${reason}`
    const sentAt = part.running.emission.toAll ? run.campaign.at : begunAt
    tallies[0]!.onLost(where)
    this.host.trace?.image(run, part, device, sentAt, 'lost', NaN, where)
    legs[0]!.lostOn(stages[stage]!.firstLeg + routes.depth[stepOf(place)]!, reason, 1)
    run.fail(device, part)
  }

  /** It waits for its next round: meanwhile another device of its tree is served. */
  private leave({ run, tree, device }: Transfer): void {
    if (device < 0) return
    const index = this.runs.indexOf(run)
    this.lines[index]!.queue.leave(tree)
    this.serve(index, tree)
  }

  private rested(transfer: Transfer): void {
    const { run, tree, device } = transfer
    if (device < 0) {
      this.transfers.goOn(transfer)
      return
    }
    const index = this.runs.indexOf(run)
    this.lines[index]!.queue.comesBack(transfer)
    this.serve(index, tree)
  }

  private over(transfer: Transfer): void {
    this.leave(transfer)
  }

  /** Gives the places of a tree that are free to those that have rested, and then to the next in line. */
  private serve(index: number, tree: number): void {
    const { queue } = this.lines[index]!
    for (let one = queue.takeRested(tree); one !== undefined; one = queue.takeRested(tree)) this.transfers.goOn(one)
    this.goOn(index)
  }
}

/** What of a campaign has not been begun, and when the next may be. */
class Line {
  readonly queue: CampaignQueue
  /** What goes to all of a tree, or to all (tree -1). */
  readonly groups: { part: CampaignPart; tree: number; devices: number }[] = []
  /** Whether an event will go on with it. */
  expected = false
  /** Since when devices are begun without a pause, and how many have been. */
  since = 0
  private begunSince = 0

  constructor(private readonly campaign: Campaign) {
    this.queue = new CampaignQueue(campaign.inFlight)
  }

  get hasMore(): boolean {
    return this.groups.length > 0 || this.queue.left > 0
  }

  /** When the next device may be begun. */
  get nextAt(): number {
    const { perHour } = this.campaign
    return perHour === undefined ? 0 : Math.ceil(this.since + (this.begunSince * HOUR) / perHour)
  }

  /** So many are begun now, which might have been at `at`: what was not used is not made up for. */
  begun(devices: number, at: number, now: number): void {
    if (now > at) {
      this.since = now
      this.begunSince = 0
    }
    this.begunSince += devices
  }
}

function blocksOf({ block, position }: Campaign, image: number): number {
  const blocks = Math.ceil(image / block)
  if (blocks > MOST_BLOCKS) {
    const message = `expected at most ${MOST_BLOCKS} blocks; the image of ${image} B has ${blocks} of ${block} B`
    throw InputError.of(position, message, 'choose larger blocks')
  }
  return Math.max(1, blocks)
}
