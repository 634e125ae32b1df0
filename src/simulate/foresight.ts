import type { DeviceShares } from '../check/device-shares.js'
import type { Tally } from '../check/tally.js'
import type { WindowCounter } from '../check/window-counter.js'
import type { Network } from '../network/network.js'
import type { Readings } from '../traffic/readings.js'
import { NO_ROUTE, type Running } from './running.js'

/** Of fewer devices, or links, all that is known fits into a cache. */
const MANY = 20_000
/** An effect that is sent so often counts for the device of its cause as that does. */
const USUALLY = 0.5

/**
 * What is counted of a device, and of the links to it, lies in a million places, and each count waits for memory. A source knows its next sender long
 * before it sends: so all of these are looked at then, at once, and nobody waits for what is seen: with a million meters that saves a fifteenth of
 * the time, with ten million more. It makes no difference to what is counted.
 */
export class Foresight {
  /** By emission. */
  private readonly seen: Seen[]

  constructor(
    running: readonly Running[],
    private readonly network: Network,
  ) {
    this.seen = running.map((one) => {
      const devices = one.emission.classes.reduce((sum, { count }) => sum + count, 0)
      if (devices < MANY) return { readings: undefined, shares: [], windows: [], steps: [] }
      const effects = one.emission.effects.received.filter(({ share }) => share >= USUALLY)
      const all = [one, ...effects.map(({ emission }) => running[emission]!)]
      const tallies = all.flatMap((each) => each.tallies)
      return {
        readings: one.readings,
        shares: present(tallies, ({ share }) => share?.devices),
        windows: present(tallies, ({ window }) => window),
        steps: network.links.count < MANY ? [] : this.stepsOf(all),
      }
    })
  }

  /** A device on a tree will send, or be sent to. */
  look(emission: number, device: number, tree: number): void {
    const { readings, shares, windows, steps } = this.seen[emission]!
    if (readings !== undefined) readings.look(device)
    for (let i = 0; i < shares.length; i++) shares[i]!.look(device)
    for (let i = 0; i < windows.length; i++) windows[i]!.look(device)
    const { links, routes } = this.network
    for (let i = 0; i < steps.length; i++) links.look(routes.link.at(steps[i]!, tree, device))
  }

  /** Steps of the ways of emissions whose links are those of a tree, each link once. */
  private stepsOf(running: readonly Running[]): number[] {
    const { routes } = this.network
    const steps = new Map<string, number>()
    const visit = (first: number): void => {
      for (let step = first; step >= 0; step = routes.sibling[step]!) {
        if (routes.link.isByTree(step)) steps.set(routes.link.textOf(step), step)
        visit(routes.child[step]!)
      }
    }
    for (const { stages } of running)
      for (const { route } of stages) if (route !== NO_ROUTE) visit(routes.first[route]!)
    return [...steps.values()]
  }
}

/** What is looked at of an emission. */
interface Seen {
  readings: Readings | undefined
  shares: DeviceShares[]
  windows: WindowCounter[]
  steps: number[]
}

function present<T>(tallies: readonly Tally[], of: (tally: Tally) => T | undefined): T[] {
  return [...new Set(tallies.map(of).filter((one) => one !== undefined))]
}
