import type { Deployment } from '../deployment/deployment.js'
import { lineage } from '../srs/actor.js'
import type { Catalogue } from '../srs/catalogue.js'
import type { Effect as CatalogueEffect } from '../srs/effect.js'
import { perMember } from '../srs/rates.js'
import { openFigure } from './open-figure.js'
import type { Effect, Emission, EmissionTerm } from './emission.js'
import { messagesPerDay } from './emission.js'

/** A cause that was found for an effect. */
interface Link {
  cause: Emission
  effect: Emission
  rule: CatalogueEffect
}

/** Ties every cause to its effects (payloads/effects.csv), with the probability that the deployment's mode gives. */
export function connectEffects(deployment: Deployment, emissions: Emission[]): void {
  const links = linksOf(deployment, emissions)
  for (const effect of emissions) {
    if (!effect.root) fillFromCauses(deployment, effect, links)
  }
  if (deployment.settings.effects === 'stated') connectStated(deployment, links)
  else connectCausal(deployment, links)
}

function linksOf(deployment: Deployment, emissions: readonly Emission[]): Link[] {
  const links: Link[] = []
  for (const rule of deployment.catalogue.effects) {
    for (const cause of emissions) {
      if (!cause.applied.some((one) => rule.causeIds.includes(one.requirement.id))) continue
      for (const effect of emissions) {
        if (effect.territory !== cause.territory) continue
        if (!effect.applied.some((one) => rule.effectIds.includes(one.requirement.id))) continue
        if (links.some((link) => link.cause === cause && link.effect === effect)) continue
        if (answers(cause, effect) && isThere(deployment, cause, effect, rule)) links.push({ cause, effect, rule })
      }
    }
  }
  return links
}

/** A response goes to the one who asked, where its row says who that is. */
function answers(cause: Emission, effect: Emission): boolean {
  const asker = effect.applied[0]!.requirement.answers
  return asker === undefined || asker === cause.from
}

/** Whether the sender of the effect receives the cause or, for a cause that could not be delivered, had it in hand. */
function isThere(deployment: Deployment, cause: Emission, effect: Emission, rule: CatalogueEffect): boolean {
  if (rule.on === 'undeliverable') return cause.applied.some((one) => one.hops.some((hop) => hop.from === effect.from))
  const senders = lineage(deployment.catalogue.actors, effect.from)
  return cause.applied.some((one) => senders.includes(one.requirement.to))
}

/**
 * How often the SRS states an effect where it counts events (`1 per 1000 per | ElectrMtr | per SW oper per day`) or
 * refers to its table: a share of its causes.
 */
function fillFromCauses(deployment: Deployment, effect: Emission, links: readonly Link[]): void {
  const { howOften, payload } = effect.applied[0]!.requirement
  const { settings, catalogue } = deployment
  if (effect.terms.length > 0) return
  /** The share of the causes of one population that have the effect. */
  const shareOfTerm = (population: string): number => {
    if ('seeTable' in howOften)
      return payload.type.endsWith('-err') ? settings.assumptions['see-reqmts-table-errors'] : 1
    const same = howOften.terms.find(
      (term) => term.period.kind === 'event' && isSame(catalogue, term.population, population),
    )
    return same ? perMember(same, settings.choices.ranges, openFigure(settings, same)) : 0
  }
  for (const { cause } of links.filter((link) => link.effect === effect)) {
    for (const term of cause.terms) {
      const members = cause.toAll ? term.takeIn * term.members : term.members
      effect.terms.push({ ...term, members, perMemberPerDay: term.perMemberPerDay * shareOfTerm(term.population) })
    }
  }
}

/** Whether two names stand for the same members: `DAPjm-ElectrMtr` and `ElectrMtr`, `PrePay-ElectrMtr` and `Utl-PrePay-ElectrMtr`. */
function isSame(catalogue: Catalogue, one: string, other: string): boolean {
  const [a, b] = [catalogue.populations.get(one)!, catalogue.populations.get(other)!]
  return (
    String(a.counts) === String(b.counts) &&
    String(a.shares.map((one) => one.name)) === String(b.shares.map((one) => one.name))
  )
}

/** Every cause has its effect; of alternatives (a read, or an error instead) one. */
function connectCausal(deployment: Deployment, links: readonly Link[]): void {
  for (const link of links) {
    const { cause, effect, rule } = link
    const classes = classBits(link)
    if (rule.on === 'undeliverable') {
      cause.effects.undeliverable.push({ emission: effect.index, at: 0, classes, share: 1, group: 0 })
      continue
    }
    // An error and the read that comes otherwise exclude each other; an acknowledgement and an opt-out do not.
    const alone = rule.share === 1 || !links.some((one) => one.cause === cause && one.rule.share === 'otherwise')
    const group = alone ? cause.effects.received.length + 1 : 0
    const share = shareOf(rule, links, cause, deployment.settings.assumptions['x-answers']) * partWith(link)
    cause.effects.received.push({ emission: effect.index, at: receiverOf(deployment, link), classes, share, group })
  }
}

/** A meter tells the display of its home, where the home has one: an effect about devices of other kinds has as many as there are. */
function partWith({ cause, effect }: Link): number {
  const [causes, effects] = [cause.classes, effect.classes]
  if (causes.length === 0 || effects.length === 0 || causes.some((one) => effects.includes(one))) return 1
  const count = (classes: Emission['classes']) => classes.reduce((sum, one) => sum + one.count, 0)
  return Math.min(1, count(effects) / count(causes))
}

function shareOf(rule: CatalogueEffect, links: readonly Link[], cause: Emission, x: number): number {
  if (typeof rule.share === 'number') return rule.share
  if (typeof rule.share === 'object') return Math.min(1, x / rule.share.perMany)
  // What the alternatives leave, each rule counted once however many actors send by it.
  const others = new Set(
    links.filter((link) => link.cause === cause && link.rule.on === 'received').map((link) => link.rule),
  )
  let rest = 1
  for (const other of others) if (typeof other.share === 'number' && other.share < 1) rest -= other.share
  return rest
}

/**
 * Each effect as often as its own row states: with the probability rate of the effect ÷ rate of its causes. The rows
 * for what could not be delivered count like the others, so that the volumes of the table come out whatever is lost.
 */
function connectStated(deployment: Deployment, links: readonly Link[]): void {
  for (const link of links) {
    const { cause, effect } = link
    const causes = links.filter((other) => other.effect === effect)
    const rate = causes.reduce((sum, other) => sum + causesPerDay(other), 0)
    const share = rate > 0 ? Math.min(1, messagesPerDay(effect) / rate) : 0
    const group = cause.effects.received.length
    const [at, classes] = [receiverOf(deployment, link), classBits(link)]
    cause.effects.received.push({ emission: effect.index, at, classes, share, group })
  }
}

/** Causes a day that reach a device which can send this effect. */
function causesPerDay(link: Link): number {
  const bits = classBits(link)
  const part = (term: EmissionTerm): number => {
    if (term.devices === 0) return 1
    const able = term.classes.filter((one) => bits & (1 << one.kind)).reduce((sum, one) => sum + one.count, 0)
    return able / term.devices
  }
  return link.cause.terms.reduce((sum, term) => {
    const members = link.cause.toAll ? term.takeIn * term.members : term.members
    return sum + members * term.perMemberPerDay * part(term)
  }, 0)
}

/** The addressee of the cause that sends the effect; the first one, where the sender stands on the way. */
function receiverOf(deployment: Deployment, { cause, effect }: Link): number {
  const senders = lineage(deployment.catalogue.actors, effect.from)
  return Math.max(
    0,
    cause.applied.findIndex((one) => senders.includes(one.requirement.to)),
  )
}

/** An effect that a device sends, or that is sent to it, is one of the devices of its own kinds. */
function classBits({ cause, effect }: Link): Effect['classes'] {
  if (effect.device !== 'sends') return -1
  // The effect of what concerned devices of other kinds is about one that is related to them.
  if (cause.classes.length > 0 && !cause.classes.some((one) => effect.classes.includes(one))) return -1
  return effect.classes.reduce((bits, one) => bits | (1 << one.kind), 0)
}
