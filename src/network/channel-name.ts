import { EVERYONE, NO_DOMAIN, type Membership } from './medium.js'
import type { Packets } from './packets.js'

/**
 * Which channel of a medium a packet is on: that of its domain, or where the near end is one for all, that of so many endpoints with neighbouring
 * numbers (below zero). What is for all, but of no channel that could be named, is on one of its link's own.
 */
export function channelName(packets: Packets, packet: number, endpointsEach: number, membership: Membership): number {
  const domain = packets.domain[packet]!
  if (domain !== NO_DOMAIN) return domain
  const endpoint = packets.endpoint[packet]!
  if (endpoint === EVERYONE) return -1 - 2 ** 31 - packets.link[packet]!
  return nameOfGroup(endpoint, endpointsEach, membership)
}

/** The name of the channel that an endpoint shares with its neighbours. */
export function nameOfGroup(endpoint: number, endpointsEach: number, { firstOf }: Membership): number {
  // Counted from the first of its kind, so that ten of them on channels of ten are on one; and no two kinds share one.
  const first = firstOf?.(endpoint) ?? 0
  return -1 - first - Math.floor((endpoint - first) / endpointsEach)
}
