import { didYouMean } from '../input/nearest.js'
import { Problems } from '../input/problems.js'
import { volumetricsAt } from '../plan/volumetrics.js'
import { volumetricsJson, volumetricsText } from '../plan/volumetrics-text.js'
import type { Deployment } from './deployment-types.js'
import { loadedOf } from './inner.js'
import type { Told } from './result-types.js'
import { asJson, plain } from './told.js'

/** How many events and bytes cross an interface on a mean day, by the seven steps of SRS 4.21. */
export interface Volumetrics extends Told {
  /** Meters by which everything is divided. */
  readonly meters: number
  /** The data flows that make up the interface. */
  readonly flows: readonly string[]
  /** From the first actor to the other, and back. */
  readonly directions: readonly [VolumetricsDirection, VolumetricsDirection]
}

/** What crosses it one way. */
export interface VolumetricsDirection {
  /** The actor on this side. */
  readonly from: string
  /** The one on the other. */
  readonly to: string
  /** Messages a meter and day. */
  readonly eventsPerMeterPerDay: number
  /** Bytes of their applications a meter and day. */
  readonly bytesPerMeterPerDay: number
  /** Bytes of one of them in the mean. */
  readonly meanBytesPerEvent: number
  /** One kind of message each. */
  readonly rows: readonly VolumetricsRow[]
}

/** One kind of message that crosses it one way: a row of SRS 4.21's tables. */
export interface VolumetricsRow {
  /** The name of the message. */
  readonly payload: string
  /** The ids of its requirements. */
  readonly requirements: readonly string[]
  /** The actor that sends it. */
  readonly from: string
  /** The actors that it is for. */
  readonly to: readonly string[]
  /** Messages a day of one member of the population. */
  readonly eventsPerMemberPerDay: number
  /** Members a meter. */
  readonly proportion: number
  /** Bytes of the application. */
  readonly bytesPerEvent: number
  /** Messages a meter and day. */
  readonly eventsPerMeterPerDay: number
  /** Messages a meter in the hour from noon. */
  readonly eventsPerMeterPerMiddayHour: number
  /** Bytes a meter and day. */
  readonly bytesPerMeterPerDay: number
}

/**
 * Sums up what crosses the interface between two neighbouring actors, both ways, without simulating.
 *
 * @param one - an actor, such as `DAPjm`
 * @param other - its neighbour, such as `2-Way Meter - Electr`
 * @throws {@link InputError} where an actor has another name, or nothing passes between the two
 */
export function volumetrics(deployment: Deployment, one: string, other: string): Volumetrics {
  const { inner, catalogue } = loadedOf(deployment)
  const place = { file: `volumetrics ${one}:${other}` }
  const problems = new Problems()
  const [here, there] = [one, other].map((name) => {
    const actor = catalogue.actor(name.trim())
    if (!actor) problems.add(place, `no actor is called "${name}"`, didYouMean(name, catalogue.actors.keys()))
    return actor?.name ?? name
  })
  problems.throwIfAny()
  const found = volumetricsAt(inner, here!, there!, place)
  const [out, back] = found.directions.map(toldDirection)
  return {
    meters: found.meters,
    flows: [...found.flows],
    directions: [out!, back!],
    text: () => plain(volumetricsText(found)),
    json: () => asJson(volumetricsJson(found)),
  }
}

function toldDirection(one: ReturnType<typeof volumetricsAt>['directions'][number]): VolumetricsDirection {
  const { from, to, eventsPerMeterPerDay, bytesPerMeterPerDay, meanBytesPerEvent, rows } = one
  const copies = rows.map((row): VolumetricsRow => ({ ...row, requirements: [...row.requirements], to: [...row.to] }))
  return { from, to, eventsPerMeterPerDay, bytesPerMeterPerDay, meanBytesPerEvent, rows: copies }
}
