import { didYouMean } from '../input/nearest.js'
import { Problems } from '../input/problems.js'
import { lineage } from '../srs/actor.js'
import { labelInWords } from '../srs/flow-label.js'
import type { Catalogue } from '../srs/catalogue.js'
import type { Deployment } from '../deployment/deployment.js'
import type { Requirement } from '../srs/requirement.js'
import type { Parent, RequirementsTable } from './requirements-table.js'

/** Which requirements are asked for; all that is given must fit. */
export interface RequirementsFilter {
  useCase?: string
  /** A payload, or several by `*`. */
  payload?: string
  /** The first sender and the last receiver: an actor by its name or a spelling of the SRS, or the wider actor. */
  from?: string
  to?: string
  /** A data flow, or a network, that the way crosses. */
  flow?: string
  network?: string
}

/** The rows that fit. What has no row has no way either, so it crosses nothing. */
export function filtered(table: RequirementsTable, filter: RequirementsFilter): RequirementsTable {
  const { catalogue } = table.deployment
  checkWords(table.deployment, filter)
  const crosses = filter.flow !== undefined || filter.network !== undefined
  return {
    deployment: table.deployment,
    parents: table.parents.filter((one) => fits(catalogue, filter, one.requirement) && takes(catalogue, filter, one)),
    leftOut: crosses ? [] : table.leftOut.filter((one) => fits(catalogue, filter, one.requirement)),
  }
}

function fits(catalogue: Catalogue, { useCase, payload, from, to }: RequirementsFilter, one: Requirement): boolean {
  const is = (actor: string, asked: string | undefined) =>
    asked === undefined || lineage(catalogue.actors, actor).includes(catalogue.actor(asked)!.name)
  return (
    (useCase === undefined || one.useCase === useCase) &&
    (payload === undefined || patternOf(payload).test(one.payload.name)) &&
    is(one.from, from) &&
    is(one.to, to)
  )
}

function takes(catalogue: Catalogue, { flow, network }: RequirementsFilter, { hops }: Parent): boolean {
  // The SRS's own letters, where one flow must be meant by them.
  const crossed = flow === undefined ? undefined : (catalogue.flowLabels.get(flow)?.flow ?? flow)
  return (
    (crossed === undefined || hops.some((hop) => hop.flow === crossed)) &&
    (network === undefined || hops.some((hop) => hop.network === network))
  )
}

/** A word that nothing has is a mistake; one that nothing here has is an answer. */
function checkWords({ catalogue, settings }: Deployment, filter: RequirementsFilter): void {
  const { useCase, payload, from, to, flow, network } = filter
  const problems = new Problems()
  const check = (option: string, word: string | undefined, what: string, words: Iterable<string>, known?: boolean) => {
    const all = [...words]
    if (word === undefined || (known ?? all.includes(word))) return
    problems.add({ file: `--${option} ${word}` }, `no ${what} is called "${word}"`, didYouMean(word, all))
  }
  const payloads = [...catalogue.payloads.keys()]
  const actors = [...catalogue.actors.keys()]
  check('use-case', useCase, 'use case', new Set(catalogue.requirements.map((one) => one.useCase)))
  check(
    'payload',
    payload,
    'payload',
    payload?.includes('*') ? patternsOf(payloads) : payloads,
    payload !== undefined && payloads.some((name) => patternOf(payload).test(name)),
  )
  check('from', from, 'actor', actors, from !== undefined && catalogue.actor(from) !== undefined)
  check('to', to, 'actor', actors, to !== undefined && catalogue.actor(to) !== undefined)
  const label = flow === undefined ? undefined : catalogue.flowLabels.get(flow)
  if (label === undefined) check('flow', flow, 'data flow', [...catalogue.flows.keys(), ...catalogue.flowLabels.keys()])
  else if (label.flow === undefined)
    problems.add({ file: `--flow ${label.label}` }, labelInWords(catalogue.flows, label))
  check('network', network, 'network', Object.keys(settings.assumptions['leg-weights']))
  problems.throwIfAny()
}

/** The patterns that begin or end as payloads do: what a misspelt one may have meant. */
function patternsOf(payloads: readonly string[]): string[] {
  const patterns = payloads.flatMap((name) => {
    const ends = [...name.matchAll(/[_-]/g)].map(({ index }) => index)
    return ends.flatMap((end) => [`${name.slice(0, end + 1)}*`, `*${name.slice(end)}`])
  })
  return [...new Set(patterns)]
}

/** `*` stands for any letters, also for none. */
function patternOf(payload: string): RegExp {
  const parts = payload.split('*').map((part) => part.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&'))
  return new RegExp(`^${parts.join('.*')}$`)
}
