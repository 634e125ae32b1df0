import type { Run } from '../run/run.js'

/** A network and direction, and the share of its capacity that was in use in its busiest hour. */
export interface Busiest {
  network: string
  direction: 'down' | 'up'
  share: number
}

/** The network and direction with the highest use of its capacity in any hour; undefined where there is none. */
export function busiestOf({ model }: Run): Busiest | undefined {
  const { load, network } = model
  let most: Busiest | undefined
  for (const [lane, { network: name, direction }] of load.lanes.entries()) {
    const links = network.channelsOf(name, direction)
    for (let hour = 0; hour < load.hours; hour++) {
      const share = load.utilisation(lane, hour, links)
      if (share > (most?.share ?? -1)) most = { network: name, direction, share }
    }
  }
  return most
}
