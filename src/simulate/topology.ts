import type { Deployment } from '../deployment/deployment.js'
import type { JoiningSettings } from '../deployment/joining.js'
import type { NetworkName, NetworkSettings } from '../deployment/networks.js'
import { membershipOf } from '../deployment/on-network.js'
import { NodeNumbering } from '../deployment/node-numbering.js'
import { nodeOf } from '../deployment/nodes.js'
import type { MeshOfNetwork } from '../events/disturbances.js'
import type { JoinWay } from '../events/joining.js'
import { InputError } from '../input/problems.js'
import type { LinkGroup } from '../network/links.js'
import type { Membership } from '../network/medium.js'
import type { Network } from '../network/network.js'
import { oneForAll, type Place, type RouteHop } from '../network/routes.js'
import { StationBook } from '../network/station-book.js'
import { isMereDelay, Station, type NodeSettings } from '../network/station.js'
import { createMedium, isShared } from '../network/media.js'
import { Mesh } from '../network/mesh.js'
import { OwnWires } from '../network/own-wires.js'
import { NodeGates } from './node-gates.js'
import { NodeNumbers } from './node-numbers.js'
import { lineage } from '../srs/actor.js'
import type { Hop } from '../srs/walk.js'
import type { Emission } from '../traffic/emission.js'
import { NO_ROUTE, type Stage, type Ways } from './running.js'
import { ListedBackhauls, type Linked } from './listed-backhauls.js'
import { nodesOf } from './place-of.js'

/** What stands in front of devices, by the kind of its actor. */
const IS_HEAD: ReadonlySet<string> = new Set(['dap', 'gateway'])

/** Media that say themselves by whom a device comes in: on a power line there is no other head than that of the line. */
const FINDS_HEADS: ReadonlySet<string> = new Set(['mesh', 'plc'])

/** Builds what messages cross: links, media and stations, as the hops of the emissions ask for them. */
export class Topology {
  readonly meshes: MeshOfNetwork[] = []
  private readonly media = new Map<string, number>()
  private readonly backhaulMedia = new Map<NetworkSettings, number>()
  private readonly backhauls: ListedBackhauls
  private readonly groups = new Map<string, LinkGroup>()
  private readonly stations = new Map<string, number>()
  private readonly numbers: NodeNumbers
  private readonly gates: NodeGates

  constructor(
    private readonly deployment: Deployment,
    private readonly network: Network,
  ) {
    this.numbers = new NodeNumbers(deployment)
    this.backhauls = new ListedBackhauls(deployment)
    this.gates = new NodeGates(deployment, network)
  }

  /**
   * The stages of an emission: one, a tree that parts where the paths to its destinations part; of a sending to all, one for
   * the way that all devices share, one for that of those on a tree, and one for that of each.
   */
  stagesOf(emission: Emission, tag: number): Stage[] {
    if (!emission.toAll) return [this.stage('one', this.routeOf(emission), 0, tag)]
    const { hops } = emission.applied[0]!
    // Where the ways part at the sender, nothing is sent before they do.
    const stages: Stage[] =
      this.byOf(emission, hops[0]!) === 'one' ? [] : [{ by: 'one', route: NO_ROUTE, firstLeg: 0, room: 0 }]
    for (let from = 0; from < hops.length;) {
      const by = this.byOf(emission, hops[from]!)
      let to = from
      while (to < hops.length && this.byOf(emission, hops[to]!) === by) to++
      const line = hops.slice(from, to).reduceRight<RouteHop[]>((beyond, hop, i) => {
        const step = this.hopOf(emission, hop)
        return [{ ...step, addressee: i === to - from - 1 ? 0 : -1, hops: beyond }]
      }, [])
      const { place: node } = nodesOf(this.deployment, emission, emission.from)
      // Who passes it on has processed it when it came.
      const station = from === 0 ? this.stationOf(emission.from) : -1
      stages.push(this.stage(by, this.network.routes.add({ station, node, hops: line }), from, tag))
      from = to
    }
    return stages
  }

  /** How the devices of an emission join the network on which they speak; undefined where they need not. */
  joinWayOf(emission: Emission): JoinWay | undefined {
    const hop = this.hopOfDevices(emission)
    if (hop === undefined) return undefined
    const { network } = this.deployment.catalogue.flows.get(hop.flow)!
    const settings = (this.deployment.settings.joining as Partial<Record<string, JoiningSettings>>)[network]
    const medium = this.settingsOf(network)
    if (settings === undefined || !isShared(medium)) return undefined
    const { classes } = emission
    const [up, down] = [hop, { ...hop, from: hop.to, to: hop.from }].map((one) => this.lineOf(emission, [one], 0))
    return { classes, settings, up: up!, down: down!, findsHeads: FINDS_HEADS.has(medium.medium) }
  }

  /** The hop from the devices of an emission to the head of their tree. */
  private hopOfDevices(emission: Emission): Hop | undefined {
    for (const { hops } of emission.applied) {
      const [first, last] = [hops[0]!, hops.at(-1)!]
      const hop =
        this.kindOf(first.from) === 'device'
          ? first
          : this.kindOf(last.to) === 'device'
            ? { ...last, from: last.to, to: last.from }
            : undefined
      if (hop !== undefined && IS_HEAD.has(this.kindOf(hop.to))) return hop
    }
    return undefined
  }

  /** By addressee the way to it alone, and the way back from it over the same data flows (`wayTo`). */
  waysOf(emission: Emission, tag: number): Ways {
    const ends = emission.applied.map((one) => one.hops.at(-1)!.to)
    const stages = emission.applied.flatMap(({ hops }, addressee) => {
      const back = hops.toReversed().map((hop) => ({ ...hop, from: hop.to, to: hop.from }))
      return [hops, back].map((line) => this.stage('one', this.lineOf(emission, line, addressee), 0, tag))
    })
    return { stages, sending: this.delayAt(emission.from), answering: ends.map((actor) => this.delayAt(actor)) }
  }

  /** A route of hops in a row, at the end of which is one addressee. */
  private lineOf(emission: Emission, hops: readonly Hop[], addressee: number): number {
    const line = hops.reduceRight<RouteHop[]>((beyond, hop) => {
      const step = this.hopOf(emission, hop)
      return [{ ...step, addressee: beyond.length === 0 ? addressee : -1, hops: beyond }]
    }, [])
    const { from } = hops[0]!
    const { place: node } = nodesOf(this.deployment, emission, from)
    return this.network.routes.add({ station: this.stationOf(from), node, hops: line })
  }

  private stage(by: Stage['by'], route: number, firstLeg: number, tag: number): Stage {
    const room = this.network.roomOf(route, tag)
    if (room < 1) {
      const position = this.deployment.source.position(['security', 'packet'])
      throw InputError.of(
        position,
        'expected fewer bytes: on one of the links that packets cross they leave no room for a message',
      )
    }
    return { by, route, firstLeg, room }
  }

  private byOf(emission: Emission, hop: Hop): Stage['by'] {
    return nodesOf(this.deployment, emission, this.sharedEnd(hop)).place.by
  }

  private routeOf(emission: Emission): number {
    const roots: RouteHop[] = []
    emission.applied.forEach((one, addressee) => {
      let hops = roots
      one.hops.forEach((hop, i) => {
        let step = hops.find((known) => known.from === hop.from && known.to === hop.to)
        if (step === undefined) hops.push((step = this.hopOf(emission, hop)))
        if (i === one.hops.length - 1) step.addressee = addressee
        hops = step.hops
      })
    })
    const { from } = emission
    const { place: node } = nodesOf(this.deployment, emission, from)
    return this.network.routes.add({ station: this.stationOf(from), node, hops: roots })
  }

  /** How long an actor takes for each packet where that is a mere delay; 0 where a station serves it. */
  delayAt(actor: string): number {
    const node = this.nodeSettings(actor)
    return isMereDelay(node) ? node.processing : 0
  }

  private hopOf(emission: Emission, hop: Hop): RouteHop {
    const near = this.sharedEnd(hop)
    const nodes = this.backhauls.instead(hop, nodesOf(this.deployment, emission, near))
    const flow = this.deployment.catalogue.flows.get(hop.flow)!
    const group = this.groupOf(hop, nodes)
    const networkIsShared = isShared(this.settingsOf(flow.network))
    return {
      // Links that are counted together have one line.
      link: group.each > 1 ? oneForAll(group.first) : { ...nodes.place, first: group.first },
      domain: this.numbers.domain(emission, flow, near, networkIsShared),
      endpoint: this.numbers.endpoint(emission, flow.to, networkIsShared),
      station: this.stationOf(hop.to),
      node: nodesOf(this.deployment, emission, hop.to).place,
      gate: this.gates.between(hop, group),
      near: nodesOf(this.deployment, emission, hop.from).place,
      ...(this.deployment.canFail
        ? { ends: { near: this.numbers.nodeOf(emission, hop.from), far: this.numbers.nodeOf(emission, hop.to) } }
        : {}),
      addressee: -1,
      from: hop.from,
      to: hop.to,
      hops: [],
    }
  }

  /**
   * The end that has a link of its own: the outer one, or the one in front of several devices that share it (a DAP and its
   * meters). The field tool is one, and so is what it is plugged in by.
   */
  private sharedEnd(hop: Hop): string {
    const flow = this.deployment.catalogue.flows.get(hop.flow)!
    if (flow.network === 'field-local') return flow.from
    const shared = this.kindOf(flow.to) === 'device' && this.kindOf(flow.from) !== 'single'
    return shared ? flow.from : flow.to
  }

  private groupOf(hop: Hop, { place, count, number, names: called, networks }: Linked): LinkGroup {
    const flow = this.deployment.catalogue.flows.get(hop.flow)!
    const names = lineage(this.deployment.catalogue.actors, hop.from)
    const direction = names.includes(flow.from) ? 'down' : 'up'
    const key = `${flow.name} ${direction} ${place.first}`
    const known = this.groups.get(key)
    if (known) return known
    const own = place.by === 'device' && count > 1
    const [from, to] = direction === 'down' ? [flow.from, flow.to] : [flow.to, flow.from]
    const { links, load } = this.network
    const group = links.addGroup(
      {
        flow: flow.name,
        network: flow.network,
        direction,
        from,
        to,
        count: own ? 1 : count,
        each: own ? count : 1,
        number,
        names: called,
        processing: this.delayAt(to),
      },
      load.lane(flow.network, direction),
    )
    if (networks === undefined) links.carriedBy(this.mediumOf(group, place), group.first, group.count)
    else
      networks.forEach((settings, i) =>
        links.carriedBy(this.backhaulMedium(group.network, settings), group.first + i, 1),
      )
    this.groups.set(key, group)
    return group
  }

  /** Wires of devices of their own are a medium apart; everything else on a network shares one. */
  private mediumOf({ flow, network: name, direction, each }: LinkGroup, place: Place): number {
    const { network } = this
    const { seed } = this.deployment.settings
    const settings = this.settingsOf(name)
    if (each > 1 && settings.medium === 'wire') {
      return network.addMedium(new OwnWires(`${flow} ${direction}`, settings, seed, network.book, place.first, each))
    }
    const known = this.media.get(name)
    if (known !== undefined) return known
    const medium = createMedium(name, settings, seed, network.book, this.membershipOf(name))
    if (medium instanceof Mesh) this.meshes.push({ network: name, mesh: medium })
    const number = network.addMedium(medium)
    this.media.set(name, number)
    return number
  }

  private membershipOf(network: string): Membership {
    return membershipOf(this.deployment.layout, network as NetworkName)
  }

  /** Backhauls that are made alike share a medium. */
  private backhaulMedium(network: string, settings: NetworkSettings): number {
    const known = this.backhaulMedia.get(settings)
    if (known !== undefined) return known
    const { seed } = this.deployment.settings
    const name = `${network} ${this.backhaulMedia.size + 1}`
    const medium = createMedium(name, settings, seed, this.network.book, this.membershipOf(network))
    const number = this.network.addMedium(medium)
    this.backhaulMedia.set(settings, number)
    return number
  }

  private settingsOf(network: string): NetworkSettings {
    const settings = this.deployment.settings.networks[network as NetworkName]
    if (settings === undefined) throw new Error(`no settings for the network ${network}`)
    return settings
  }

  private stationOf(actor: string): number {
    const settings = this.nodeSettings(actor)
    if (isMereDelay(settings)) return -1
    const name = nodeOf(lineage(this.deployment.catalogue.actors, actor))
    const known = this.stations.get(name)
    if (known !== undefined) return known
    const { layout, settings: all } = this.deployment
    const kind = this.kindOf(actor)
    const nodes = kind === 'single' ? 1 : kind === 'device' ? layout.devices : layout.treeCount
    const { network } = this
    const { simulation, packets } = network
    const book = this.bookOf(name, nodes, settings)
    const numbering = new NodeNumbering(layout)
    const first = kind === 'single' ? numbering.single(name) : kind === 'device' ? 0 : numbering.head(0)
    const station = new Station(name, nodes, settings, all.seed, simulation, packets, network, first, book)
    const made = network.addStation(station)
    this.stations.set(name, made)
    return made
  }

  /** Only budgets ask how nodes fare. */
  private bookOf(name: string, nodes: number, { servers }: NodeSettings): StationBook | undefined {
    const { budgets, start, end } = this.deployment
    const isAsked = budgets.some(({ demand }) => demand.of === 'metric' && demand.node === name)
    if (!isAsked || servers === 'unlimited') return undefined
    const book = new StationBook(start, end, nodes, servers)
    this.network.stationBooks.set(name, book)
    return book
  }

  private nodeSettings(actor: string): NodeSettings {
    return this.deployment.settings.nodes[nodeOf(lineage(this.deployment.catalogue.actors, actor))]
  }

  private kindOf(actor: string): string {
    return this.deployment.catalogue.actor(actor)!.kind
  }
}
