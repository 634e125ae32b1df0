import type { Choice } from '../deployment/choices.js'
import { deliveryOf } from '../deployment/delivery.js'
import type { Deployment } from '../deployment/deployment.js'
import { isFile } from '../deployment/priorities.js'
import { lineage } from '../srs/actor.js'
import type { EventKind } from '../srs/event-kind.js'
import type { HowOftenTerm } from '../srs/how-often.js'
import type { Requirement } from '../srs/requirement.js'
import type { Size } from '../srs/size.js'
import { isDevice, isPlaced } from '../traffic/device-actor.js'
import { openFigure } from '../traffic/open-figure.js'

/**
 * Whether an assumption, by its name, has a bearing on one of these requirements: by what their cells leave open, by when
 * they are sent, by what they must keep. Of `causes` only how often and when they are sent counts. A name of which
 * nothing is said here bears on everything: a new one must not go missing.
 */
export function bearingOn(
  deployment: Deployment,
  requirements: readonly Requirement[],
  causes: readonly Requirement[] = [],
): (name: string) => boolean {
  const factsOf = reader(deployment)
  const [own, ofCauses] = [requirements.map(factsOf), causes.map(factsOf)]
  const sending = [...own, ...ofCauses]
  return (name) => {
    // How nodes join is a matter of the networks, as how messages cross them is.
    if (isIdle(deployment, name) || name.startsWith('joining.')) return false
    const [group, key] = split(name)
    if (key !== undefined) return (group === 'priorities.types' ? own : sending).some((one) => GROUPS[group]!(one, key))
    const ofSending = SENDING[name]
    const ofMessage = MESSAGE[name]
    if (!ofSending && !ofMessage) return true
    return (ofSending !== undefined && sending.some(ofSending)) || (ofMessage !== undefined && own.some(ofMessage))
  }
}

/** Whether a value counts only where something can fail, and nothing can. */
export function isIdle({ canFail }: Deployment, name: string): boolean {
  return !canFail && OF_FAULTS.test(name)
}

const OF_FAULTS =
  /^(joining\.|nodes\.[^.]+\.(backup|start-up)$|networks\.[^.]+\.(re-route-after|re-home)$|assumptions\.(large-outage|second-head)$)/

/** `choices.requirements.4.15.4.1/SW_opr_cmd` is an entry of `choices.requirements`: ids have dots of their own. */
function split(name: string): [group: string, key?: string] {
  const form =
    /^(enrolment|populations|timing\.requirements|choices\.requirements|operating-mode\.\w+|priorities\.types)\.(.+)$/.exec(
      name,
    )
  return form ? [form[1]!.replace(/\.(medium|high)$/, ''), form[2]!] : [name]
}

/** What of a requirement reads assumptions. */
interface Facts {
  requirement: Requirement
  deployment: Deployment
  choice: Exclude<Choice, 'off'>
  /** Under which key the deployment sets it, and its timing. */
  choiceKey: string | undefined
  timingKey: string | undefined
  /** Terms of its How Often; none where the deployment gives a figure of its own. */
  terms: HowOftenTerm[]
  /** The open figures (`x`) that they read. */
  open: Set<string>
  /** Nothing else sends it. */
  root: boolean
  scheduled: boolean
  /** How it is spread in time, where a clock sends it. */
  timing: string | undefined
  events: EventKind[]
  /** Of those, the ones at which it is sent by occurrence and not by a clock of each member. */
  occurring: EventKind[]
  /** Whether the share of its causes, or of itself as a cause, is left open. */
  openShare: boolean
  /** One that is polled, or the command by which others are. */
  polled: boolean
}

/** How often, and when. */
const SENDING: Readonly<Record<string, (one: Facts) => boolean>> = {
  'timing.scheduled-reads': (one) => one.scheduled && one.timingKey === undefined,
  'timing.everything-else': (one) => one.timing !== undefined && !one.scheduled && one.timingKey === undefined,
  'timing.jitter': (one) => one.timing === 'spread',
  'timing.clock-drift': (one) => one.timing === 'aligned',
  'timing.clock-set': (one) => one.timing === 'aligned',
  'timing.pace': (one) => one.occurring.length > 0 && !deviceSends(one),
  'timing.event-jitter': (one) => one.occurring.length > 0 && deviceSends(one),
  'timing.answer-jitter': (one) => !one.root && deviceSends(one) && answersAll(one),
  effects: (one) => !one.root,
  collection: (one) => one.polled,
  'spontaneous-events': (one) => one.events.length > 0,
  'operating-mode': ({ deployment: { catalogue }, requirement }) =>
    catalogue.operatingModes.factor('medium', requirement) !== 1 ||
    catalogue.operatingModes.factor('high', requirement) !== 1,
  'choices.ranges': hasRange,
  'assumptions.x-answers': (one) => one.open.has('x-answers') || one.openShare,
  'assumptions.x-joins': (one) => one.open.has('x-joins'),
  'assumptions.x-alarms': (one) => one.open.has('x-alarms'),
  'assumptions.x-batches': (one) => one.open.has('x-batches'),
  'assumptions.first-year': (one) => one.terms.some(({ note }) => note === '1st year' || note === 'past 1st year'),
  'assumptions.see-reqmts-table': (one) => seesTable(one) && !isError(one),
  'assumptions.see-reqmts-table-errors': (one) => seesTable(one) && isError(one),
  'assumptions.share-in-when': ({ timing, requirement: { when } }) =>
    timing === 'poisson' && when.windows.some(({ from, to }) => (to - from) % MINUTES_A_DAY !== 0),
}

/** How large, and what it must keep. */
const MESSAGE: Readonly<Record<string, (one: Facts) => boolean>> = {
  'choices.ranges': sizeIsRange,
  'priorities.files': ({ requirement: { payload } }) => isFile(payload),
  'delivery.time-out': isAcknowledged,
  'delivery.resends': isAcknowledged,
  'delivery.bytes': isAcknowledged,
  'assumptions.segment': (one) => mostBytes(one) > one.deployment.settings.assumptions.segment,
  'assumptions.x-mb': ({ requirement: { size }, choice }) => size.kind === 'unknown' && typeof choice.size !== 'number',
  'assumptions.small-outage': ({ requirement: { reliability } }) =>
    reliability.kind === 'outage' && reliability.small === undefined,
  'assumptions.large-outage': ({ requirement: { reliability } }) => reliability.kind === 'outage',
  'assumptions.second-head': ({ deployment, requirement: { from, to } }) =>
    isDevice(deployment, from) || isDevice(deployment, to),
  // Windows count what was received by a certain time: that is a bound, and what arrives later is not in it.
  'assumptions.reliability-holds': ({ requirement: { reliability } }) => reliability.kind !== 'windowed',
  'assumptions.response-window': ({ requirement: { reliability }, scheduled }) =>
    !scheduled && reliability.kind === 'windowed' && reliability.windows.some(({ from, to }) => from !== to),
}

/** Names that the catalogue or the user has given. */
const GROUPS: Readonly<Record<string, (one: Facts, key: string) => boolean>> = {
  enrolment: (one, key) => sharesOf(one).has(key),
  populations: ({ requirement: { howOften } }, key) =>
    'terms' in howOften && howOften.terms.some((term) => term.population === key),
  'timing.requirements': (one, key) => one.timingKey === key,
  'choices.requirements': (one, key) => one.choiceKey === key,
  'priorities.types': ({ requirement: { payload } }, type) => payload.type === type && !isFile(payload),
  'operating-mode': ({ deployment: { catalogue }, requirement: { id } }, key) =>
    catalogue.operatingModes.scalingOf(id)?.row === key,
}

const MINUTES_A_DAY = 1440

/** Readings that a scheduled read carries at most (SRS 4.10.4.4: all since the last one that got through). */
const MOST_READINGS = 32

function reader(deployment: Deployment): (requirement: Requirement) => Facts {
  const { catalogue, settings, scripted } = deployment
  const caused = new Set(catalogue.effects.flatMap((effect) => effect.effectIds))
  const open = catalogue.effects.filter(({ share }) => typeof share === 'object')
  const openIds = new Set(open.flatMap(({ causeIds, effectIds }) => [...causeIds, ...effectIds]))
  const isScheduled = ({ id, payload, from }: Requirement) =>
    !caused.has(id) && payload.type === 'resp-data' && isDevice(deployment, from)
  const polls = pollsOf(deployment, isScheduled)
  const isForced = (kind: EventKind) =>
    settings.exercise === 'all' ||
    (Array.isArray(settings.exercise) && settings.exercise.includes(kind.what)) ||
    scripted.some(({ kinds }) => kinds.includes(kind))
  return (requirement) => {
    const { id, row, howOften } = requirement
    const choiceKey = [id, row].find((key) => settings.choices.requirements[key] !== undefined)
    const set = choiceKey === undefined ? {} : settings.choices.requirements[choiceKey]!
    const choice = set === 'off' ? {} : set
    const timingKey = [id, row].find((key) => settings.timing.requirements[key] !== undefined)
    const terms = 'terms' in howOften && typeof choice['how-often'] !== 'number' ? howOften.terms : []
    const root = !caused.has(id)
    const scheduled = isScheduled(requirement)
    const events = root ? eventsOf(deployment, requirement) : []
    const occurring = events.filter((kind) => kind.concerns !== 'member' || isForced(kind))
    const byClock = root && (events.length === 0 || events.some((kind) => kind.concerns === 'member'))
    return {
      requirement,
      deployment,
      choice,
      choiceKey,
      timingKey,
      terms,
      open: new Set(terms.flatMap((term) => openFiguresOf(deployment, term))),
      root,
      scheduled,
      timing: byClock ? timingOf(deployment, timingKey, scheduled) : undefined,
      events,
      occurring,
      openShare: openIds.has(id),
      polled: polls.has(id),
    }
  }
}

function timingOf({ settings: { timing } }: Deployment, key: string | undefined, scheduled: boolean): string {
  if (key !== undefined) return timing.requirements[key]!
  return scheduled ? timing['scheduled-reads'] : timing['everything-else']
}

function eventsOf({ catalogue }: Deployment, { howOften }: Requirement): EventKind[] {
  const periods = 'terms' in howOften ? howOften.terms.map((term) => term.period) : []
  const kinds = periods.map((period) => (period.kind === 'event' ? catalogue.eventKinds.get(period.event) : undefined))
  return kinds.filter((kind) => kind !== undefined)
}

/** Which of its figures an `x` stands for, only traffic/open-figure says: it is asked, and what it looks at is kept. */
function openFiguresOf({ settings }: Deployment, term: HowOftenTerm): string[] {
  const { count, period } = term
  const isOpen = typeof count === 'string' || (period.kind === 'time' && typeof period.times === 'string')
  if (!isOpen) return []
  const read: string[] = []
  const assumptions = new Proxy(settings.assumptions, {
    get: (all, key) => {
      read.push(String(key))
      return Reflect.get(all, key) as unknown
    },
  })
  openFigure({ ...settings, assumptions }, term)
  return read
}

/** Scheduled reads that a command asks for too, and those commands (SRS 4.10.4.4). */
function pollsOf({ catalogue }: Deployment, isScheduled: (one: Requirement) => boolean): Set<string> {
  const reads = catalogue.requirements.filter((one) => one.used && isScheduled(one))
  const found = new Set<string>()
  for (const { on, causeIds, effectIds } of catalogue.effects) {
    const payloads = new Set(effectIds.map((id) => id.split('/')[1]))
    const asked = on === 'received' ? reads.filter((one) => payloads.has(one.payload.name)) : []
    if (asked.length > 0) for (const id of [...causeIds, ...asked.map((one) => one.id)]) found.add(id)
  }
  return found
}

function sharesOf({ deployment: { catalogue }, requirement: { howOften }, events }: Facts): Set<string> {
  const populations =
    'terms' in howOften ? howOften.terms.map((term) => catalogue.populations.get(term.population)!) : []
  // What a customer asks of the utility or of a retail provider, only its own customers ask.
  const owners = events.filter((kind) => kind.concerns === 'member' && kind.by !== undefined)
  const ofOwners = owners.map((kind) => catalogue.shares.get(kind.by === 'rep' ? 'rep' : 'utility-customer'))
  const shares = [...populations.flatMap((one) => one.shares), ...ofOwners.filter((one) => one !== undefined)]
  return new Set(shares.flatMap(({ name, restOf }) => [name, restOf ?? name]))
}

function hasRange({ terms, requirement: { when, howOften }, choice }: Facts): boolean {
  if (when.periods) return true
  // low, mid or high of this one takes the place of what holds for all.
  if (!('terms' in howOften) || choice['how-often'] !== undefined) return false
  return terms.some(({ count, period }) => isRange(count) || (period.kind === 'time' && isRange(period.times)))
}

function isRange(value: { low: number; high: number } | string | undefined): boolean {
  return typeof value === 'object' && value.low !== value.high
}

function sizeIsRange({ requirement: { size }, choice }: Facts): boolean {
  return size.kind === 'range' && choice.size === undefined
}

function seesTable({ requirement: { howOften }, choice }: Facts): boolean {
  return 'seeTable' in howOften && typeof choice['how-often'] !== 'number'
}

function isError({ requirement: { payload } }: Facts): boolean {
  return payload.type.endsWith('-err')
}

/** Of two that are devices the one further out takes part (the display, not the meter). */
function deviceSends({ deployment, requirement: { from, to } }: Facts): boolean {
  const isMeter = (actor: string) =>
    lineage(deployment.catalogue.actors, actor).some((name) => name.startsWith('2-Way Meter'))
  const [sender, receiver] = [isDevice(deployment, from), isDevice(deployment, to)]
  if (sender && receiver) return !isMeter(from) || isMeter(to)
  return sender || (!receiver && isPlaced(deployment, from))
}

/** Whether what it answers goes to all of a type by one sending. */
function answersAll({ deployment, requirement: { id } }: Facts): boolean {
  const { effects } = deployment.catalogue
  const causes = effects.filter(({ effectIds }) => effectIds.includes(id)).flatMap(({ causeIds }) => causeIds)
  return causes.some((cause) => {
    const requirement = deployment.catalogue.requirement(cause)
    return requirement !== undefined && eventsOf(deployment, requirement).some((kind) => kind.concerns === 'type')
  })
}

function isAcknowledged({ deployment: { settings }, requirement: { payload } }: Facts): boolean {
  return deliveryOf(settings.delivery, payload).acknowledged
}

function mostBytes({ deployment, requirement: { size }, choice, scheduled }: Facts): number {
  const bytes = typeof choice.size === 'number' ? choice.size : largest(size, deployment.settings.assumptions['x-mb'])
  return scheduled ? bytes * MOST_READINGS : bytes
}

function largest(size: Size, megabytes: number): number {
  if (size.kind === 'fixed') return size.bytes
  if (size.kind === 'range') return size.high
  return size.kind === 'unknown' ? megabytes : Math.max(...size.points.map((point) => point.bytes))
}
