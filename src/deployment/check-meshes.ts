import type { Problems } from '../input/problems.js'
import type { YamlFile } from '../input/yaml.js'
import { meshFault } from '../network/mesh-coverage.js'
import type { Layout } from './layout.js'
import { NETWORK_NAMES } from './networks.js'
import { membershipOf } from './on-network.js'
import type { Settings } from './schema.js'

/** A mesh needs gateways, and its devices each other: where they stand, and whom they reach, is known before the run. */
export function checkMeshes(source: YamlFile, settings: Settings, layout: Layout, problems: Problems): void {
  for (const name of NETWORK_NAMES) {
    const network = settings.networks[name]
    if (network.medium !== 'mesh') continue
    const fault = meshFault(network, settings.seed, membershipOf(layout, name))
    if (fault === undefined) continue
    problems.add(source.position(['networks', name, fault.key]), `networks.${name}: ${fault.message}`, fault.hint)
  }
}
