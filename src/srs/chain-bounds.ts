import type { Requirement } from './requirement.js'

/** How long a chain of legs may take (microseconds, strictly less), and which share must get through in that time. */
export interface ChainBounds {
  latency: number
  share: number
  strict: boolean
}

/**
 * What legs in a row come to: latencies add up (SRS 4.18) and shares multiply, as far as losses on one leg say nothing of
 * those on another.
 */
export function chainBounds(legs: readonly (readonly Requirement[])[]): ChainBounds {
  const latency = legs.reduce((sum, leg) => sum + latencyOf(leg), 0)
  const product = legs.reduce((all, leg) => all * shareOf(leg), 1)
  // Without the digits that only multiplying has brought in.
  return { latency, share: Number(product.toPrecision(12)), strict: true }
}

/** In words, where a whole allows less time than its legs (SRS 4.18), or asks for a larger share than they give. */
export function contradiction(whole: ChainBounds, legs: readonly (readonly Requirement[])[]): string | undefined {
  const sum = chainBounds(legs)
  const said: string[] = []
  if (whole.latency < sum.latency) {
    const parts = legs.map((leg) => seconds(latencyOf(leg))).join(' + ')
    said.push(`${seconds(whole.latency)} s against ${parts} = ${seconds(sum.latency)} s`)
  }
  if (whole.share > sum.share) {
    const parts = legs.map((leg) => `${percent(shareOf(leg))} %`).join(' × ')
    said.push(`${percent(whole.share)} % against ${parts} = ${percentApart(sum.share, whole.share)} %`)
  }
  return said.length > 0 ? said.join('; ') : undefined
}

/** Whether a leg can be added up: its latency is a time in the network, and its reliability one share. */
export function isPlain({ latency, reliability }: Requirement): boolean {
  return !latency.window && latency.per === undefined && reliability.kind === 'share'
}

/** Of a leg with several receivers, the one that may take longest. */
function latencyOf(leg: readonly Requirement[]): number {
  return Math.max(...leg.map((one) => one.latency.bound))
}

/** Of a leg with several receivers, the least. */
function shareOf(leg: readonly Requirement[]): number {
  return Math.min(...leg.map(({ reliability }) => (reliability.kind === 'share' ? reliability.bound : 0)))
}

function seconds(micros: number): number {
  return micros / 1e6
}

function percent(share: number, digits = 12): number {
  return Number((share * 100).toPrecision(digits))
}

/** With as few digits as tell it from the other. */
function percentApart(share: number, other: number): number {
  let digits = 3
  while (percent(share, digits) === percent(other)) digits++
  return percent(share, digits)
}
