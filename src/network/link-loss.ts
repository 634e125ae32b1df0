import { z } from 'zod'
import { duration, share } from '../input/quantity.js'
import { keyed } from '../kernel/keyed.js'
import type { LinkBook } from './link-book.js'
import { lossDraw } from './loss-draw.js'
import { DRAW_BURST, DRAW_QUALITY } from './order.js'

/**
 * What becomes of transmissions for no fault of the traffic: noise and fading. Nodes differ, and keep what they have: the same node
 * has a poor link every day, whatever else happens. And losses come in bursts (Gilbert and Elliott's model, in continuous time): the
 * link of each node is in a burst or not, and stays so for times that are exponential. All media of a run agree on which nodes are
 * poor; the bursts are those of one medium.
 *
 * Of a burst nothing is kept but whether there was one when the link was last looked at: what a later look finds follows from that and
 * the time between by the transition probability of the two states, with one draw a look. So idle links cost nothing.
 */
export class LinkLoss {
  /** Whether no transmission is ever lost. */
  readonly never: boolean
  private readonly usual: number
  private readonly varies: boolean
  private readonly mean: number
  private readonly poor: PoorSettings | undefined
  private readonly bursts: BurstSettings | undefined
  /** The share of the time that is in bursts, and how fast a link forgets that it was (by the microsecond). */
  private readonly inBursts: number
  private readonly forgetting: number
  /** By node: when its link was last looked at, and one microsecond more, so that 0 is never; below zero where it was in a burst. */
  private looked = new Float64Array(0)

  constructor(
    settings: LinkLossSettings,
    private readonly seed: number,
    private readonly book: LinkBook,
    /** How many node numbers there are; more may come. */
    private readonly nodes: number,
  ) {
    const { share, poor, bursts } = groupOf(settings)
    this.usual = share
    this.poor = poor
    this.bursts = bursts
    this.varies = poor !== undefined || bursts !== undefined
    this.inBursts = bursts ? bursts.length / bursts.every : 0
    this.forgetting = bursts ? forgettingOf(bursts) : 0
    this.mean = meanLoss(settings)
    this.never = this.mean === 0
  }

  /**
   * Whether a transmission that begins at a moment is lost on the link of a node; of a packet for many (`EVERYONE`) on the mean of all links.
   * Who asks for several transmissions of one packet gives each another `attempt`, since all draws are keyed by it.
   */
  fails(packet: number, node: number, attempt: number, at = this.book.simulation.now): boolean {
    const share = this.varies ? this.shareAt(packet, node, attempt, at) : this.usual
    return share > 0 && lossDraw(this.book.packets, packet, attempt, this.seed) < share
  }

  private shareAt(packet: number, node: number, attempt: number, at: number): number {
    if (node < 0) return this.mean
    const { bursts, poor } = this
    if (bursts !== undefined && this.isInBurst(packet, node, attempt, at)) return bursts.share
    return poor !== undefined && this.isPoor(node, poor) ? poor.share : this.usual
  }

  private isPoor(node: number, { devices }: PoorSettings): boolean {
    return keyed(this.seed, 0, node, 0, 0, DRAW_QUALITY) < devices
  }

  private isInBurst(packet: number, node: number, attempt: number, at: number): boolean {
    if (node >= this.looked.length) this.widen(node)
    const last = this.looked[node]!
    const { inBursts } = this
    let probability = inBursts
    if (last !== 0) {
      // The two states are reversible in time: a look at a moment before the last one, on another link of the node, is no other case.
      const remembered = Math.exp(-Math.abs(at + 1 - Math.abs(last)) * this.forgetting)
      probability += ((last < 0 ? 1 : 0) - inBursts) * remembered
    }
    const { packets } = this.book
    const hop = packets.hop[packet]! * 65536 + packets.number[packet]!
    const draw = keyed(this.seed, packets.source[packet]!, packets.serial[packet]!, hop, attempt, DRAW_BURST)
    const found = draw < probability
    this.looked[node] = found ? -at - 1 : at + 1
    return found
  }

  private widen(node: number): void {
    const wide = new Float64Array(Math.max(this.nodes, node + 1, 2 * this.looked.length))
    wide.set(this.looked)
    this.looked = wide
  }
}

/** The key `loss:` of a medium: a plain share, or a group of keys. */
export function linkLossSchema(usual: string) {
  return (
    z
      // What is wrong inside a group is said there; of what is neither, that it is no share.
      .union([plain(), group()], { error: ({ errors }) => (errors as z.core.$ZodIssue[][])[0]![0]!.message })
      .prefault(usual)
      .meta({
        description:
          'Share of the transmissions that are lost, each packet by itself; or a group: `share`, ' +
          '`poor: {devices, share}` (so many devices lose more, the same ones every day) and ' +
          '`bursts: {every, length, share}` (now and then a link loses more for a while).',
      })
  )
}

const plain = () =>
  share().refine((value) => value < 1, 'expected a share below 100%: a link that loses every packet carries nothing')

const group = () =>
  z
    .strictObject({
      share: plain().meta({ description: 'Share of the transmissions that are lost where nothing else is said.' }),
      poor: z
        .strictObject({
          devices: share().meta({
            description: 'Share of the devices (or whatever ends the links) that have a poor link.',
          }),
          share: share().meta({ description: 'Share of the transmissions that are lost on a poor link.' }),
        })
        .optional()
        .meta({ description: 'Devices whose links lose more; the same ones for good.' }),
      bursts: z
        .strictObject({
          every: duration().meta({ description: 'From the beginning of a burst to that of the next, on the mean.' }),
          length: duration()
            .refine((value) => value > 0, 'expected a length above zero')
            .meta({ description: 'How long a burst lasts, on the mean.' }),
          share: share().meta({ description: 'Share of the transmissions that are lost in a burst.' }),
        })
        .refine(({ every, length }) => every > length, {
          path: ['every'],
          message: 'expected more time from burst to burst than one lasts',
        })
        .optional()
        .meta({ description: 'Losses that come together (Gilbert-Elliott), on the link of each device by itself.' }),
    })
    .refine(({ share, poor }) => poor === undefined || poor.share >= share, {
      path: ['poor', 'share'],
      message: 'expected a share of at least that of the other links',
    })
    .refine(({ share, bursts }) => bursts === undefined || bursts.share >= share, {
      path: ['bursts', 'share'],
      message: 'expected a share of at least that between bursts',
    })

export type LinkLossSettings = z.output<ReturnType<typeof linkLossSchema>>
type LossGroup = Exclude<LinkLossSettings, number>
type PoorSettings = NonNullable<LossGroup['poor']>
type BurstSettings = NonNullable<LossGroup['bursts']>

/** The share of all transmissions that are lost, of all links together. */
export function meanLoss(settings: LinkLossSettings): number {
  return lossForGood(settings, 0, 0)
}

/**
 * The share of packets that are lost although each is sent again so many times, so long after the last time. In a burst the next
 * attempt is likely in the same one: the retries of a poor or bursty link do not help as those of a mean link would.
 */
export function lossForGood(settings: LinkLossSettings, retries: number, between: number): number {
  const { share, poor, bursts } = groupOf(settings)
  const devices = poor?.devices ?? 0
  const of = (loss: number): number => {
    if (bursts === undefined) return loss ** (retries + 1)
    const [all, remembered] = [bursts.length / bursts.every, Math.exp(-between * forgettingOf(bursts))]
    // The probability that all attempts so far were lost, and that the link is in a burst, or is not.
    let [inside, outside] = [all * bursts.share, (1 - all) * loss]
    for (let retry = 0; retry < retries; retry++) {
      const sum = inside + outside
      const stays = all * sum + (inside - all * sum) * remembered
      ;[inside, outside] = [stays * bursts.share, (sum - stays) * loss]
    }
    return inside + outside
  }
  // Without poor devices it is that of the others to the last digit.
  return devices === 0 ? of(share) : (1 - devices) * of(share) + devices * of(poor!.share)
}

/** Bursts begin and end at these rates together: how fast the memory of one fades. */
function forgettingOf({ every, length }: BurstSettings): number {
  return 1 / length + 1 / (every - length)
}

function groupOf(settings: LinkLossSettings): LossGroup {
  return typeof settings === 'number' ? { share: settings } : settings
}
