import type { Settings } from '../deployment/schema.js'
import type { HowOftenTerm } from '../srs/how-often.js'

/**
 * What the `x` of a How Often stands for. The SRS writes one letter for several things: how many of 1000 answer
 * (4.6.4, 4.14.4), how often a device joins (4.13.4), how many alarms a fault raises (4.4.1.7.3.4), and how many batches a
 * day are (4.3.4.1, 4.10.4.5). Each is an assumption of its own.
 */
export function openFigure({ assumptions }: Settings, { perMany, population }: HowOftenTerm): number {
  if (perMany > 1) return assumptions['x-answers']
  if (population === 'HANdevice') return assumptions['x-joins']
  if (population.endsWith('lockout-device')) return assumptions['x-alarms']
  // Beside an update event that has a rate already (4.9.4.1), `x per | DAPjm per | year` would count it twice.
  if (population === 'DAPjm') return 0
  return assumptions['x-batches']
}
