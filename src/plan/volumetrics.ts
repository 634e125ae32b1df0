import { HOUR } from '../kernel/time.js'
import type { Assumption } from '../deployment/assumptions.js'
import type { Deployment } from '../deployment/deployment.js'
import type { Position } from '../input/position.js'
import { InputError } from '../input/problems.js'
import { assumptionsBehind } from '../report/assumptions.js'
import { lineage } from '../srs/actor.js'
import { ActiveTime } from '../traffic/active-time.js'
import { appliedRequirements } from '../traffic/applied.js'
import { classesOf, isDevice } from '../traffic/device-actor.js'
import type { Emission } from '../traffic/emission.js'
import { emissionsOf } from '../traffic/emissions.js'
import { Expected } from '../traffic/expected.js'

const MIDDAY = 12 * HOUR

/** One kind of message that crosses an interface in one direction: a row of SRS 4.21's tables. */
export interface VolumetricsRow {
  requirements: string[]
  payload: string
  from: string
  to: string[]
  /** Of one member of the population: its messages a day. */
  eventsPerMemberPerDay: number
  /** Members a meter: the proportion of SRS 4.21 table 3. */
  proportion: number
  bytesPerEvent: number
  eventsPerMeterPerDay: number
  /** In the hour from noon, by the real length of the When. */
  eventsPerMeterPerMiddayHour: number
  bytesPerMeterPerDay: number
}

export interface VolumetricsDirection {
  from: string
  to: string
  eventsPerMeterPerDay: number
  bytesPerMeterPerDay: number
  meanBytesPerEvent: number
  eventsPerMeterPerSecond: number
  rows: VolumetricsRow[]
}

export interface Volumetrics {
  deployment: Deployment
  /** Meters by which everything is divided. */
  meters: number
  flows: string[]
  directions: VolumetricsDirection[]
  assumptions: Assumption[]
}

type Place = Position | { file: string }

/** The seven steps of SRS 4.21 for the interface between two neighbouring actors, both ways; `asked`: where it was named. */
export function volumetricsAt(
  deployment: Deployment,
  one: string,
  other: string,
  asked: Place = deployment.source.position(['volumetrics', 'interface']),
): Volumetrics {
  const { applied } = appliedRequirements(deployment)
  const emissions = emissionsOf(deployment, applied)
  const meters = metersAt(deployment, one, other)
  const expected = new Expected(deployment, emissions)
  const flows = new Set<string>()
  const direction = (from: string, to: string) => directionOf(deployment, emissions, expected, meters, from, to, flows)
  const directions = [direction(one, other), direction(other, one)]
  if (flows.size === 0) throw nothingCrosses(emissions, one, other, asked)
  const crossing = new Set(directions.flatMap((each) => each.rows.flatMap((row) => row.requirements)))
  const requirements = applied.map((each) => each.requirement).filter((each) => crossing.has(each.id))
  return { deployment, meters, flows: [...flows], directions, assumptions: assumptionsBehind(deployment, requirements) }
}

function directionOf(
  deployment: Deployment,
  emissions: readonly Emission[],
  expected: Expected,
  meters: number,
  from: string,
  to: string,
  flows: Set<string>,
): VolumetricsDirection {
  const { actors } = deployment.catalogue
  const rows: VolumetricsRow[] = []
  for (const emission of emissions) {
    for (const one of emission.applied) {
      const hop = one.hops.findIndex(
        (each) => lineage(actors, each.from).includes(from) && lineage(actors, each.to).includes(to),
      )
      if (hop < 0) continue
      flows.add(one.hops[hop]!.flow)
      const perDay = expected.perDayAtHop(emission, one, hop)
      if (perDay > 0) rows.push(rowOf(emission, perDay, meters))
      // However many of its destinations lie beyond, the message crosses once.
      break
    }
  }
  const events = total(rows.map((row) => row.eventsPerMeterPerDay))
  const bytes = total(rows.map((row) => row.bytesPerMeterPerDay))
  return {
    from,
    to,
    eventsPerMeterPerDay: events,
    bytesPerMeterPerDay: bytes,
    meanBytesPerEvent: events > 0 ? tidy(bytes / events) : 0,
    eventsPerMeterPerSecond: tidy(events / 86_400),
    rows,
  }
}

function rowOf(emission: Emission, perDay: number, meters: number): VolumetricsRow {
  const members = emission.terms.reduce((most, term) => Math.max(most, term.members), 0) || meters
  const events = tidy(perDay / meters)
  return {
    requirements: emission.applied.map((one) => one.requirement.id),
    payload: emission.applied[0]!.requirement.payload.name,
    from: emission.from,
    to: emission.applied.map((one) => one.requirement.to),
    eventsPerMemberPerDay: tidy(perDay / members),
    proportion: tidy(members / meters),
    bytesPerEvent: emission.bytes,
    eventsPerMeterPerDay: events,
    eventsPerMeterPerMiddayHour: tidy(events * middayShare(emission)),
    bytesPerMeterPerDay: tidy(events * emission.bytes),
  }
}

/** The part of a day's messages that falls into the hour from noon (tables 1 and 2: `Daily value/11`). */
function middayShare(emission: Emission): number {
  const clock = new ActiveTime(emission.when.windows)
  return (clock.fromWall(MIDDAY + HOUR) - clock.fromWall(MIDDAY)) / clock.aDay
}

/** The meters at an interface; all of them, where neither actor is a device. */
function metersAt(deployment: Deployment, one: string, other: string): number {
  const device = [one, other].find((actor) => isDevice(deployment, actor))
  if (device === undefined) return Math.max(1, deployment.layout.meters)
  const meters = classesOf(deployment, device).reduce((sum, each) => sum + each.count, 0)
  if (meters === 0)
    throw InputError.of(deployment.source.position(['quantities', 'meters']), `the deployment has no ${device}`)
  return meters
}

function nothingCrosses(emissions: readonly Emission[], one: string, other: string, asked: Place): InputError {
  const hops = emissions.flatMap((each) => each.applied.flatMap((applied) => applied.hops))
  const neighbours = new Set(hops.flatMap(({ from, to }) => (from === one ? [to] : to === one ? [from] : [])))
  const hint = `${one} exchanges messages with ${[...neighbours].join(', ') || 'no other actor'}`
  return InputError.of(asked, `no message passes from ${one} to ${other} or back`, hint)
}

/** Sums of products of decimal figures, without the last digits that binary arithmetic leaves. */
function tidy(value: number): number {
  return Number(value.toPrecision(12))
}

function total(values: readonly number[]): number {
  return tidy(values.reduce((sum, value) => sum + value, 0))
}
