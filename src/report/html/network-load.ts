import type { NetworkName } from '../../deployment/networks.js'
import { HOUR } from '../../kernel/time.js'
import type { Direction } from '../../network/links.js'
import type { Run } from '../../run/run.js'
import { fullestLinks, type UsedLink } from '../busiest.js'

/** What a network carried in one direction, hour by hour: the columns of hourly.csv. */
export interface LaneLoad {
  direction: Direction
  /** Links, or channels that links share. */
  links: number
  messages: readonly number[]
  bytesApplication: readonly number[]
  bytesWire: readonly number[]
  utilisation: readonly number[]
  /** The hour with the highest use of the capacity, counted from the first of the run. */
  busiest: number
  /** The link with the highest share of its capacity in use over the run (links.csv): a mean of many links hides it. */
  fullest: UsedLink
}

export interface NetworkLoad {
  network: NetworkName
  medium: string
  /** Down first. */
  lanes: LaneLoad[]
  /** The highest use of capacity that is known: of the mean of all links in any hour, or of any one link over the run. */
  most: number
}

/** The networks that carried anything, the fullest first. */
export function networkLoads({ deployment, model }: Run): NetworkLoad[] {
  const { load } = model
  const byUse = fullestLinks({ deployment, model })
  const hours = Array.from({ length: load.hours }, (_, hour) => hour)
  const found = new Map<string, NetworkLoad>()
  for (const [lane, { network, direction }] of load.lanes.entries()) {
    const fullest = byUse.find((one) => one.network === network && one.direction === direction)
    if (fullest === undefined || load.bytesWire[lane]!.every((bytes) => bytes === 0)) continue
    const links = model.network.channelsOf(network, direction)
    const utilisation = hours.map((hour) => load.utilisation(lane, hour, links))
    const busiest = utilisation.indexOf(Math.max(...utilisation))
    const name = network as NetworkName
    const { medium } = deployment.settings.networks[name]
    const of = found.get(network) ?? { network: name, medium, lanes: [], most: 0 }
    of.lanes.push({
      ...{ direction, links, utilisation, busiest, fullest },
      messages: [...load.messages[lane]!],
      bytesApplication: [...load.bytesApplication[lane]!],
      bytesWire: [...load.bytesWire[lane]!],
    })
    of.lanes.sort((a, b) => (a.direction < b.direction ? -1 : 1))
    of.most = Math.max(of.most, utilisation[busiest]!, fullest.share)
    found.set(network, of)
  }
  return [...found.values()].sort((a, b) => b.most - a.most)
}

/** When an hour begins, from the midnight before the start. */
export const startOfHour = ({ model }: Run, hour: number): number => (model.load.firstHour + hour) * HOUR
