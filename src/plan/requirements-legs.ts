import type { Deployment } from '../deployment/deployment.js'
import type { Latency } from '../srs/latency.js'
import { microsOf, type TimeUnit } from '../srs/time-unit.js'
import type { Applied } from '../traffic/applied.js'
import { legBounds, type LegBounds } from '../traffic/leg-bounds.js'

/** The legs of a requirement with their bounds; what the rule gives is written in the unit of the whole, to be compared with it. */
export function legsOf(deployment: Deployment, one: Applied): LegBounds[] {
  const { unit } = one.requirement.latency.most
  return legBounds(deployment, one).map((leg) =>
    leg.setBy === 'rule' ? { ...leg, latency: writtenIn(unit, leg.latency) } : leg,
  )
}

/** With as many digits as bring the bound back when the cell is read. */
function writtenIn(unit: TimeUnit, latency: Latency): Latency {
  const micros = microsOf(unit)
  for (let digits = 1; digits <= 17; digits++) {
    const amount = Number((latency.bound / micros).toPrecision(digits))
    // A small one is written with an exponent, which the notation of the SRS does not have.
    if (String(amount).includes('e')) break
    if (Math.round(amount * micros) === latency.bound) return { ...latency, most: { amount, unit, tight: false } }
  }
  return latency
}
