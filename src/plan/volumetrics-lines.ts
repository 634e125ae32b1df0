import type { Deployment } from '../deployment/deployment.js'
import type { Emission } from '../traffic/emission.js'
import { appliedRequirements } from '../traffic/applied.js'
import { emissionsOf } from '../traffic/emissions.js'
import { crossingsOf, type Crossing } from './volumetrics-crossings.js'
import type { Grouping } from './volumetrics-grouping.js'
import type { Scope } from './volumetrics-scope.js'
import { Traffic } from './volumetrics-traffic.js'

/** `base` and `high`: what the SRS marks as baseload (routine) or highload (full load); `all`: whatever the mark. */
export type Load = 'all' | 'base' | 'high'

/** What crosses a place in one direction: all of it, or that of one group. */
export interface TrafficLine {
  scope: Scope
  load: Load
  direction: 'down' | 'up' | 'in' | 'out'
  /** The use case, payload or requirement; undefined: all together. */
  group: string | undefined
  traffic: Traffic
}

/** Every message that a deployment is expected to send, on each data flow of its way. */
export function expectedCrossings(deployment: Deployment): Crossing[] {
  return crossingsOf(deployment, emissionsOf(deployment, appliedRequirements(deployment).applied))
}

/** Of each scope a line a direction, and where asked one a group behind it, those of most bytes first. */
export function linesOf(
  crossings: readonly Crossing[],
  scopes: readonly Scope[],
  { by, load = 'all' }: { by?: Grouping | undefined; load?: Load } = {},
): TrafficLine[] {
  return scopes.flatMap((scope) => {
    const lines = new Map<string, TrafficLine>()
    for (const crossing of crossingsUnder(load, crossings)) {
      const way = scope.way(crossing)
      if (way === undefined) continue
      for (const group of [undefined, ...(by ? [groupOf(crossing, by)] : [])]) {
        const key = `${way.direction} ${group ?? ''}`
        const line = lines.get(key) ?? { scope, load, direction: way.direction, group, traffic: new Traffic() }
        line.traffic.add(crossing, way.part)
        lines.set(key, line)
      }
    }
    return [...lines.values()].sort(
      (a, b) =>
        DIRECTIONS.indexOf(a.direction) - DIRECTIONS.indexOf(b.direction) ||
        Number(a.group !== undefined) - Number(b.group !== undefined) ||
        b.traffic.wirePerDay - a.traffic.wirePerDay ||
        (a.group! < b.group! ? -1 : 1),
    )
  })
}

const DIRECTIONS = ['down', 'up', 'in', 'out']

/** Those that the SRS marks so. */
export function crossingsUnder(load: Load, crossings: readonly Crossing[]): Crossing[] {
  return crossings.filter((one) => isOf(load, one.emission))
}

/** A payload of which the SRS says nothing counts in both. */
function isOf(load: Load, { applied }: Emission): boolean {
  const { baseload, highload } = applied[0]!.requirement.payload
  return load === 'all' || (load === 'base' ? baseload : highload) !== false
}

function groupOf({ emission, requirements }: Crossing, by: Grouping): string {
  const { requirement } = emission.applied[0]!
  if (by === 'use-case') return requirement.useCase
  return by === 'payload' ? requirement.payload.name : requirements.join(' ')
}
