import type { Problems } from '../input/problems.js'
import { printShare } from '../input/units.js'
import { GatewayGrid } from '../network/gateway-grid.js'
import { MeshRings } from '../network/mesh-rings.js'
import type { Parts } from './in-play.js'
import { NETWORK_NAMES } from './networks.js'
import { membershipOf } from './on-network.js'
import type { Settled } from './technologies.js'

/** Where gateways have too few devices for the hops that a mesh is given, the run has other shares than the user wrote: that is said. */
export function checkRings({ source, isWritten }: Settled, { settings, layout }: Parts, warnings: Problems): void {
  for (const name of NETWORK_NAMES) {
    const network = settings.networks[name]
    if (network.medium !== 'mesh' || network.hops === 'by density') continue
    const grid = new GatewayGrid(membershipOf(layout, name))
    const { tooSmall, all } = new MeshRings(network.hops, settings.seed, grid)
    if (tooSmall === 0) continue
    const paths = ['hops', 'technology', 'medium'].map((key) => ['networks', name, key])
    const gateways = grid.gateways.length
    const message = `networks.${name}.hops: ${tooSmall} of ${gateways} gateways have too few devices for one at every hop, so some are moved nearer to theirs`
    const shares = all.map((devices) => printShare(devices / grid.members, 2)).join(', ')
    warnings.add(source.position(paths.find(isWritten) ?? paths[0]!), message, `the run has [${shares}]`)
  }
}
