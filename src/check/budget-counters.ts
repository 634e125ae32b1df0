import { namedBy } from '../deployment/check-budgets.js'
import type { Budget } from '../deployment/budgets.js'
import type { BudgetBound, OfEvents, OfRequirements } from '../deployment/budget-grammar.js'
import type { Deployment } from '../deployment/deployment.js'
import { Problems } from '../input/problems.js'
import { printDuration } from '../input/units.js'
import type { Requirement } from '../srs/requirement.js'
import type { Batches } from './batches.js'
import { BudgetOfEvents, BudgetShare, BudgetWindow } from './budget-counter.js'
import type { BudgetResult } from './budget-result.js'
import { PopulationCounter } from './population-counter.js'
import { ShareCounter } from './share-counter.js'
import type { Bound } from './share-result.js'
import type { Tally } from './tally.js'
import { percent } from './verdict.js'

type OfMessages = Budget & { demand: OfRequirements | OfEvents }

/** So many requirements of a pattern are told one by one that the SRS already holds to as much. */
const TOLD = 3

/**
 * Puts the counters of the budgets beside those of the requirements that they speak of (`tallies`, all that apply in the deployment). A
 * budget that speaks of none, that is on the wrong side of the SRS's bound, or that contradicts another one is refused.
 */
export function addBudgetCounters(deployment: Deployment, tallies: Iterable<Tally>, batches: Batches): void {
  const { budgets, source } = deployment
  if (budgets.length === 0) return
  const problems = new Problems()
  const all = [...tallies]
  const changed = new Map<string, { kind: Budget['kind']; index: number }>()
  budgets.forEach((budget, index) => {
    if (budget.demand.of === 'metric') return
    const own = talliesNamed(budget.demand.names, all)
    const place = source.positionIn(['budgets', index, budget.kind], 0)
    if (own.length === 0) {
      const { names } = budget.demand
      const message = `budgets.${index}.${budget.kind}: nothing that "${names}" names applies in this deployment`
      problems.add(place, message, whyNot(deployment, names))
    }
    for (const { requirement } of own) {
      const before = changed.get(requirement.id)
      if (budget.kind === 'add') continue
      if (before !== undefined && before.kind !== budget.kind) {
        const message = `budgets.${index}.${budget.kind}: ${requirement.id} is in budgets.${before.index}.${before.kind} too`
        problems.add(place, message, 'a requirement is tightened or relaxed, not both')
      }
      changed.set(requirement.id, { kind: budget.kind, index })
    }
    addOne(deployment, budget as OfMessages, index, own, batches, problems)
  })
  problems.throwIfAny()
}

/** What the counters beside the requirements have counted: by requirement, and by budget. */
export function budgetResultsOf(tallies: readonly Tally[], kinds = false): BudgetResult[] {
  return tallies.flatMap((tally) => tally.budgets.map((one) => one.result(kinds)))
}

function talliesNamed(names: string, tallies: readonly Tally[]): Tally[] {
  const named = new Set(
    namedBy(
      names,
      tallies.map((one) => one.requirement),
    ),
  )
  return tallies.filter((one) => named.has(one.requirement))
}

/** Of what the names do not find: that its use case is not in play, or that nobody sends it here. */
function whyNot({ catalogue, useCases }: Deployment, names: string): string {
  const named = namedBy(names, catalogue.requirements).filter((one) => one.used)
  const out = [...new Set(named.map((one) => one.useCase))].filter((one) => !useCases.useCases.includes(one))
  if (out.length > 0) return `${out.join(', ')} is not among its use cases`
  return 'run.json of a run says why each requirement is left out'
}

function addOne(
  deployment: Deployment,
  budget: OfMessages,
  index: number,
  tallies: readonly Tally[],
  batches: Batches,
  problems: Problems,
): void {
  const { end, source } = deployment
  const { demand, kind } = budget
  const wrong = (message: string, hint?: string) => {
    const path = kind === 'add' ? [kind] : ['to']
    problems.add(source.positionIn(['budgets', index, ...path], 0), `budgets.${index}.${path[0]}: ${message}`, hint)
  }
  let untold = 0
  for (const tally of tallies) {
    const of = { budget: index, requirement: tally.requirement.id }
    if (demand.of === 'events') {
      tally.budgets.push(new BudgetOfEvents(of, new PopulationCounter(demand, end), batches.from))
      continue
    }
    const { bound } = demand
    const srs = tally.result().shares.map((one) => one.bound)
    if (tally.window !== undefined && bound.within === undefined) {
      wrong(`${of.requirement} asks for shares within windows (${inWords(srs)})`, 'expected a share within a window')
      continue
    }
    const holds = deployment.settings.assumptions['reliability-holds']
    if (kind !== 'add' && !isOnItsSide(kind, bound, srs, tally.requirement, holds)) {
      if (++untold <= TOLD) wrong(...notOnItsSide(kind, tally.requirement, srs))
      continue
    }
    const own = { ...bound, within: bound.within ?? tally.within }
    if (tally.window !== undefined) {
      const counter = tally.window.like([own])
      tally.window.beside.push(counter)
      tally.budgets.push(new BudgetWindow(of, counter))
    } else {
      const form = bound.within === undefined ? 'delivered' : 'in-time'
      tally.budgets.push(new BudgetShare(of, new ShareCounter(own, batches, end, form), form))
    }
  }
  if (untold > TOLD) wrong(`… nor are ${untold - TOLD} more of those that "${demand.names}" names`)
}

/**
 * Tighter: who meets it meets the SRS's bound, and not the other way round; looser likewise. Of several windows it must be so of one,
 * and the other way round of none; of the bounds of large and of small outages, of both.
 */
function isOnItsSide(
  kind: 'tighten' | 'relax',
  { share, strict, within }: BudgetBound,
  srs: readonly Bound[],
  { reliability }: Requirement,
  holds: 'in-time' | 'delivered',
): boolean {
  // What arrives at all is less than what arrives in time; a higher share of it is still another demand, not a looser one.
  const ever = kind === 'relax' && holds === 'in-time' ? Infinity : undefined
  const beyond = (one: Bound): boolean => {
    const own = { share, strict, within: within ?? ever ?? one.within }
    return kind === 'tighten' ? implies(own, one) && !implies(one, own) : implies(one, own) && !implies(own, one)
  }
  const against = (one: Bound): boolean => {
    const own = { share, strict, within: within ?? ever ?? one.within }
    return kind === 'tighten' ? implies(one, own) : implies(own, one)
  }
  return reliability.kind === 'outage' ? srs.every(beyond) : srs.some(beyond) && !srs.some(against)
}

/** Whether all that meets the one meets the other. */
function implies(one: Bound, other: Bound): boolean {
  const higher = one.share > other.share || (one.share === other.share && (one.strict || !other.strict))
  return higher && one.within <= other.within
}

function notOnItsSide(
  kind: 'tighten' | 'relax',
  { id }: Requirement,
  srs: readonly Bound[],
): [message: string, hint: string] {
  const [side, share, time] =
    kind === 'tighten' ? ['tighter', 'higher', 'shorter time'] : ['looser', 'lower', 'longer time']
  const message = `expected a bound ${side} than that of the SRS: ${inWords(srs)} (${id})`
  return [message, `a ${share} share or a ${time}, and neither the other way round`]
}

/** As a `to:` would say it. */
function inWords(bounds: readonly Bound[]): string {
  return bounds
    .map(
      ({ share, strict, within }) =>
        `${strict ? '>' : '>='} ${percent(share).replace(' ', '')} within ${printDuration(within)}`,
    )
    .join(', ')
}
