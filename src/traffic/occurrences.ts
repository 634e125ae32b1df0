import type { Deployment } from '../deployment/deployment.js'
import type { NamedPlace } from '../deployment/feeders.js'
import type { Territory } from '../deployment/territories.js'
import { Stream } from '../kernel/stream.js'
import { DAY } from '../kernel/time.js'
import type { EventKind } from '../srs/event-kind.js'
import { circuitsIn } from './terms.js'

/** One occurrence of an event, and whom it concerns. */
export interface Occurrence {
  at: number
  /** When the event was from which a `within` runs: for a step, the fault. */
  eventAt: number
  /** Scripted or exercised: it says nothing of how often the event comes. */
  forced: boolean
  /** The part of the members that it concerns. */
  share: number
  /** Where the members that it concerns begin in their fixed order (what power returns to is what lost it); else any may be. */
  from: number | undefined
  /** It concerns just one member: exercised. */
  one: boolean
  /** It concerns each member that is there, whatever share the SRS gives. */
  each?: true
  /** Where, as a part of the way through the circuits of the territory (0 to 1). */
  place: number
  /** The part of the network in which it is, where the script names one. */
  where: NamedPlace | undefined
}

/** What DAPs wait for that go on from their batteries. */
const ON_BATTERIES = 'system-outage'

/** When each event of a run occurs: by its rate, by script, or once because it is exercised. */
export class Occurrences {
  private readonly known = new Map<string, Occurrence[]>()
  /** The events that this run exercises, each at a moment of its own in the first half of the run. */
  private readonly exercised: EventKind[]

  constructor(private readonly deployment: Deployment) {
    const { catalogue, settings } = deployment
    const { exercise } = settings
    const kinds = [...catalogue.eventKinds.values()]
    this.exercised = kinds.filter(
      ({ what }) => exercise === 'all' || (Array.isArray(exercise) && exercise.includes(what)),
    )
  }

  /** In the order of time. Events of one name in the user's words occur together: all rows that wait for a fault wait for the same. */
  of(kind: EventKind, territory: Territory): readonly Occurrence[] {
    const name = [kind.what, kind.program, kind.by, kind.sender, kind.cast, kind.of].filter(Boolean).join(' ')
    const key = kind.concerns === 'place' ? `${name} in ${territory.name}` : name
    const known = this.known.get(`${key} ${territory.index}`)
    if (known) return known
    const made =
      kind.follows === undefined
        ? [
            ...this.spontaneous(kind, key, territory),
            ...this.scripted(kind, territory),
            ...this.broughtByOutages(kind, territory),
            ...this.exercise(kind),
          ]
        : [...this.following(kind, territory), ...this.scripted(kind, territory), ...this.stepAlone(kind)]
    made.sort((a, b) => a.at - b.at)
    this.known.set(`${key} ${territory.index}`, made)
    return made
  }

  /** When something that waits for no event is exercised: `i` of `n`. */
  exerciseTime(i: number, n: number): number {
    const { start, end } = this.deployment
    return start + Math.floor(((end - start) / 2) * ((i + 0.5) / n))
  }

  private spontaneous(kind: EventKind, key: string, territory: Territory): Occurrence[] {
    const { catalogue, settings, start, end, layout } = this.deployment
    if (kind.concerns === 'member' || !settings['spontaneous-events']) return []
    const many =
      kind.concerns === 'place' ? circuitsIn(layout, territory) : kind.by === 'rep' ? layout.retailProviders : 1
    if (many * kind.perDay === 0) return []
    const stream = new Stream(settings.seed, `event ${key}`)
    const busier = catalogue.operatingModes.factor(settings['operating-mode'], { id: kind.waitingIds[0]! })
    const gap = DAY / (many * kind.perDay * busier)
    const found: Occurrence[] = []
    for (let at = start + stream.exponential(gap); at < end; at += stream.exponential(gap))
      found.push({
        at,
        eventAt: at,
        forced: false,
        share: 1,
        from: undefined,
        one: false,
        place: stream.next(),
        where: undefined,
      })
    return found
  }

  private scripted(kind: EventKind, territory: Territory): Occurrence[] {
    const { scripted, settings } = this.deployment
    return scripted
      .filter((one) => one.kinds.includes(kind) && (one.territory === undefined || one.territory === territory))
      .map(({ at, share, from, where }, i) => {
        const place = new Stream(settings.seed, `place of scripted ${kind.what} ${at} ${i}`).next()
        return { at, eventAt: at, forced: true, share, from, one: false, place, where }
      })
  }

  /** An outage in a place: all DAPs there go on from their batteries, and say so, unless the script has an event for that itself. */
  private broughtByOutages(kind: EventKind, territory: Territory): Occurrence[] {
    if (kind.what !== ON_BATTERIES || this.scripted(kind, territory).length > 0) return []
    return this.deployment.scripted
      .filter((one) => one.power === 'lost' && one.territory === territory && one.share === 1)
      .map(({ at, where }) => ({
        ...{
          at,
          eventAt: at,
          forced: true,
          share: 1,
          from: undefined,
          one: false,
          each: true as const,
          place: 0.5,
          where,
        },
      }))
  }

  private exercise(kind: EventKind): Occurrence[] {
    const i = this.exercised.indexOf(kind)
    if (i < 0) return []
    const one = kind.concerns === 'member' || kind.concerns === 'all'
    const at = this.exerciseTime(i, this.exercised.length)
    return [{ at, eventAt: at, forced: true, share: 1, from: undefined, one, place: 0.5, where: undefined }]
  }

  /** A step that is exercised without the fault that it follows. */
  private stepAlone(kind: EventKind): Occurrence[] {
    return this.exercised.some(({ what }) => what === kind.follows) ? [] : this.exercise(kind)
  }

  private following({ follows, after }: EventKind, territory: Territory): Occurrence[] {
    const first = [...this.deployment.catalogue.eventKinds.values()].find((one) => one.what === follows)
    if (first === undefined) return []
    return this.of(first, territory).map((one) => ({ ...one, at: one.at + after }))
  }
}
