import type { Problems } from '../input/problems.js'
import type { YamlFile } from '../input/yaml.js'
import type { Catalogue } from '../srs/catalogue.js'
import { NETWORK_NAMES } from './networks.js'
import type { Settings } from './schema.js'
import { costOf } from './security.js'

/** What security adds to a packet must leave room for a message in it. */
export function checkSecurity(source: YamlFile, catalogue: Catalogue, settings: Settings, problems: Problems): void {
  for (const network of NETWORK_NAMES) {
    const costs = settings.security.packet?.[network]
    if (costs === undefined) continue
    const { mtu, header } = settings.networks[network]
    const payloads = [...catalogue.payloads.values()]
    const most = payloads.reduce(
      (worst, one) => (costOf(costs, one) > costOf(costs, worst) ? one : worst),
      payloads[0]!,
    )
    const bytes = costOf(costs, most)
    if (mtu - header - bytes >= 1) continue
    const message = `security.packet.${network}: expected at most ${mtu - header - 1} B, found ${bytes} B for ${most.name}`
    problems.add(
      source.position(['security', 'packet', network]),
      message,
      `a packet has ${mtu} B, and ${header} B of them are its header`,
    )
  }
}
