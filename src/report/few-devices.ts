import { percent } from '../check/verdict.js'
import type { Outcome } from '../run/outcome.js'

/** Of a requirement: how many devices have less than it asks of all together; nothing where none has, or its payloads are of none. */
export function belowInWords(one: Outcome): string | undefined {
  if (!one.devicesBelowBound) return undefined
  const below = `${percent(one.devicesBelowBound)} of the devices are below the bound by themselves`
  if (!sitsOnFew(one)) return below
  const failing = `${percent(one.devicesFailing!)} of the devices have all the failures`
  return `${below}: ${failing} (by chance ${percent(one.devicesFailingByChance!)} would have some)`
}

/** What a share of all messages hides: requirements that pass while the same few devices fail again and again. */
export function fewDevicesField(outcomes: readonly Outcome[]): string | undefined {
  const hidden = outcomes.filter((one) => one.verdict === 'pass' && one.devicesBelowBound && sitsOnFew(one))
  const [worst] = hidden.sort((a, b) => b.devicesBelowBound! - a.devicesBelowBound!)
  if (worst === undefined) return undefined
  const [many, pass] = hidden.length === 1 ? ['1 requirement', 'passes'] : [`${hidden.length} requirements`, 'pass']
  const most = `${percent(worst.devicesBelowBound!)} of the devices are below the bound of ${worst.requirement.id}`
  return `${many} ${pass} though the same few devices fail again and again: ${most}`
}

/**
 * Whether the devices with a failure are less than half of those that would have one if it fell on all alike, and by more than
 * chance: three standard deviations of a count.
 */
function sitsOnFew({ devicesCounted, devicesFailing, devicesFailingByChance }: Outcome): boolean {
  const [failing, byChance] = [devicesFailing! * devicesCounted!, devicesFailingByChance! * devicesCounted!]
  return failing < byChance / 2 && byChance - failing > 3 * Math.sqrt(byChance)
}
