import { hashName } from '../kernel/keyed.js'
import { Permutation } from '../kernel/permutation.js'
import { Stream } from '../kernel/stream.js'
import type { Deployment } from '../deployment/deployment.js'
import type { MemberRange } from '../deployment/layout.js'
import { ActiveTime } from './active-time.js'
import type { Clock } from './clock.js'
import { OccurrenceSource } from './occurrence-source.js'
import { Occurrences } from './occurrences.js'
import { pausedIn, peakPeriodsOf } from './peak-periods.js'
import { isIn, PeriodTime, type Stretch } from './period-time.js'
import type { SendingSource } from './sending-source.js'
import { AlignedTimes } from './aligned-times.js'
import { DriftingTimes } from './drifting-times.js'
import type { Emission, EmissionTerm } from './emission.js'
import { PoissonTimes } from './poisson-times.js'
import { SpreadTimes } from './spread-times.js'
import type { SendingTimes } from './timing.js'

/**
 * What sends: one emission over one district, by the clock. It draws its sendings in the order of time and keeps one
 * event in the queue, however many devices it speaks for.
 */
export class Source implements SendingSource {
  /** The next sending. */
  time = 0
  due = 0
  device = -1
  tree = 0
  readonly forced = false
  readonly exercised = false
  private readonly devices: number
  private readonly shuffle: Permutation | undefined

  constructor(
    readonly emission: Emission,
    readonly district: number,
    private readonly deployment: Deployment,
    private readonly times: SendingTimes,
    private readonly ranges: readonly MemberRange[],
    readonly name: string,
    /** While these last nothing is sent: another mode of the same row takes its place. */
    private readonly paused: readonly Stretch[] = [],
  ) {
    const devices = ranges.reduce((sum, range) => sum + range.count, 0)
    this.devices = devices
    this.shuffle = devices > 0 ? new Permutation(devices, hashName(`${deployment.settings.seed}/${name}`)) : undefined
    this.next()
  }

  get eventAt(): number {
    return this.time
  }

  next(): void {
    const { times, paused } = this
    do times.next()
    while (paused.length > 0 && isIn(paused, times.time))
    // The sending is at a whole microsecond; the source itself stays unrounded.
    this.time = Math.ceil(times.time)
    this.due = times.due
    if (this.shuffle === undefined) return
    // Of a population that counts other things than the devices, each device stands for one or several members.
    let member = this.shuffle.at(times.member % this.devices)
    for (const range of this.ranges) {
      if (member >= range.count) {
        member -= range.count
        continue
      }
      const inClass = range.from + member
      this.device = range.class.first + inClass
      this.tree = this.deployment.layout.treeOfMember(range.class, inClass)
      return
    }
  }
}

/**
 * The sources of a deployment: for each emission by the clock one a term and district that has members; for what waits for
 * an event one a term.
 */
export function sourcesOf(deployment: Deployment, emissions: readonly Emission[]): SendingSource[] {
  const sources: SendingSource[] = []
  const occurrences = new Occurrences(deployment)
  const spontaneous = deployment.settings['spontaneous-events']
  for (const emission of emissions) {
    if (!emission.root) continue
    for (const term of emission.terms) {
      const { event } = term
      const byClock = event === undefined || (event.concerns === 'member' && spontaneous)
      if (byClock && term.perMemberPerDay > 0 && term.members > 0)
        sources.push(...sourcesOfTerm(deployment, emission, term))
      if (event === undefined || (emission.toAll ? term.takeIn < 1 : term.members <= 0)) continue
      const times = occurrences.of(event, emission.territory)
      const name = `${emission.id} ${term.population} at ${event.event}`
      if (times.length > 0) sources.push(new OccurrenceSource(deployment, emission, term, times, name))
    }
  }
  if (deployment.settings.exercise === 'all') sources.push(...exercises(deployment, emissions, occurrences))
  return sources
}

/** What waits for no event is exercised too: one sending of each. A read by the clock comes by itself. */
function exercises(
  deployment: Deployment,
  emissions: readonly Emission[],
  occurrences: Occurrences,
): OccurrenceSource[] {
  const roots = emissions.filter(
    (one) => one.root && !one.scheduled && one.polls < 0 && one.terms.some((term) => term.event === undefined),
  )
  return roots.map((emission, i) => {
    const at = occurrences.exerciseTime(i, roots.length)
    const term = emission.terms.find((one) => one.event === undefined)!
    const once = { at, eventAt: at, forced: true, share: 1, from: undefined, one: true, place: 0.5, where: undefined }
    return new OccurrenceSource(deployment, emission, term, [once], `${emission.id} exercised`)
  })
}

function sourcesOfTerm(deployment: Deployment, emission: Emission, term: EmissionTerm): Source[] {
  const { layout, settings } = deployment
  const made: Source[] = []
  const paused = pausedIn(deployment, emission)
  const districts = term.classes.length > 0 ? layout.districts : 1
  for (let district = 0; district < districts; district++) {
    const ranges = term.classes.map((one) => layout.membersIn(district, one)).filter((range) => range.count > 0)
    const devices = ranges.reduce((sum, range) => sum + range.count, 0)
    if (term.classes.length > 0 && devices === 0) continue
    const share = term.devices > 0 ? term.members / term.devices : 1
    const members = term.classes.length > 0 ? devices * share : term.members
    const name = `${emission.id} ${term.population} ${district}`
    const outside = ActiveTime.outside(emission.when.windows)
    const some = emission.timing === 'poisson' && outside.length > 0
    const inside = some ? settings.assumptions['share-in-when'] : 1
    const add = (windows: { from: number; to: number }[], part: number, suffix: string) => {
      const { periods } = emission.when
      const clock = periods ? new PeriodTime(peakPeriodsOf(deployment, periods)) : new ActiveTime(windows)
      if (clock.aDay === 0 || part === 0) return
      const times = timesOf(deployment, emission, clock, members, term.perMemberPerDay * part, name + suffix)
      if (times) made.push(new Source(emission, district, deployment, times, ranges, name + suffix, paused))
    }
    add(emission.when.windows, inside, '')
    add(outside, 1 - inside, ' outside')
  }
  return made
}

function timesOf(
  deployment: Deployment,
  emission: Emission,
  clock: Clock,
  members: number,
  perDay: number,
  name: string,
): SendingTimes | undefined {
  const { start, settings } = deployment
  const whole = Math.max(1, Math.round(members))
  const moments = new Stream(settings.seed, name)
  switch (emission.timing) {
    case 'poisson':
      // The rate is exact even where the members are not a whole number (25.5 enrolled in a district).
      return new PoissonTimes(moments, clock, start, Math.max(1, Math.ceil(members)), members * perDay)
    case 'aligned': {
      const right = new AlignedTimes(clock, start, whole, perDay)
      const { 'clock-drift': drift, 'clock-set': setEvery } = settings.timing
      if (drift === 0) return right
      const rates = new Stream(settings.seed, `${name} clocks`)
      return new DriftingTimes(right, rates, start, whole, clock.aDay / perDay, drift, setEvery)
    }
    case 'spread': {
      const jitter = new Stream(settings.seed, `${name} jitter`)
      return new SpreadTimes(moments, jitter, clock, start, whole, perDay, settings.timing.jitter)
    }
  }
}
