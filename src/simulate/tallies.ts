import { Batches } from '../check/batches.js'
import { addBudgetCounters } from '../check/budget-counters.js'
import { DeviceShares } from '../check/device-shares.js'
import { LargeOutages } from '../check/large-outages.js'
import { ShareCounter } from '../check/share-counter.js'
import { Tally } from '../check/tally.js'
import { WindowCounter, type Window } from '../check/window-counter.js'
import type { Deployment } from '../deployment/deployment.js'
import type { DeviceClass } from '../deployment/device-class.js'
import { largeOutages } from '../events/large-outages.js'
import { DAY } from '../kernel/time.js'
import { pickFrom } from '../srs/range.js'
import type { ReliabilityWindow } from '../srs/reliability.js'
import type { Requirement } from '../srs/requirement.js'
import type { Applied } from '../traffic/applied.js'
import type { Emission } from '../traffic/emission.js'

/** The counters of a deployment, one for each requirement, however many emissions it has (one a territory), in the order of the catalogue. */
export function talliesOf(
  deployment: Deployment,
  applied: readonly Applied[],
  emissions: readonly Emission[],
  batches: Batches,
): Map<string, Tally> {
  const tallies = new Map<string, Tally>()
  for (const { requirement } of applied) {
    if (tallies.has(requirement.id)) continue
    const of = emissions.filter(
      (one) => one.polls < 0 && one.applied.some((applied) => applied.requirement === requirement),
    )
    tallies.set(requirement.id, tallyOf(deployment, of, requirement, batches))
  }
  addBudgetCounters(deployment, tallies.values(), batches)
  return tallies
}

/** The numbers of the devices that emissions are counted by, from the first to the last. */
export function deviceRange(emissions: readonly Emission[]): [first: number, count: number] {
  return numbersOf(emissions.flatMap((one) => one.terms.flatMap((term) => term.classes)))
}

function numbersOf(classes: readonly DeviceClass[]): [first: number, count: number] {
  if (classes.length === 0) return [0, 0]
  const first = Math.min(...classes.map((one) => one.first))
  return [first, Math.max(...classes.map((one) => one.first + one.count)) - first]
}

function tallyOf(
  deployment: Deployment,
  emissions: readonly Emission[],
  requirement: Requirement,
  batches: Batches,
): Tally {
  const { start, end, settings } = deployment
  const { reliability, latency } = requirement
  const emission = emissions[0]!
  if (reliability.kind === 'share') {
    const bound = { share: reliability.bound, strict: reliability.strict, within: boundOf(latency, emissions) }
    const holds = settings.assumptions['reliability-holds']
    return new Tally(
      requirement,
      new ShareCounter(bound, batches, end, holds, ofDevices(emissions)),
      undefined,
      emission.scheduled,
      undefined,
      batches.from,
    )
  }
  if (reliability.kind === 'outage') {
    // SRS 4.12.4.1 leaves the bound of small ones open: xx%.
    const share = reliability.small ?? settings.assumptions['small-outage']
    const bound = { share, strict: true, within: latency.bound }
    const holds = settings.assumptions['reliability-holds']
    const large = new ShareCounter({ ...bound, share: reliability.large }, batches, end, holds, ofDevices(emissions))
    return new Tally(
      requirement,
      new ShareCounter(bound, batches, end, holds, ofDevices(emissions)),
      undefined,
      false,
      new LargeOutages(largeOutages(deployment), large),
      batches.from,
    )
  }
  const { scheduled } = emission
  const [first, devices] = scheduled ? deviceRange(emissions) : numbersOf(emissions.flatMap((one) => one.classes))
  const windows = reliability.windows.map((window) => windowOf(deployment, emission, window))
  const counter = new WindowCounter(windows, batches, start, end, first, devices, scheduled)
  return new Tally(requirement, undefined, counter, scheduled, undefined, batches.from)
}

/** To tell the devices apart that send or receive; undefined where none does, and the message only speaks of one. */
function ofDevices(emissions: readonly Emission[]): DeviceShares | undefined {
  const [first, count] = numbersOf(emissions.flatMap((one) => one.classes))
  return count === 0 ? undefined : new DeviceShares(first, count)
}

/** `< 7 day per 100,000 mtrs` is the time for a campaign, in proportion to how many there are; for one it is `… per 1 mtr`. */
function boundOf({ bound, per }: Requirement['latency'], emissions: readonly Emission[]): number {
  if (per === undefined || per.count === 1) return bound
  const devices = emissions.reduce((sum, one) => sum + one.classes.reduce((all, of) => all + of.count, 0), 0)
  return (bound * Math.max(1, devices)) / per.count
}

/** `4-6 hr` is 24 h ÷ how often for a scheduled read (4 to 6 a day), and otherwise a choice (design 4). */
function windowOf(deployment: Deployment, emission: Emission, window: ReliabilityWindow): Window {
  const { share, strict, from, to } = window
  const choice = () => pickFrom({ low: from, high: to }, deployment.settings.assumptions['response-window'])
  const often = emission.terms[0]?.perMemberPerDay
  const within = from === to ? from : emission.scheduled && often ? DAY / often : choice()
  return { share, strict, within }
}
