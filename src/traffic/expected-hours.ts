import type { Deployment } from '../deployment/deployment.js'
import { DAY, HOUR, SECOND } from '../kernel/time.js'
import type { EventKind } from '../srs/event-kind.js'
import { ActiveTime } from './active-time.js'
import { ExpectedDay, momentOf } from './expected-day.js'
import type { Expected } from './expected.js'
import { occurrencesPerDay, type Emission, type EmissionTerm } from './emission.js'

/** The mean day of every emission of a deployment: what a clock or an event sends, and what that brings about in the same hour. */
export class ExpectedHours {
  private readonly known = new Map<number, ExpectedDay>()

  constructor(
    private readonly deployment: Deployment,
    private readonly expected: Expected,
  ) {}

  /** Of an emission, as its senders send it. */
  of(emission: Emission): ExpectedDay {
    const known = this.known.get(emission.index)
    if (known !== undefined) return known
    const day = new ExpectedDay()
    // Stands in for what causes itself in a circle.
    this.known.set(emission.index, day)
    if (emission.root) for (const term of emission.terms) this.addTerm(day, emission, term)
    else for (const { cause, each } of this.expected.causesOf(emission)) if (each > 0) day.add(this.of(cause), each)
    return day
  }

  private addTerm(day: ExpectedDay, emission: Emission, term: EmissionTerm): void {
    const { settings } = this.deployment
    const { event } = term
    const perDay = occurrencesPerDay(term)
    if (perDay === 0) return
    if (event !== undefined) {
      if (!settings['spontaneous-events']) return
      addEvenly(day, ALL_DAY, perDay, event.concerns === 'member')
      if (event.concerns !== 'member') day.burst(nameOf(event), this.inOneSecond(emission, term))
      return
    }
    const { windows } = emission.when
    const outside = ActiveTime.outside(windows)
    if (emission.timing === 'aligned') addAligned(day, windows, term)
    else if (emission.timing === 'poisson' && outside.length > 0) {
      const inside = settings.assumptions['share-in-when']
      addEvenly(day, windows, perDay * inside, true)
      if (inside < 1) addEvenly(day, outside, perDay * (1 - inside), true)
    } else addEvenly(day, windows, perDay, true)
  }

  /** Of what one event sends, what falls into one second: its senders pace it, or each device has a moment within the jitter. */
  private inOneSecond(emission: Emission, term: EmissionTerm): number {
    const { pace, 'event-jitter': jitter } = this.deployment.settings.timing
    const messages = emission.toAll ? 1 : term.members * term.atOccurrence
    const lasts = emission.device === 'sends' ? jitter : pace * messages
    return messages * Math.min(1, SECOND / Math.max(lasts, 1))
  }
}

/** What waits for events of one name waits for the same. */
function nameOf({ what, program, by, sender, cast, of }: EventKind): string {
  return [what, program, by, sender, cast, of].filter(Boolean).join(' ')
}

const ALL_DAY = [{ from: 0, to: 1440 }]

/** Over the windows by their real length. */
function addEvenly(
  day: ExpectedDay,
  windows: readonly { from: number; to: number }[],
  perDay: number,
  atRandom: boolean,
): void {
  const clock = new ActiveTime([...windows])
  for (let hour = 0; hour < 24; hour++) {
    const part = (clock.fromWall((hour + 1) * HOUR) - clock.fromWall(hour * HOUR)) / clock.aDay
    day.hours[hour]! += perDay * part
    if (atRandom) day.atRandom[hour]! += perDay * part
  }
}

/** Periods that are no whole part of a day begin at other hours from day to day. */
const YEAR = 365

/** All members at the beginning of each period, counted from midnight: at once, also where clocks drift, since that begins when they are set. */
function addAligned(
  day: ExpectedDay,
  windows: readonly { from: number; to: number }[],
  { members, perMemberPerDay: often, partOfYear }: EmissionTerm,
): void {
  const clock = new ActiveTime([...windows])
  const days = Number.isInteger(often) ? 1 : YEAR
  const periods = Math.max(1, Math.min(Math.round(often * days), 100_000))
  const sent = (members * often * partOfYear) / periods
  const seen = new Set<string>()
  for (let period = 0; period < periods; period++) {
    const at = clock.toWall((period * clock.aDay) / often) % DAY
    day.hours[Math.floor(at / HOUR)]! += sent
    seen.add(momentOf(Math.floor(at / SECOND)))
  }
  for (const moment of seen) day.burst(moment, members)
}
