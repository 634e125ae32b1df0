import type { Campaign } from '../deployment/campaigns.js'
import { MINUTE } from '../kernel/time.js'
import type { CampaignDevices } from '../traffic/campaign-devices.js'
import { MissingBlocks } from './missing-blocks.js'
import type { CampaignPace, Pacer } from './campaign-pace.js'
import type { Running } from './running.js'

/** What of a campaign one emission sends. */
export interface CampaignPart {
  running: Running
  /** Bytes of the image, how many blocks it has, and how many of these may be under way at once on one transfer. */
  image: number
  blocks: number
  window: number
  /** Whether its blocks go to each device by itself. */
  alone: boolean
  /** Of its stages the first on which anything is sent. */
  stage: number
  /** Undefined: it takes what it can get. */
  pace: CampaignPace | undefined
  /** Its devices, and of those how many were begun, have the image, or will never have it. */
  devices: number
  begun: number
  completed: number
  failed: number
}

/** Blocks that one sender sends in a row: to one device, or to all of a tree, or to all. */
export interface Transfer {
  /** Among all transfers: its messages say whose they are by it. */
  number: number
  run: CampaignRun
  part: CampaignPart
  /** The tree and the device that it is for; -1: to all. */
  tree: number
  device: number
  /** When its devices were begun. */
  begunAt: number
  round: number
  /** What is to be sent in this round: all blocks, or the ones that are set here. */
  wanted: Uint32Array | undefined
  /** In the last round: the devices that each get by themselves what they miss, and which of them has its turn. */
  alone: number[] | undefined
  turn: number
  /** The next block that is to be sent; -1: the round has no more. */
  block: number
  /** Messages with blocks of it that are under way, and whether the next has its moment already. */
  underWay: number
  expected: boolean
  pacer: Pacer | undefined
}

const NOT_OF_IT = -1
const FAILED = -2

/** One campaign under way: who has how much of the image, and what became of the devices. */
export class CampaignRun {
  begun = 0
  completed = 0
  failed = 0
  /** The last repair round that was begun. */
  rounds = 0
  /** Blocks handed to the network, those sent again among them, and their bytes. */
  messages = 0
  repairs = 0
  bytes = 0
  /** From the beginning to the moment at which so many had it, in microseconds; undefined: never. */
  readonly times: { share: number; took: number | undefined }[] = [0.95, 0.99, 1].map((share) => ({
    share,
    took: undefined,
  }))
  /** By minute in which it changed: how many devices had the image by its end. */
  readonly curve: { minutes: number; completed: number }[] = []
  readonly missing: MissingBlocks
  /** By device: blocks that it has. */
  private readonly has: Int32Array

  constructor(
    readonly campaign: Campaign,
    /** Which of the campaigns it is. */
    readonly index: number,
    readonly devices: CampaignDevices,
    readonly parts: readonly CampaignPart[],
    /** How many devices it is for. */
    readonly count: number,
    blocks: number,
  ) {
    this.missing = new MissingBlocks(devices.first, devices.range, blocks)
    this.has = new Int32Array(devices.range).fill(NOT_OF_IT)
  }

  /** A device is of it, and has nothing yet. */
  include(device: number): void {
    this.has[device - this.devices.first] = 0
  }

  /** Whether a device is of it and may still get the image. */
  isOpen(device: number, { blocks }: CampaignPart): boolean {
    const has = this.has[device - this.devices.first] ?? NOT_OF_IT
    return has >= 0 && has < blocks
  }

  /** A device has got a block; true: that was the last that it lacked. */
  got(device: number, block: number, { part, round }: Transfer): boolean {
    if (!this.isOpen(device, part)) return false
    if (round > 0 && !this.missing.take(device, block)) return false
    return ++this.has[device - this.devices.first]! === part.blocks
  }

  complete(device: number, part: CampaignPart, at: number): void {
    this.missing.forget(device)
    this.completed++
    part.completed++
    const took = at - this.campaign.at
    for (const one of this.times)
      if (one.took === undefined && this.completed >= Math.ceil(one.share * this.count - ROUNDING)) one.took = took
    const minutes = Math.ceil(took / MINUTE)
    const last = this.curve.at(-1)
    if (last?.minutes === minutes) last.completed = this.completed
    else this.curve.push({ minutes, completed: this.completed })
  }

  fail(device: number, part: CampaignPart): void {
    this.missing.forget(device)
    this.has[device - this.devices.first] = FAILED
    this.failed++
    part.failed++
  }
}

/** Shares are decimals. */
const ROUNDING = 1e-9
