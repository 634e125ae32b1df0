import type { Deployment } from '../deployment/deployment.js'
import type { DeviceClass } from '../deployment/layout.js'
import { membersOf } from '../deployment/populations.js'
import type { Territory } from '../deployment/territories.js'
import { lineage } from '../srs/actor.js'

/** Whether an actor is one of many at the far end: a meter, a device of a home or a feeder, a browser. */
export function isDevice(deployment: Deployment, actor: string): boolean {
  return deployment.catalogue.actor(actor)?.kind === 'device'
}

/** Whether there is one of an actor in many places: a device, a DAP, a FAN gateway, an RTU, a controller in a substation. */
export function isPlaced(deployment: Deployment, actor: string): boolean {
  return deployment.catalogue.actor(actor)?.kind !== 'single'
}

/** The population that a placed actor is a member of: its own, or that of the wider actor. */
export function populationOf(deployment: Deployment, placed: string): string {
  const { actors } = deployment.catalogue
  for (const name of lineage(actors, placed)) {
    const population = actors.get(name)?.population
    if (population !== undefined) return population
  }
  throw new Error(`no population for the actor ${placed}`)
}

/** The device classes of a placed actor in a territory (in all of them), e.g. of `2-Way Meter - Electr C/I`. */
export function classesOf(deployment: Deployment, placed: string, territory?: Territory): DeviceClass[] {
  const { catalogue, layout, settings } = deployment
  const population = catalogue.populations.get(populationOf(deployment, placed))!
  return membersOf(population, layout, settings, territory).classes
}
