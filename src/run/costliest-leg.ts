import type { Tally } from '../check/tally.js'
import type { Verdict } from '../check/verdict.js'
import { printDuration } from '../input/units.js'
import { LOSS_REASONS } from '../network/medium.js'
import { DELIVERED, OFFERED, type LinkGroup, type Links } from '../network/links.js'
import { TIMES } from '../trace/leg-times.js'
import type { LegOutcome, WayOutcome } from './leg-outcome.js'

/** The leg to which a requirement that failed owes most of it: an engineer's first question. */
export interface CostliestLeg {
  /** Empty where the whole deployment is one. */
  territory: string
  /** From 1. */
  leg: number
  flow: string
  network: string
  /** The worst of its links, where it is much worse than the others. */
  link: string | undefined
  /** One of the times, a reason for losses, or `under way`: what has not arrived stands before its links. */
  cause: string
  /** Of the time of the late messages, of the losses, or of what is under way on the legs. */
  share: number
  text: string
}

/**
 * By what failed most of the messages: that they came late, that they were lost, or that they are still under way. `starts`: whether
 * senders may have to start and to join their network first, which is in what they take on the first leg.
 */
export function costliestLeg(
  tally: Tally,
  verdict: Verdict,
  ways: readonly WayOutcome[],
  links: Links,
  starts = false,
): CostliestLeg | undefined {
  const late = verdict.delivered - verdict.good
  const lost = ways.flatMap((way) => way.legs).reduce((sum, leg) => sum + lostOn(leg), 0)
  const told = tally.window ? sum(ways.map((way) => way.late)) : late
  if (told > 0 && told >= lost && told >= underWay(tally, verdict, lost)) return byTime(ways, starts)
  if (lost > 0 && lost >= underWay(tally, verdict, lost)) return byLosses(ways, lost)
  return byWhatStands(ways, links) ?? (late > 0 ? byTime(ways, starts) : undefined)
}

/** The same without its figures of time: which leg, how much of it, and what it went into. */
export function inBrief({ text }: CostliestLeg): string {
  return text.replace(/ [\d.]+ \w+ of [\d.]+ \w+ in the mean$/, '')
}

/** What counted and has neither arrived nor been lost. A reading that was lost goes with the next one: of those nothing is said. */
function underWay(tally: Tally, { counted, delivered }: Verdict, lost: number): number {
  return tally.window ? 0 : counted - delivered - lost
}

function byTime(ways: readonly WayOutcome[], starts: boolean): CostliestLeg | undefined {
  const way = most(ways, (one) => one.late)
  // Where no leg says which were late, all messages speak.
  const costs = (leg: LegOutcome) =>
    way.late > 0 ? leg.counts.late.map((time) => time / way.late) : leg.counts.times.map(({ mean }) => mean)
  const legs = way.legs.filter((leg) => leg.counts.messages > 0)
  if (legs.length === 0) return undefined
  const total = sum(legs.map((leg) => sum(costs(leg))))
  const worst = most(legs, (leg) => sum(costs(leg)))
  const times = costs(worst)
  const kind = times.indexOf(Math.max(...times))
  const share = sum(times) / total
  const of = way.late > 0 ? 'late messages' : 'its messages'
  const mean = `${printDuration(times[kind]!, 3)} of ${printDuration(total, 3)} in the mean`
  const isStart = starts && TIMES[kind] === 'processing' && worst === way.legs[0]
  const what = isStart ? 'processing, starting and joining' : TIMES[kind]!
  const text = `costs ${of} ${Math.round(share * 100)} % of their time: ${what} ${mean}`
  return named(way, worst, TIMES[kind]!, share, text)
}

function byLosses(ways: readonly WayOutcome[], lost: number): CostliestLeg {
  const way = most(ways, (one) => Math.max(...one.legs.map(lostOn)))
  const worst = most(way.legs, lostOn)
  const { lost: byReason } = worst.counts
  const many = Math.max(...byReason)
  const reason = LOSS_REASONS[byReason.indexOf(many)]!
  const here = lostOn(worst)
  const mostly = many === here ? reason : `${many} of them ${reason}`
  return named(way, worst, reason, here / lost, `loses most: ${here} of ${lost}, ${mostly}`)
}

/** Where nearly nothing arrives, the links say what stands before them. */
function byWhatStands(ways: readonly WayOutcome[], links: Links): CostliestLeg | undefined {
  const standing = (leg: LegOutcome) => inside(links, leg.links)
  const way = most(ways, (one) => Math.max(...one.legs.map(standing)))
  const worst = most(way.legs, standing)
  const many = standing(worst)
  if (many === 0) return undefined
  const text = `holds most of what is under way: ${many} packets stand before its links at the end`
  return named(way, worst, 'under way', many / sum(way.legs.map(standing)), text)
}

function inside(links: Links, { first, count }: LinkGroup): number {
  let packets = 0
  for (let link = first; link < first + count; link++)
    packets += links.get(link, OFFERED) - links.get(link, DELIVERED) - links.lostOn(link)
  return packets
}

function named(way: WayOutcome, worst: LegOutcome, cause: string, share: number, text: string): CostliestLeg {
  const { flow, network } = worst.hop
  const leg = way.legs.indexOf(worst) + 1
  const link = worst.worst.standsOut ? worst.worst.name : undefined
  const place = [link ?? flow, network, ...(way.territory === '' ? [] : [`in ${way.territory}`])].join(', ')
  return { territory: way.territory, leg, flow, network, link, cause, share, text: `leg ${leg} (${place}) ${text}` }
}

function lostOn({ counts }: LegOutcome): number {
  return sum(counts.lost)
}

function most<T>(of: readonly T[], figure: (one: T) => number): T {
  return of.reduce((a, b) => (figure(b) > figure(a) ? b : a))
}

function sum(values: readonly number[]): number {
  return values.reduce((total, one) => total + one, 0)
}
