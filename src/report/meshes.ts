import { printShare } from '../input/units.js'
import type { Run } from '../run/run.js'

/** How far the devices of each mesh are from their gateways, and how many are out of range: what it covers comes before what it can carry. */
export function meshesInWords({ model }: Run): [name: string, words: string][] {
  return model.meshes.map(({ network, mesh }) => {
    const { gateways, devices, byHop, uncovered, meanHops } = mesh.coverage()
    const reached = `${meanHops.toFixed(1)} hops on average, ${byHop.length} at most, to ${gateways} gateways`
    const out = uncovered === 0 ? 'all in range' : `${printShare(uncovered / devices, 2)} of ${devices} out of range`
    return [`${network} mesh`, `${reached}; ${out}`]
  })
}

/** Of run.json. */
export function meshesJson({ model }: Run): object[] {
  return model.meshes.map(({ network, mesh }) => {
    const { gateways, devices, byHop, uncovered, meanHops } = mesh.coverage()
    return { network, gateways, devices, devicesByHop: byHop, devicesOutOfRange: uncovered, hopsMean: meanHops }
  })
}
