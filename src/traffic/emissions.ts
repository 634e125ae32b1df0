import type { Deployment } from '../deployment/deployment.js'
import { lineage } from '../srs/actor.js'
import type { Requirement } from '../srs/requirement.js'
import { sizeAt } from '../srs/size.js'
import { InputError } from '../input/problems.js'
import type { Applied } from './applied.js'
import { connectEffects } from './connect-effects.js'
import { classesOf, isDevice, isPlaced } from './device-actor.js'
import type { Emission } from './emission.js'
import { addPolls } from './polls.js'
import { termsOf } from './terms.js'

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
    const { row, from, to, answers, cells, mode } = one.requirement
    const receiver = isPlaced(deployment, to) ? to : ''
    const { index } = one.territory
    const key = JSON.stringify([index, row, mode ?? '', from, answers ?? '', cells.howOften, receiver, one.choice])
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
  const { requirement, territory, choice } = applied[0]!
  const root = !applied.some((one) => effectIds.has(one.requirement.id))
  const actor = deviceOf(deployment, requirement, root)
  const device = deviceRole(requirement, actor, root)
  const classes = actor === undefined ? [] : classesOf(deployment, actor, territory)
  const terms = termsOf(deployment, applied[0]!, actor, classes, root)
  const scheduled = root && device === 'sends' && requirement.payload.type === 'resp-data'
  const perDay = terms[0]?.perMemberPerDay ?? 1
  const size = choice.size ?? settings.choices.ranges
  const x = settings.assumptions['x-mb'] / 1e6
  return {
    index,
    id: territory.name === '' ? requirement.id : `${requirement.id}@${territory.name}`,
    applied,
    from: requirement.from,
    territory,
    device,
    classes,
    bytes: typeof size === 'number' ? size : sizeAt(requirement.size, perDay, size, x),
    when: requirement.when,
    terms,
    root,
    toAll: root && terms.some((term) => term.event?.concerns === 'type') && isDevice(deployment, requirement.to),
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

/**
 * The actor whose devices take part: of two that are devices the one further out (the display, not the meter). A DAP or a
 * gateway takes part by itself where nobody asked; where it answers, it speaks of the device that its cause was about.
 */
function deviceOf(deployment: Deployment, { from, to }: Requirement, root: boolean): string | undefined {
  const isMeter = (actor: string) =>
    lineage(deployment.catalogue.actors, actor).some((name) => name.startsWith('2-Way Meter'))
  const devices = [from, to].filter((actor) => isDevice(deployment, actor))
  const outer = devices.find((actor) => !isMeter(actor)) ?? devices[0]
  return outer ?? (root ? [from, to].find((actor) => isPlaced(deployment, actor)) : undefined)
}

function deviceRole({ from }: Requirement, actor: string | undefined, root: boolean): Emission['device'] {
  if (actor === undefined) return root ? 'none' : 'concerned'
  return actor === from ? 'sends' : 'receives'
}
