import { EVERYONE, NO_DOMAIN } from './medium.js'
import type { Packets } from './packets.js'

/**
 * Which channel of a medium a packet is on: that of its domain, or where the near end is one for all, that of so many endpoints with neighbouring
 * numbers (below zero). What is for all, but of no channel that could be named, is on one of its link's own.
 */
export function channelName(packets: Packets, packet: number, endpointsEach: number): number {
  const domain = packets.domain[packet]!
  if (domain !== NO_DOMAIN) return domain
  const endpoint = packets.endpoint[packet]!
  if (endpoint === EVERYONE) return -1 - 2 ** 31 - packets.link[packet]!
  return -1 - Math.floor(endpoint / endpointsEach)
}
