import { Batches } from '../../../src/check/batches.js'
import type { Tally } from '../../../src/check/tally.js'
import type { Deployment } from '../../../src/deployment/deployment.js'
import { talliesOf } from '../../../src/simulate/tallies.js'
import { appliedRequirements, type Applied } from '../../../src/traffic/applied.js'
import type { Emission } from '../../../src/traffic/emission.js'
import { emissionsOf } from '../../../src/traffic/emissions.js'
import { deploymentOf } from '../../deployment/fixture.js'

export const SECOND = 1_000_000
export const MINUTE = 60 * SECOND
export const HOUR = 60 * MINUTE
export const DAY = 24 * HOUR

/** A deployment with the counters that a run of it would have, and nothing that sends: a test tells them by hand what happened. */
export interface Deployed {
  deployment: Deployment
  applied: Applied[]
  emissions: Emission[]
  batches: Batches
  tally(id: string): Tally
}

export function deployed(yaml: string, ...set: string[]): Deployed {
  const deployment = deploymentOf(yaml, ...set)
  const { applied } = appliedRequirements(deployment)
  const emissions = emissionsOf(deployment, applied)
  const batches = new Batches(deployment.start, deployment.end, deployment.layout.districts)
  const tallies = talliesOf(deployment, applied, emissions, batches)
  const tally = (id: string) => {
    const found = tallies.get(id)
    if (found === undefined) throw new Error(`${id} does not apply: ${[...tallies.keys()].join(', ')}`)
    return found
  }
  return { deployment, applied, emissions, batches, tally }
}

/** 64 DAPs of ten meters, each DAP a district: in twelve hours 768 clusters, and without a failure 736 are enough for 99.5 %. */
export const TOWN = `name: town
duration: 12 h
quantities: { meters: { electric: { residential: 640 } }, endpoints-per-dap: 10 }
`

/** A moment in each of the first hours of each district: so many times as many as there are clusters. */
export function momentsIn({ deployment }: Deployed, hours: number, times = 1): { at: number; district: number }[] {
  const moments: { at: number; district: number }[] = []
  for (let hour = 0; hour < hours; hour++)
    for (let i = 0; i < times; i++)
      for (let district = 0; district < deployment.layout.districts; district++)
        moments.push({ at: deployment.start + hour * HOUR + i * SECOND, district })
  return moments
}

/** So many of n, as even as can be: true for those. */
export function evenly(many: number, n: number): (i: number) => boolean {
  return (i) => Math.floor(((i + 1) * many) / n) > Math.floor((i * many) / n)
}
