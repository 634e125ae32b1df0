import type { Deployment } from '../deployment/deployment.js'
import { ActiveTime } from '../traffic/active-time.js'
import type { Clock } from '../traffic/clock.js'
import type { Emission } from '../traffic/emission.js'
import { peakPeriodsOf } from '../traffic/peak-periods.js'
import { PeriodTime } from '../traffic/period-time.js'

/**
 * To how many days of a payload's own hours a run comes: half a day from midnight has all of what is sent `12AM - 6AM`, and
 * nothing of what is sent `7AM - 6PM`.
 */
export function sendingDays(deployment: Deployment, { when, timing, terms }: Emission): number {
  if (when.periods) {
    const lasted = passed(deployment, new PeriodTime(peakPeriodsOf(deployment, when.periods)))
    // A rate over the year counts the time between periods too: a day in them stands for many.
    return lasted === 0 ? 0 : lasted / (terms[0]?.partOfYear ?? 1)
  }
  const [inside, outside] = [when.windows, ActiveTime.outside(when.windows)].map((one) => new ActiveTime(one))
  const byChance = timing === 'poisson' && outside!.aDay > 0
  const share = byChance ? deployment.settings.assumptions['share-in-when'] : 1
  return share * passed(deployment, inside!) + (share < 1 ? (1 - share) * passed(deployment, outside!) : 0)
}

function passed({ start, end }: Deployment, clock: Clock): number {
  return (clock.fromWall(end) - clock.fromWall(start)) / clock.aDay
}
