import type { Deployment } from '../deployment/deployment.js'
import { Stream } from '../kernel/stream.js'
import { HOUR, DAY } from '../kernel/time.js'
import { pickFrom } from '../srs/range.js'
import type { When } from '../srs/when.js'
import type { Emission } from './emission.js'
import type { Stretch } from './period-time.js'

/**
 * The peak periods of a run, in which voltage is reduced (DSDR, SRS 4.4.1.6): drawn at random, as often and as long as the
 * When says; and one at the start where everything is exercised. Periods that touch are one.
 */
export function peakPeriodsOf(deployment: Deployment, periods: NonNullable<When['periods']>): Stretch[] {
  const { start, end, settings } = deployment
  const pick = settings.choices.ranges
  const length = pickFrom(periods.hours, pick) * HOUR
  const stream = new Stream(settings.seed, 'peak periods')
  const gap = (365 * DAY) / pickFrom(periods.timesAYear, pick)
  const found: Stretch[] = []
  if (settings.exercise !== 'none') found.push({ from: start, to: Math.min(end, start + length) })
  for (let at = start + stream.exponential(gap); at < end; at += stream.exponential(gap)) {
    const last = found[found.length - 1]
    if (last !== undefined && at <= last.to) last.to = Math.max(last.to, at + length)
    else found.push({ from: at, to: at + length })
  }
  return found
}

/**
 * When a row does not send as it usually does: DSDR has no rows of its own, it changes how often and how fast those of the
 * maintenance and of the volt/var control are sent, while it lasts (SRS 4.4.1.6).
 */
export function pausedIn(deployment: Deployment, { applied }: Emission): Stretch[] {
  const { row, from, to, mode } = applied[0]!.requirement
  if (mode !== 'DA Maint' && mode !== 'VVC') return []
  const instead = deployment.catalogue.requirements.find(
    (one) => one.used && one.row === row && one.from === from && one.to === to && one.when.periods !== undefined,
  )
  if (instead === undefined || !deployment.useCases.useCases.includes(instead.useCase)) return []
  return peakPeriodsOf(deployment, instead.when.periods!)
}
