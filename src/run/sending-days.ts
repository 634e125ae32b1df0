import type { Deployment } from '../deployment/deployment.js'
import { DAY } from '../kernel/time.js'
import { ActiveTime } from '../traffic/active-time.js'
import type { Clock } from '../traffic/clock.js'
import type { Emission } from '../traffic/emission.js'
import { pausedIn, peakPeriodsOf } from '../traffic/peak-periods.js'
import { PeriodTime } from '../traffic/period-time.js'
import { isSetOff } from './set-off.js'

/**
 * To how many days of a payload's own hours a run comes: half a day from midnight has all of what is sent `12AM - 6AM`, and
 * nothing of what is sent `1PM - 6PM`.
 */
export function sendingDays(deployment: Deployment, emission: Emission): number {
  const { when, timing, terms } = emission
  // Events come at any hour.
  if (terms.some(isSetOff)) return (deployment.end - deployment.start) / DAY
  if (when.periods) {
    const lasted = daysOn(new PeriodTime(peakPeriodsOf(deployment, when.periods)), deployment, emission)
    // A rate over the year counts the time between periods too: a day in them stands for many.
    return lasted === 0 ? 0 : lasted / (terms[0]?.partOfYear ?? 1)
  }
  const outside = new ActiveTime(ActiveTime.outside(when.windows))
  const byChance = timing === 'poisson' && outside.aDay > 0
  const share = byChance ? deployment.settings.assumptions['share-in-when'] : 1
  const inside = share * daysOn(new ActiveTime(when.windows), deployment, emission)
  return share < 1 ? inside + (1 - share) * daysOn(outside, deployment, emission) : inside
}

/** Days of a clock in the run, without what another mode of the row takes of them (SRS 4.4.1.6). */
function daysOn(clock: Clock, deployment: Deployment, emission: Emission): number {
  const between = (from: number, to: number) => (clock.fromWall(to) - clock.fromWall(from)) / clock.aDay
  const { start, end } = deployment
  const paused = pausedIn(deployment, emission).reduce((sum, { from, to }) => sum + between(from, Math.min(to, end)), 0)
  return between(start, end) - paused
}
