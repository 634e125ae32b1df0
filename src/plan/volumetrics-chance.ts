import type { Deployment } from '../deployment/deployment.js'
import { DAY } from '../kernel/time.js'
import { occurrencesPerDay, type Emission, type EmissionTerm } from '../traffic/emission.js'
import { wireOf, type Crossing } from './volumetrics-crossings.js'
import type { Carry, LaneOf } from './volumetrics-carry.js'

/**
 * How far a run may be from what is expected by chance alone, by what carries it and direction: the standard deviation. What comes at random
 * is a Poisson process of occurrences, each with all that it brings over the network; what comes by the clock is certain, but for
 * what is lost of it. (An upper bound: shares of effects are taken as independent.)
 */
export function deviationsOf(
  deployment: Deployment,
  crossings: readonly Crossing[],
  laneOf: LaneOf,
): Map<string, Record<Carry, number>> {
  const days = (deployment.end - deployment.start) / DAY
  const lanes = new Map<string, Map<Emission, Brought>>()
  for (const crossing of crossings) {
    const on = laneOf(crossing)
    if (on === undefined) continue
    const key = `${on.name} ${crossing.direction}`
    const lane = lanes.get(key) ?? new Map<Emission, Brought>()
    lanes.set(key, lane)
    for (const [root, each] of crossing.roots) {
      const brought = lane.get(root) ?? { mean: NOTHING, squares: NOTHING, thinned: NOTHING }
      lane.set(root, addTo(brought, crossing, each * on.part))
    }
  }
  return new Map(
    [...lanes].map(([key, lane]) => {
      const variance = [...lane].reduce((sum, [root, brought]) => plus(sum, varianceOf(root, brought, days)), NOTHING) // prettier-ignore
      return [key, mapped(variance, Math.sqrt)]
    }),
  )
}

/** What one sending brings over a network: its mean, the squares, and the squares of what may be lost on the way. */
interface Brought {
  mean: Record<Carry, number>
  squares: Record<Carry, number>
  thinned: Record<Carry, number>
}

const NOTHING: Record<Carry, number> = { messages: 0, bytesApplication: 0, bytesWire: 0 }

function addTo({ mean, squares, thinned }: Brought, crossing: Crossing, each: number): Brought {
  const { copies, pieces, again, isAnswer, bytes } = crossing
  const times = each * copies
  const size = {
    messages: isAnswer ? 0 : (1 + again) * pieces,
    bytesApplication: (1 + again) * bytes.application,
    bytesWire: wireOf(bytes),
  }
  const square = mapped(size, (one) => times * one ** 2)
  const missing = Math.max(0, 1 - times)
  // How often it is sent again is drawn too, as a geometric number: from end to end, and packet by packet.
  const resent = mapped(size, (one) => times * again * (1 + again) * (one / (1 + again)) ** 2)
  resent.bytesWire += times * bytes.retries * size.bytesWire
  const lost = mapped(square, (one) => one * missing)
  return {
    mean: plus(
      mean,
      mapped(size, (one) => times * one),
    ),
    squares: plus(plus(squares, square), resent),
    thinned: plus(plus(thinned, lost), resent),
  }
}

function varianceOf(root: Emission, brought: Brought, days: number): Record<Carry, number> {
  return root.terms.reduce((sum, term) => {
    const sent = occurrencesPerDay(term) * days
    if (sent === 0) return sum
    const many = atOnce(root, term)
    // Of one sending no more is certain than that it comes: what it brings is drawn message by message.
    const random = isRandom(root, term, days)
    return plus(
      sum,
      combined(brought, (mean, squares, thinned) => sent * (random ? many * mean ** 2 + squares : thinned)),
    )
  }, NOTHING)
}

/** How many are sent when it occurs. */
function atOnce({ toAll }: Emission, { event, members, atOccurrence }: EmissionTerm): number {
  return event === undefined || event.concerns === 'member' || toAll ? 1 : Math.max(1, members * atOccurrence)
}

/** A read by the clock is certain, unless its period is longer than the run. */
function isRandom({ timing }: Emission, { event, perMemberPerDay }: EmissionTerm, days: number): boolean {
  return event !== undefined || timing === 'poisson' || perMemberPerDay * days < 1
}

function plus(a: Record<Carry, number>, b: Record<Carry, number>): Record<Carry, number> {
  return {
    messages: a.messages + b.messages,
    bytesApplication: a.bytesApplication + b.bytesApplication,
    bytesWire: a.bytesWire + b.bytesWire,
  }
}

function mapped(one: Record<Carry, number>, to: (value: number) => number): Record<Carry, number> {
  return {
    messages: to(one.messages),
    bytesApplication: to(one.bytesApplication),
    bytesWire: to(one.bytesWire),
  }
}

function combined(
  { mean, squares, thinned }: Brought,
  of: (mean: number, squares: number, thinned: number) => number,
): Record<Carry, number> {
  const at = (key: Carry) => of(mean[key], squares[key], thinned[key])
  return { messages: at('messages'), bytesApplication: at('bytesApplication'), bytesWire: at('bytesWire') }
}
