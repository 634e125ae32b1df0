import { rangeOf } from '../../../src/network/link-budget.js'
import type { MeshCoverage } from '../../../src/network/mesh-layout.js'
import type { Ran } from './run-scenario.js'
import { BUSY } from '../../../src/network/links.js'

interface MeshRan {
  coverage: MeshCoverage
  /** How far its radios reach, by their link budget. */
  rangeKm: number
  /** Mean number of others within that. */
  neighbours: number
  /** Share of its links that was busy. */
  used: number
}

/** The NAN of a scenario in which it is a mesh by density. */
export function meshOf({ model, deployment }: Ran): MeshRan {
  const settings = deployment.settings.networks.nan
  if (settings.medium !== 'mesh') throw new Error('the NAN is no mesh')
  const { mesh } = model.meshes.find((one) => one.network === 'nan')!
  const { links } = model.network
  let [busy, count] = [0, 0]
  for (const group of links.groups) {
    if (group.network !== 'nan') continue
    // One channel for both ways.
    if (group.direction === 'up') count += group.count
    for (let i = 0; i < group.count; i++) busy += links.get(group.first + i, BUSY)
  }
  const rangeKm = rangeOf(settings['link-budget']) / 1000
  return {
    coverage: mesh.coverage(),
    rangeKm,
    neighbours: settings.density! * Math.PI * rangeKm ** 2,
    used: busy / (count * (deployment.end - deployment.start)),
  }
}
