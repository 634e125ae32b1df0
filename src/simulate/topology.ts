import type { Deployment } from '../deployment/deployment.js'
import type { NetworkName } from '../deployment/networks.js'
import { nodeOf } from '../deployment/nodes.js'
import type { LinkGroup } from '../network/links.js'
import type { Medium } from '../network/medium.js'
import type { Network } from '../network/network.js'
import type { RouteHop } from '../network/routes.js'
import { isMereDelay, Station, type NodeSettings } from '../network/station.js'
import { Wire } from '../network/wire.js'
import { lineage } from '../srs/actor.js'
import type { Hop } from '../srs/walk.js'
import type { Emission } from '../traffic/emission.js'

/** Builds what messages cross: links, media and stations, as the hops of the emissions ask for them. */
export class Topology {
  private readonly media = new Map<string, Medium>()
  private readonly groups = new Map<string, LinkGroup>()
  private readonly stations = new Map<string, number>()

  constructor(
    private readonly deployment: Deployment,
    private readonly network: Network,
    private readonly bytesByTag: Float64Array,
  ) {}

  /** The route of an emission: a tree that parts where the paths to its destinations part. */
  routeOf(emission: Emission): number {
    const roots: RouteHop[] = []
    emission.applied.forEach((one, addressee) => {
      let hops = roots
      one.hops.forEach((hop, i) => {
        let step = hops.find((known) => known.from === hop.from && known.to === hop.to)
        if (step === undefined) hops.push((step = this.hopOf(hop)))
        if (i === one.hops.length - 1) step.addressee = addressee
        hops = step.hops
      })
    })
    return this.network.routes.add({ station: this.stationOf(emission.from), hops: roots })
  }

  /** How long an actor takes for each packet where that is a mere delay; 0 where a station serves it. */
  delayAt(actor: string): number {
    const node = this.nodeSettings(actor)
    return isMereDelay(node) ? node.processing : 0
  }

  private hopOf(hop: Hop): RouteHop {
    const group = this.groupOf(hop)
    return {
      link: group.first,
      stride: group.count > 1 ? 1 : 0,
      station: this.stationOf(hop.to),
      addressee: -1,
      from: hop.from,
      to: hop.to,
      hops: [],
    }
  }

  private groupOf(hop: Hop): LinkGroup {
    const flow = this.deployment.catalogue.flows.get(hop.flow)!
    const names = lineage(this.deployment.catalogue.actors, hop.from)
    const direction = names.includes(flow.from) ? 'down' : 'up'
    const key = `${flow.name} ${direction}`
    const known = this.groups.get(key)
    if (known) return known
    const [from, to] = direction === 'down' ? [flow.from, flow.to] : [flow.to, flow.from]
    const perTree = [flow.from, flow.to].some((actor) => this.kindOf(actor) !== 'single')
    const group = this.network.links.addGroup(
      {
        flow: flow.name,
        network: flow.network,
        direction,
        from,
        to,
        count: perTree ? this.deployment.layout.daps : 1,
        processing: this.delayAt(to),
      },
      this.network.load.lane(flow.network, direction),
    )
    this.network.carry(group.first, group.count, this.mediumOf(flow.network))
    this.groups.set(key, group)
    return group
  }

  private mediumOf(name: string): Medium {
    const known = this.media.get(name)
    if (known) return known
    const { settings } = this.deployment
    const { simulation, links, packets, load } = this.network
    const wire = settings.networks[name as NetworkName]
    if (wire === undefined) throw new Error(`no settings for the network ${name}`)
    const medium = new Wire(name, wire, settings.seed, simulation, links, packets, load, this.bytesByTag, this.network)
    this.media.set(name, medium)
    return medium
  }

  private stationOf(actor: string): number {
    const settings = this.nodeSettings(actor)
    if (isMereDelay(settings)) return -1
    const name = nodeOf(lineage(this.deployment.catalogue.actors, actor))
    const known = this.stations.get(name)
    if (known !== undefined) return known
    const { layout, settings: all } = this.deployment
    const kind = this.kindOf(actor)
    const [per, nodes] =
      kind === 'device'
        ? (['device', layout.devices] as const)
        : kind === 'dap'
          ? (['tree', layout.daps] as const)
          : (['one', 1] as const)
    const { network } = this
    const station = new Station(name, nodes, settings, all.seed, network.simulation, network.packets, (packet) => {
      network.served(packet)
    })
    const made = network.addStation(station, per)
    this.stations.set(name, made)
    return made
  }

  private nodeSettings(actor: string): NodeSettings {
    return this.deployment.settings.nodes[nodeOf(lineage(this.deployment.catalogue.actors, actor))]
  }

  private kindOf(actor: string): string {
    return this.deployment.catalogue.actor(actor)!.kind
  }
}
