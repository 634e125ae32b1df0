import { percent } from '../check/verdict.js'
import type { Deployment } from '../deployment/deployment.js'
import type { NetworkName } from '../deployment/networks.js'
import { linkName } from '../network/link-name.js'
import { BACKLOG_MAX, BUSY, BYTES_WIRE, type Direction, type LinkGroup } from '../network/links.js'
import type { Run } from '../run/run.js'

/** A network and direction, and the share of its capacity that was in use in its busiest hour. */
export interface Busiest {
  network: string
  direction: 'down' | 'up'
  share: number
}

/** The network and direction with the highest use of its capacity in any hour; undefined where there is none. */
export function busiestOf(run: Pick<Run, 'model'>): Busiest | undefined {
  const [most] = busiestFirst(run)
  return most && { network: most.network, direction: most.direction, share: most.share }
}

/** All networks and directions, the most used first, each with its busiest hour, counted as in hourly.csv. */
export function busiestFirst({ model }: Pick<Run, 'model'>): (Busiest & { hour: number })[] {
  const { load, network } = model
  const all = load.lanes.map(({ network: name, direction }, lane) => {
    const links = network.channelsOf(name, direction)
    const most = { network: name, direction, share: 0, hour: load.firstHour }
    for (let hour = 0; hour < load.hours; hour++) {
      const share = load.utilisation(lane, hour, links)
      if (share > most.share) Object.assign(most, { share, hour: load.firstHour + hour })
    }
    return most
  })
  return all.sort((a, b) => b.share - a.share)
}

/** A line of links.csv: a single link, or those that devices have for themselves, which are counted together. */
export interface UsedLink {
  name: string
  network: string
  direction: Direction
  /** Of how many links it is the mean. */
  each: number
  /** The time that it was sending, as a share of the run. */
  utilisation: number
  /** Channels that a link of its medium has in the mean, side by side. */
  channels: number
  /** Its share of its capacity over the run. */
  share: number
  /** The most bytes that stood before it. */
  backlogMax: number
}

/** The links that carried anything, those with the highest share of their capacity over the run first, with the figures of links.csv. */
export function fullestLinks(run: Pick<Run, 'deployment' | 'model'>): UsedLink[] {
  const { deployment, model } = run
  const { links } = model.network
  const length = deployment.end - deployment.start
  const channelsOf = channelsEach(run)
  const used = links.groups.flatMap((group) => {
    const { network, direction, each, first, count } = group
    const channels = channelsOf(group)
    return numbers(count)
      .filter((i) => links.get(first + i, BYTES_WIRE) > 0)
      .map((i): UsedLink => {
        const utilisation = links.get(first + i, BUSY) / length / each
        return {
          ...{ name: linkName(group, i), network, direction, each },
          ...{ utilisation, channels, share: utilisation / channels, backlogMax: links.get(first + i, BACKLOG_MAX) },
        }
      })
  })
  return used.sort((a, b) => b.share - a.share)
}

/** A link to places on many channels is all of them together: as many as its network has, by the links that share them. */
export function channelsEach({
  deployment,
  model: { network },
}: Pick<Run, 'deployment' | 'model'>): (group: LinkGroup) => number {
  const { links } = network
  const { groups } = links
  const carried = ({ first, count }: LinkGroup) =>
    numbers(count).filter((i) => links.get(first + i, BYTES_WIRE) > 0).length
  return ({ network: name, direction }) => {
    // Links of these have their capacity for themselves.
    const { medium } = deployment.settings.networks[name as NetworkName]
    if (medium === 'wire' || medium === 'lan') return 1
    const alike = groups.filter((group) => group.network === name && group.direction === direction)
    const sharing = alike.reduce((sum, group) => sum + carried(group), 0)
    return Math.max(1, network.channelsOf(name, direction) / Math.max(1, sharing))
  }
}

const numbers = (count: number) => Array.from({ length: count }, (_, i) => i)

/** Where several send at once, the time of all of them together is no share of a capacity. */
export function useInWords({ settings }: Deployment, { network, share }: Busiest): string {
  const { medium } = settings.networks[network as NetworkName]
  const most = 'in its busiest hour'
  if (medium === 'lan') return `${percent(share)} of the capacity of a port ${most}, all ports of a link together`
  if (medium !== 'mesh') return `${percent(share)} of its capacity ${most}`
  if (share <= 1) return `air time ${percent(share)} of its channel ${most}`
  return `air time ${share.toFixed(1)} times its channel ${most}: relays speak side by side`
}
