import type { Deployment } from '../deployment/deployment.js'
import type { DeviceClass } from '../deployment/layout.js'
import { membersOf } from '../deployment/populations.js'
import { lineage } from '../srs/actor.js'

export function isDevice(deployment: Deployment, actor: string): boolean {
  return deployment.catalogue.actor(actor)?.kind === 'device'
}

/** The population that a device actor is a member of: its own, or that of the wider actor. */
export function populationOf(deployment: Deployment, device: string): string {
  const { actors } = deployment.catalogue
  for (const name of lineage(actors, device)) {
    const population = actors.get(name)?.population
    if (population !== undefined) return population
  }
  throw new Error(`no population for the actor ${device}`)
}

/** The device classes of an actor, e.g. of `2-Way Meter - Electr C/I`. */
export function classesOf(deployment: Deployment, device: string): DeviceClass[] {
  const { catalogue, layout, settings } = deployment
  return membersOf(catalogue.populations.get(populationOf(deployment, device))!, layout, settings).classes
}
