import { percent } from '../check/verdict.js'
import type { Deployment } from '../deployment/deployment.js'
import type { NetworkName } from '../deployment/networks.js'
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

/** Where several send at once, the time of all of them together is no share of a capacity. */
export function useInWords({ settings }: Deployment, { network, share }: Busiest): string {
  const { medium } = settings.networks[network as NetworkName]
  const most = 'in its busiest hour'
  if (medium === 'lan') return `${percent(share)} of the capacity of a port ${most}, all ports of a link together`
  if (medium !== 'mesh') return `${percent(share)} of its capacity ${most}`
  if (share <= 1) return `air time ${percent(share)} of its channel ${most}`
  return `air time ${share.toFixed(1)} times its channel ${most}: relays speak side by side`
}
