import { stands, type DeviceKind } from './device-kinds.js'
import type { GatewayLine } from './fan-gateway-list.js'
import type { FeederDeviceLine } from './feeder-device-list.js'
import type { NodeLine } from './node-list.js'
import type { NodeLists } from './node-lists.js'
import type { Territory } from './territories.js'

/** Where a list says it: how many of a kind stand in each territory. */
export function listedCounts(
  kind: DeviceKind,
  { daps, gateways, devices }: NodeLists,
  territories: readonly Territory[],
): number[] | undefined {
  const sum = <L extends NodeLine>(lines: readonly L[], of: (line: L) => number) => {
    const counts = territories.map(() => 0)
    for (const line of lines) counts[line.territory]! += of(line)
    return counts.map((one, t) => (stands(kind, territories[t]!.profile) ? one : 0))
  }
  if (daps && kind === 'electric.residential') return sum(daps, (one) => one.residential)
  if (daps && kind === 'electric.commercial') return sum(daps, (one) => one.commercial)
  if (gateways && (kind === 'fan-gateway.field' || kind === 'fan-gateway.substation')) return sum(gateways, () => 1)
  if (devices && kind.startsWith('feeder.')) return sum(devices, (one) => (one.kind === kind ? 1 : 0))
  return undefined
}

/** The substations that the lists of a territory name, by gateways and breakers, each once. */
export function namedSubstations(gateways: readonly GatewayLine[], devices: readonly FeederDeviceLine[]): string[] {
  const breakers = devices.filter((one) => one.kind === 'feeder.breaker').map((one) => one.node)
  return [...new Set([...gateways.map((one) => one.substation), ...breakers])].filter((one) => one !== undefined)
}

/** By gateway: which of the substations it stands in; where its line leaves it open, one after the other. */
export function substationsOf(
  gateways: readonly GatewayLine[],
  substations: readonly string[],
): Int32Array | undefined {
  if (substations.length === 0 || gateways.every((one) => one.substation === undefined)) return undefined
  const numbers = new Map(substations.map((name, i) => [name, i]))
  return Int32Array.from(gateways, ({ substation }, i) =>
    substation === undefined ? Math.floor((i * substations.length) / gateways.length) : numbers.get(substation)!,
  )
}
