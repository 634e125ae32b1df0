import type { Deployment } from '../deployment/deployment.js'
import type { NetworkName, NetworkSettings } from '../deployment/networks.js'
import { NO_DOMAIN } from '../network/medium.js'
import type { Network } from '../network/network.js'
import type { Running, Stage } from './running.js'

/** When something that is throttled is next free to send: unrounded, so that no part of its share is lost to rounding. */
export interface Pacer {
  free: number
}

/** What the blocks of one emission cost the slowest link of their way, and when the next may be sent over it. */
export class CampaignPace {
  private readonly step: number
  private readonly rate: number
  private readonly header: number
  private readonly stage: Stage

  constructor(
    deployment: Deployment,
    private readonly network: Network,
    private readonly running: Running,
    private readonly share: number,
    /** Of a campaign: by the link, or the channel, that several transfers share. */
    private readonly pacers: Map<string, Pacer>,
  ) {
    let found: { step: number; rate: number; settings: NetworkSettings; stage: Stage } | undefined
    for (const stage of running.stages) {
      for (let step = stage.route < 0 ? -1 : network.routes.first[stage.route]!; step >= 0;) {
        const settings = settingsOf(deployment, network, step)
        const rate = rateOf(deployment, settings, network.links.groupOf(network.routes.link.firstOf(step)).network)
        if (found === undefined || rate < found.rate) found = { step, rate, settings, stage }
        step = network.routes.child[step]!
      }
    }
    this.step = found!.step
    this.rate = found!.rate
    this.header = found!.settings.header
    this.stage = found!.stage
  }

  /** Who shares the slowest link with a transfer to a device, or to all of a tree (device -1). */
  pacerOf(tree: number, device: number): Pacer {
    const key = this.keyOf(tree, device)
    const known = this.pacers.get(key) ?? { free: 0 }
    this.pacers.set(key, known)
    return known
  }

  /** How long a block of so many bytes may have its share of the link for itself, in microseconds. */
  gap(bytes: number): number {
    const { network, running, step, stage } = this
    const whole = bytes + running.securityBytes
    const packets = network.packetsOf(whole, stage.room)
    const security = network.book.security?.bytesOn(network.routes.link.firstOf(step), running.payload) ?? 0
    return ((whole + packets * (this.header + security)) * 8e6) / (this.share * this.rate)
  }

  private keyOf(tree: number, device: number): string {
    const { routes, links } = this.network
    if (this.stage.by === 'device' && device < 0) return `tree ${tree}`
    const domain = routes.domain.at(this.step, tree, device)
    if (domain !== NO_DOMAIN) return `channel ${domain}`
    const link = routes.link.at(this.step, tree, device)
    // Links that are counted together are as many as there are devices.
    return links.groupOf(link).each > 1 ? `device ${device}` : `link ${link}`
  }
}

function settingsOf({ settings }: Deployment, { links, routes }: Network, step: number): NetworkSettings {
  return settings.networks[links.groupOf(routes.link.firstOf(step)).network as NetworkName]
}

/** Bits per second towards the devices; of the backhauls that lists name, of the slowest. */
function rateOf({ backhaulNetworks }: Deployment, settings: NetworkSettings, network: string): number {
  const all = network === 'wan' && backhaulNetworks.length > 0 ? backhaulNetworks : [settings]
  return Math.min(...all.map((one) => (one.medium === 'sector' ? one['rate-down'] : one.rate)))
}
