import type { Deployment } from '../deployment/deployment.js'
import { NETWORK_NAMES } from '../deployment/networks.js'
import { costOf } from '../deployment/security.js'
import type { NetworkSecurity, Security } from '../network/packet-security.js'

/** What security adds to the packets of each of these payloads; undefined where nothing of it is ever sent. */
export function securityFigures(
  { settings, catalogue }: Deployment,
  payloads: readonly string[],
): Security | undefined {
  const { packet, message, processing } = settings.security
  const handshakes = Object.keys(settings.sessions).length > 0
  if (!packet && !message && !processing.packet && !handshakes) return undefined
  const networks = new Map<string, NetworkSecurity>()
  for (const network of NETWORK_NAMES) {
    const costs = (of: Parameters<typeof costOf>[0]) =>
      Float64Array.from(payloads, (name) => costOf(of, catalogue.payloads.get(name)!))
    const [bytes, time] = [costs(packet?.[network]), costs(processing.packet?.[network])]
    if (bytes.some((one) => one > 0) || time.some((one) => one > 0)) networks.set(network, { bytes, time })
  }
  return { networks, bytesByTag: new Float64Array(payloads.length) }
}
