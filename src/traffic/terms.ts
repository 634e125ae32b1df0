import type { Deployment } from '../deployment/deployment.js'
import type { DeviceClass, Layout } from '../deployment/layout.js'
import { membersOf, shareOf } from '../deployment/populations.js'
import type { Territory } from '../deployment/territories.js'
import type { EventKind } from '../srs/event-kind.js'
import type { HowOftenTerm } from '../srs/how-often.js'
import type { Population } from '../srs/population.js'
import { pickFrom, type Pick as End } from '../srs/range.js'
import { perMember } from '../srs/rates.js'
import type { Requirement } from '../srs/requirement.js'
import type { When } from '../srs/when.js'
import type { Applied } from './applied.js'
import { classesOf, isPlaced, populationOf } from './device-actor.js'
import type { EmissionTerm } from './emission.js'
import { openFigure } from './open-figure.js'

const HOURS_A_YEAR = 24 * 365

/**
 * The terms of a How Often, for one emission: those that name a time and, where nothing causes it (`root`), those that wait
 * for an event. How often an effect comes where its cell counts events is filled in from its causes.
 */
export function termsOf(
  deployment: Deployment,
  { requirement, territory, choice }: Applied,
  actor: string | undefined,
  classes: DeviceClass[],
  root: boolean,
): EmissionTerm[] {
  const { settings, catalogue } = deployment
  const chosen = choice['how-often']
  const pick: End = typeof chosen === 'string' ? chosen : settings.choices.ranges
  const { howOften, when } = requirement
  const partOfYear = partOfYearOf(when, pick)
  const busier = catalogue.operatingModes.factor(settings['operating-mode'], requirement)
  if ('seeTable' in howOften) {
    if (requirement.payload.type.endsWith('-err') || actor === undefined) return []
    const often = typeof chosen === 'number' ? chosen : settings.assumptions['see-reqmts-table'] * busier
    const population = catalogue.populations.get(populationOf(deployment, actor))!
    const rate = { perMemberPerDay: often, partOfYear, event: undefined, atOccurrence: 1 }
    const counted = countedIn(deployment, requirement, population, territory, classes)
    return [{ ...counted, takeIn: counted.members, ...rate }]
  }
  const terms: EmissionTerm[] = []
  for (const term of howOften.terms) {
    const event = term.period.kind === 'event' && root ? catalogue.eventKinds.get(term.period.event) : undefined
    if (term.period.kind === 'event' && event === undefined && typeof chosen !== 'number') continue
    const population = catalogue.populations.get(term.population)!
    const years = yearsOf(settings.assumptions['first-year'], term)
    const each = perMember(term, pick, openFigure(settings, term)) * years
    // Each retail provider has events of its own.
    const senders = event?.by === 'rep' && event.concerns !== 'member' ? deployment.layout.retailProviders : 1
    // Of what concerns a place, one device a circuit at least takes part.
    const atLeast = event?.concerns === 'place' ? circuitsIn(deployment.layout, territory) : 0
    const counted = { ...countedIn(deployment, requirement, population, territory, classes, atLeast) }
    if (actor !== undefined) counted.members *= ownShareOf(deployment, population, actor, territory)
    const perMemberPerDay = typeof chosen === 'number' ? chosen : each * (event?.perDay ?? 1) * busier * senders
    terms.push({
      ...counted,
      members: membersConcerned(deployment, counted.members, event, territory),
      // A type or a group (`1 per | Mtr-type per | …`) is all of its devices.
      takeIn: population.counts === 'one' ? counted.devices : counted.members,
      perMemberPerDay,
      partOfYear,
      event,
      // `2 per | Mtr per | … update per year` counts the year's updates: one update is one message.
      atOccurrence: event?.concerns === 'member' && periodOf(term) !== undefined ? years : each,
    })
  }
  return terms
}

/** The time over which an event is counted, where its name is followed by one. */
function periodOf({ period }: HowOftenTerm): number | undefined {
  return period.micros
}

/** `3 per … (1st year), 1 per … (past 1st year)`: a device is in its first year, or it is not (4.9.4.8). */
function yearsOf(firstYear: number, { note }: HowOftenTerm): number {
  if (note === '1st year') return firstYear
  return note === 'past 1st year' ? 1 - firstYear : 1
}

/** DSDR happens in periods, `1-6 hr duration, 4-8 times a year`, and as often as it says only while one lasts. */
function partOfYearOf({ periods }: When, pick: End): number {
  if (periods === undefined) return 1
  return (pickFrom(periods.hours, pick) * pickFrom(periods.timesAYear, pick)) / HOURS_A_YEAR
}

/**
 * Members for which an event brings a sending of its own: one where all of a type take in the same. What a customer asks of
 * the utility or of a REP (to join, to prepay), only its own customers ask.
 */
function membersConcerned(
  { catalogue, settings }: Deployment,
  members: number,
  event: EventKind | undefined,
  territory: Territory,
): number {
  if (event?.concerns === 'type') return Math.min(1, members)
  if (event?.concerns !== 'member' || event.by === undefined) return members
  const share = catalogue.shares.get(event.by === 'rep' ? 'rep' : 'utility-customer')
  return share === undefined ? members : members * shareOf(share, settings, territory)
}

/** The devices that one order a step may go to, whichever of them takes it: those of all pairs alike (errata 4.4.1.7.3#4). */
function devicesOfAlike(deployment: Deployment, { row, from, mode, cells }: Requirement, territory: Territory): number {
  const alike = deployment.catalogue.requirements.filter(
    (one) =>
      one.used && one.row === row && one.from === from && one.mode === mode && one.cells.howOften === cells.howOften,
  )
  const receivers = [...new Set(alike.map((one) => one.to))].filter((actor) => isPlaced(deployment, actor))
  const classes = receivers.flatMap((actor) => classesOf(deployment, actor, territory))
  return classes.reduce((sum, one) => sum + one.count, 0)
}

/** What faults are counted by: a circuit is what hangs on one breaker (4.4.1.7.1), or else on one substation. */
export function circuitsIn(layout: Layout, { index }: Territory): number {
  const count = (kind: 'feeder.breaker' | 'substation') =>
    layout.classesOf(kind).find((one) => one.territory === index)?.count ?? 0
  return count('feeder.breaker') || count('substation')
}

/**
 * Where a population counts other things than the pair's own devices (meters of customers who use a portal, from home or on the
 * way), each kind of device has its part: the share that its own population takes (4.3.4.3: half each, not twice 100).
 */
function ownShareOf(deployment: Deployment, population: Population, actor: string, territory: Territory): number {
  const own = deployment.catalogue.populations.get(populationOf(deployment, actor))!
  if (own === population || own.counts === 'one' || population.counts === 'one') return 1
  if (own.counts.some((kind) => population.counts.includes(kind))) return 1
  return own.shares.reduce((part, one) => part * shareOf(one, deployment.settings, territory), 1)
}

/**
 * A population that spans more than the pair's own devices (25 per 1000 ElectrMtr, sent by C/I) counts with its part that
 * these are; one that counts other things (meters with a display, of which the displays are told) with all of it. Where the SRS
 * counts feeder devices of another kind (4.4.1.5.1.5: the recloser's answers by `fdrCB`), the pair's own are meant.
 */
function countedIn(
  deployment: Deployment,
  requirement: Requirement,
  population: Population,
  territory: Territory,
  own: DeviceClass[],
  atLeast = 0,
): Pick<EmissionTerm, 'population' | 'classes' | 'devices' | 'members'> {
  const all = membersOf(population, deployment.layout, deployment.settings, territory)
  const common = own.length === 0 ? all.classes : all.classes.filter((one) => own.includes(one))
  const classes = common.length === 0 ? own : common
  const devices = classes.reduce((sum, one) => sum + one.count, 0)
  if (common.length === 0 && own.length > 0 && isOf('feeder', own) && isOf('feeder', all.classes))
    return { population: population.name, classes, devices, members: devices }
  const part =
    atLeast > 0 && population.counts === 'one'
      ? devices / Math.max(1, devicesOfAlike(deployment, requirement, territory))
      : common.length === 0 || all.devices === 0
        ? 1
        : devices / all.devices
  return { population: population.name, classes, devices, members: Math.max(all.count, atLeast) * part }
}

function isOf(group: string, classes: readonly DeviceClass[]): boolean {
  return classes.length > 0 && classes.every((one) => one.name.startsWith(`${group}.`))
}
