import type { Deployment } from '../deployment/deployment.js'
import { membersOf } from '../deployment/populations.js'
import { perMember } from '../srs/rates.js'
import type { Requirement } from '../srs/requirement.js'
import { sizeAt } from '../srs/size.js'
import { InputError } from '../input/problems.js'
import type { Applied } from './applied.js'
import { connectEffects } from './connect-effects.js'
import { classesOf, isDevice, populationOf } from './device-actor.js'
import type { Emission, EmissionTerm } from './emission.js'
import { addPolls } from './polls.js'

/** Everything that a deployment sends: by the clock, by poll, and in answer. */
export function emissionsOf(deployment: Deployment, applied: readonly Applied[]): Emission[] {
  const effectIds = new Set(deployment.catalogue.effects.flatMap((effect) => effect.effectIds))
  const emissions = grouped(deployment, applied).map((group, i) => emissionOf(deployment, effectIds, group, i))
  connectEffects(deployment, emissions)
  if (deployment.settings.collection === 'poll') addPolls(deployment, emissions)
  return emissions
}

/**
 * Requirements that one message serves: the same row, sender, asker and how often. A command to one kind of meter and
 * the same command to another are two messages, an acknowledgement to CIS and MDMS is one.
 */
function grouped(deployment: Deployment, applied: readonly Applied[]): Applied[][] {
  const groups = new Map<string, Applied[]>()
  for (const one of applied) {
    const { row, from, to, answers, cells } = one.requirement
    const receiver = isDevice(deployment, to) ? to : ''
    const key = JSON.stringify([row, from, answers ?? '', cells.howOften, receiver, one.choice])
    const group = groups.get(key)
    if (group) group.push(one)
    else groups.set(key, [one])
  }
  return [...groups.values()]
}

function emissionOf(
  deployment: Deployment,
  effectIds: ReadonlySet<string>,
  applied: Applied[],
  index: number,
): Emission {
  const { settings } = deployment
  const { requirement, choice } = applied[0]!
  const root = !applied.some((one) => effectIds.has(one.requirement.id))
  const device = deviceRole(deployment, requirement)
  const terms = termsOf(deployment, requirement, choice['how-often'])
  const scheduled = root && device === 'sends' && requirement.payload.type === 'resp-data'
  const perDay = terms[0]?.perMemberPerDay ?? 1
  const size = choice.size ?? settings.choices.ranges
  const x = settings.assumptions['x-mb'] / 1e6
  return {
    index,
    id: requirement.id,
    applied,
    from: requirement.from,
    device,
    bytes: typeof size === 'number' ? size : sizeAt(requirement.size, perDay, size, x),
    when: requirement.when,
    terms,
    root,
    scheduled,
    timing: timingOf(deployment, requirement, scheduled),
    polls: -1,
    effects: { received: [], undeliverable: [] },
  }
}

function timingOf(deployment: Deployment, requirement: Requirement, scheduled: boolean) {
  const { timing } = deployment.settings
  const key = [requirement.id, requirement.row].find((name) => timing.requirements[name])
  if (key === undefined) return scheduled ? timing['scheduled-reads'] : timing['everything-else']
  const chosen = timing.requirements[key]!
  if (scheduled && chosen === 'poisson') {
    const position = deployment.source.position(['timing', 'requirements', key])
    throw InputError.of(
      position,
      'a scheduled read is spread or aligned: at random times nothing says when the next is due',
    )
  }
  return chosen
}

function deviceRole(deployment: Deployment, requirement: Requirement): Emission['device'] {
  if (isDevice(deployment, requirement.from)) return 'sends'
  if (isDevice(deployment, requirement.to)) return 'receives'
  const causes = deployment.catalogue.effects.some((effect) => effect.effectIds.includes(requirement.id))
  return causes ? 'concerned' : 'none'
}

/** The terms of a How Often that name a time. Those that count events are filled in from their causes. */
function termsOf(
  deployment: Deployment,
  requirement: Requirement,
  chosen: number | string | undefined,
): EmissionTerm[] {
  const { settings, catalogue } = deployment
  const pick = typeof chosen === 'string' ? (chosen as 'low' | 'mid' | 'high') : settings.choices.ranges
  const { howOften } = requirement
  const device = [requirement.from, requirement.to].find((actor) => isDevice(deployment, actor))
  if ('seeTable' in howOften) {
    if (requirement.payload.type.endsWith('-err') || device === undefined) return []
    const often = typeof chosen === 'number' ? chosen : settings.assumptions['see-reqmts-table']
    return [term(deployment, populationOf(deployment, device), device, often)]
  }
  return howOften.terms
    .filter(({ period }) => period.kind === 'time' || typeof chosen === 'number')
    .map((one) => {
      const often = typeof chosen === 'number' ? chosen : perMember(one, pick, settings.assumptions.x)
      return term(deployment, catalogue.populations.get(one.population)!.name, device, often)
    })
}

function term(deployment: Deployment, population: string, device: string | undefined, perDay: number): EmissionTerm {
  const { layout, settings, catalogue } = deployment
  const all = membersOf(catalogue.populations.get(population)!, layout, settings)
  const own = device === undefined ? undefined : classesOf(deployment, device)
  const classes = own ? all.classes.filter((one) => own.includes(one)) : all.classes
  const devices = classes.reduce((sum, one) => sum + one.count, 0)
  // Of a population that spans more than the sender's own class (25 per 1000 ElectrMtr, sent by C/I), its part.
  const members = all.classes.length === 0 ? all.count : all.devices === 0 ? 0 : (all.count * devices) / all.devices
  return { population, classes, devices, members, perMemberPerDay: perDay }
}
