import type { Deployment } from '../deployment/deployment.js'
import type { NetworkName } from '../deployment/networks.js'
import { membershipOf } from '../deployment/on-network.js'
import type { Simulation } from '../kernel/simulation.js'
import type { Network } from '../network/network.js'
import { DevicesOverTime } from '../trace/devices-over-time.js'
import { Timeline } from '../trace/timeline.js'

/** Follows the links of a network, which are all there, and the devices on them. */
export function timelineOf({ layout }: Deployment, simulation: Simulation, network: Network): Timeline {
  const { load, links, book } = network
  const networks = new Set(load.lanes.map((lane) => lane.network as NetworkName))
  const memberships = new Map([...networks].map((name) => [name, membershipOf(layout, name)]))
  const heads = { first: layout.devices, end: layout.devices + layout.treeCount }
  const devices = new DevicesOverTime(simulation, load.intervals, memberships, heads, book.faults?.nodes)
  const timeline = new Timeline(simulation, links, load, devices, book.waiting)
  book.onLoss = (lane, reason) => timeline.lost(lane, reason)
  return timeline
}
