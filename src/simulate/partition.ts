import type { Deployment } from '../deployment/deployment.js'
import type { Network } from '../network/network.js'
import type { Emission } from '../traffic/emission.js'
import type { Chains } from './chains.js'
import { NO_ROUTE, type Running } from './running.js'

/** Of a step: its link is of one district; of all, and carries what is on its way to them; or what comes from them. */
export const OWN = 0
export const OUTBOUND = 1
export const INBOUND = 2

/**
 * How a deployment parts by district. What happens on the links of a district depends on another district only through links of all
 * (the back office). Where nothing that came in over these goes out to a district again, no district ever hears of another: each part
 * simulates some districts, and over again all that goes outward over links of all; and what goes inward over such is simulated once,
 * by the part that is the back office, from what the others hand over.
 */
export interface Partition {
  /** By step of all routes: OWN, OUTBOUND or INBOUND. */
  kinds: Uint8Array
  /** By emission: whether its way ends on INBOUND links, whether it begins on such, and whether on OUTBOUND ones. */
  goesInward: boolean[]
  isInward: boolean[]
  startsOutward: boolean[]
  /** Whether all that it begins on are links of one district. */
  startsInDistrict: boolean[]
}

/** The parts of a model that say how it parts. */
export interface Parting {
  deployment: Deployment
  network: Network
  running: readonly Running[]
  chains: Chains
}

/** How a model parts by district, or why it is one whole. */
export function partitionOf(model: Parting): Partition | { because: string } {
  const because = entangled(model)
  if (because !== undefined) return { because }
  try {
    return new Ways(model).partition()
  } catch (error) {
    if (error instanceof Whole) return { because: error.message }
    throw error
  }
}

/** What ties districts together, wherever its links lie. */
function entangled({ deployment, running, chains }: Parting): string | undefined {
  const { layout, budgets, campaigns, canFail } = deployment
  if (layout.districts < 2) return 'there is one district'
  if (canFail) return 'nodes and links can fail'
  if (campaigns.length > 0) return 'campaigns go to all districts'
  if (budgets.length > 0) return 'budgets are counted over all districts'
  if (chains.tallies.length > 0) return 'chains of requirements are followed through all actors'
  const toAll = running.find((one) => one.takingIn !== undefined)
  if (toAll) return `${toAll.emission.id} is sent to all at once`
  const ways = running.find((one) => one.ways !== undefined)
  if (ways) return `${ways.emission.id} is acknowledged, or needs a session`
  return undefined
}

/** Why a deployment is one whole. */
class Whole extends Error {}

/** Where a message is: not yet beyond links of all, in a district, or beyond links that come from districts. */
type Where = typeof OUTBOUND | typeof OWN | typeof INBOUND

class Ways {
  private readonly shared: boolean[]
  /** Families of links of all (the first of each) that are INBOUND. */
  private readonly inbound = new Set<number>()
  /** By emission: where it is sent. */
  private readonly sentFrom: Set<Where>[]
  private changed = true

  constructor(private readonly model: Parting) {
    const { running, network } = model
    this.shared = sharedSteps(model)
    this.sentFrom = running.map(() => new Set())
    for (const { emission, stages } of running) {
      if (!emission.root) continue
      const first = network.routes.first[stages[0]!.route]!
      this.sentFrom[emission.index]!.add(this.shared[first]! ? OUTBOUND : OWN)
    }
  }

  partition(): Partition {
    const { running } = this.model
    while (this.changed) {
      this.changed = false
      for (const one of running)
        for (const where of this.sentFrom[one.emission.index]!) this.walk(one, this.firstOf(one), where)
    }
    for (const one of running) this.refuse(one)
    const kinds = Uint8Array.from(this.shared, (isShared, step) =>
      !isShared ? OWN : this.inbound.has(this.familyOf(step)) ? INBOUND : OUTBOUND,
    )
    return {
      kinds,
      goesInward: running.map((one) => this.stepsOf(one).some((step) => kinds[step] === INBOUND)),
      isInward: running.map((one) => kinds[this.firstOf(one)] === INBOUND),
      startsOutward: running.map((one) => kinds[this.firstOf(one)] === OUTBOUND),
      startsInDistrict: running.map((one) => this.besides(this.firstOf(one)).every((step) => kinds[step] === OWN)),
    }
  }

  /** Follows an emission from a step and its siblings on, and what it causes. */
  private walk(one: Running, first: number, from: Where): void {
    const { routes } = this.model.network
    for (let step = first; step >= 0; step = routes.sibling[step]!) {
      const where = this.over(one, step, from)
      for (const { emission } of one.emission.effects.undeliverable) this.sends(emission, where)
      const addressee = routes.addressee[step]!
      for (const { at, emission } of one.emission.effects.received) if (at === addressee) this.sends(emission, where)
      const { polls } = one.emission
      if (addressee >= 0 && polls >= 0) {
        if (where !== OWN) throw new Whole(`${one.emission.id} polls who is no device of a district`)
        this.sends(polls, where)
      }
      this.walk(one, routes.child[step]!, where)
    }
  }

  /** Where a message is that has gone over a step. */
  private over({ emission }: Running, step: number, from: Where): Where {
    if (!this.shared[step]!) {
      if (from === INBOUND) throw new Whole(`${emission.id} is sent to a district because of what came from one`)
      return OWN
    }
    const link = this.familyOf(step)
    if (from !== OUTBOUND && !this.inbound.has(link)) {
      this.inbound.add(link)
      this.changed = true
    }
    return this.inbound.has(link) ? INBOUND : OUTBOUND
  }

  private sends(emission: number, from: Where): void {
    const all = this.sentFrom[emission]!
    if (all.has(from)) return
    all.add(from)
    this.changed = true
  }

  /** What would make the parts disagree, or need what another has. */
  private refuse(one: Running): void {
    const { network, deployment } = this.model
    const { routes, links } = network
    const { emission } = one
    const from = this.sentFrom[emission.index]!
    if (from.has(INBOUND) && from.size > 1) throw new Whole(`${emission.id} is sent in districts and beyond them`)
    const steps = this.stepsOf(one)
    const isInward = (step: number) => this.shared[step]! && this.inbound.has(this.familyOf(step))
    // The draws and the order of what each part simulates over again hang on its number, which must be the same in all.
    const outward = steps.some((step) => this.shared[step]! && !isInward(step))
    if (from.size > 1 && outward) throw new Whole(`${emission.id} is sent for several reasons`)
    if (outward && network.book.security !== undefined)
      throw new Whole('what goes to districts carries bytes of security')
    const first = this.firstOf(one)
    const goesInward = steps.some(isInward)
    this.refuseToPart(emission, this.besides(first), goesInward)
    for (const step of steps) {
      const next = this.besides(routes.child[step]!)
      this.refuseToPart(emission, next, goesInward)
      if (!this.shared[step]!) continue
      const link = routes.link.firstOf(step)
      if (!network.mediumOf(link).apart!.isPlain)
        throw new Whole(
          `${links.groupOf(link).network}, which is one for all, loses packets or has an order of its own`,
        )
      if (!isInward(step)) continue
      // The next part of a long message waits for the one before.
      if (isInward(first)) continue
      if (emission.bytes + one.securityBytes > deployment.settings.assumptions.segment)
        throw new Whole(`${emission.id} is sent piece by piece`)
    }
    if (emission.scheduled && this.shared[first]!) throw new Whole(`${emission.id} is read over a link of all`)
    if (!isInward(first)) return
    // It is sent in the back office, but what else its node processes is in a district.
    if (routes.origin[one.stages[0]!.route]! >= 0) throw new Whole(`${emission.from} processes packets one by one`)
    // What one event sends at one moment has one order, and no key of its own.
    const atEvents = emission.terms.some(({ event }) => event !== undefined)
    if (emission.root && (atEvents || deployment.settings.exercise === 'all'))
      throw new Whole(`${emission.id} is sent at events, over links of several districts`)
  }

  /** Ways part beyond the districts, or not at all: the back office would not know of copies made before. */
  private refuseToPart(emission: Emission, next: readonly number[], goesInward: boolean): void {
    const inward = next.filter((step) => this.shared[step]! && this.inbound.has(this.familyOf(step)))
    if (goesInward && next.length > 1 && inward.length < next.length)
      throw new Whole(`${emission.id} goes to districts and from them`)
  }

  private familyOf(step: number): number {
    const { links, routes } = this.model.network
    return links.groupOf(routes.link.firstOf(step)).first
  }

  private firstOf({ stages }: Running): number {
    return this.model.network.routes.first[stages[0]!.route]!
  }

  private stepsOf(one: Running): number[] {
    const { child } = this.model.network.routes
    const below = (first: number): number[] => this.besides(first).flatMap((step) => [step, ...below(child[step]!)])
    return below(this.firstOf(one))
  }

  /** A step and its siblings from there on. */
  private besides(first: number): number[] {
    const { sibling } = this.model.network.routes
    const all: number[] = []
    for (let step = first; step >= 0; step = sibling[step]!) all.push(step)
    return all
  }
}

/** By step: whether its link is of several districts. Refuses what couples links that are not the same. */
function sharedSteps({ deployment, network, running }: Parting): boolean[] {
  const { routes, links } = network
  const owners = new Owners(deployment, network)
  const steps: number[] = []
  for (const { emission, stages } of running) {
    const { route } = stages[0]!
    if (stages.length > 1 || route === NO_ROUTE) throw new Whole(`${emission.id} is sent in stages`)
    if (routes.origin[route]! >= 0 && !routes.originNode.isOneEach(route))
      throw new Whole(`${emission.from} processes packets one by one`)
    const visit = (first: number): void => {
      for (let step = first; step >= 0; step = routes.sibling[step]!) {
        const group = links.groupOf(routes.link.firstOf(step))
        if (routes.gate[step]! >= 0) throw new Whole(`what waits at ${routes.from[step]} is kept for all districts`)
        if (group.each > 1) throw new Whole(`the links of ${group.flow} are counted together`)
        for (let one = group.first; one < group.first + group.count; one++)
          if (network.mediumOf(one).apart === undefined)
            throw new Whole(`on ${group.network} links share what carries them`)
        owners.add(step, emission)
        steps.push(step)
        visit(routes.child[step]!)
      }
    }
    visit(routes.first[route]!)
  }
  const shared: boolean[] = []
  for (const step of steps) {
    shared[step] = routes.link.isOne(step) || owners.areSeveral(step)
    // Several gateways can meet in one node.
    if (routes.station[step]! >= 0 && (shared[step]! || !routes.node.isOneEach(step)))
      throw new Whole(`${routes.to[step]} processes packets one by one`)
  }
  return shared
}

/** Of which district each link is. */
class Owners {
  private readonly districts: Int32Array
  /** Families of links (the first of each) of which one is of several districts. */
  private readonly several = new Set<number>()
  private readonly seen = new Set<string>()

  constructor(
    private readonly deployment: Deployment,
    private readonly network: Network,
  ) {
    this.districts = new Int32Array(network.links.count).fill(NOBODY)
  }

  /** Packets of an emission come over the links of a step. */
  add(step: number, emission: Emission): void {
    const { link } = this.network.routes
    if (link.isOne(step)) return
    const { layout } = this.deployment
    const classes = emission.classes.length > 0 ? emission.classes : emission.terms.flatMap((term) => term.classes)
    // Who speaks of no device does so as the first tree.
    if (classes.length === 0) this.belongs(step, 0, -1)
    for (const of of classes) {
      const key = `${link.textOf(step)} ${of.first}`
      if (this.seen.has(key)) continue
      this.seen.add(key)
      const { first, count } = link.isByTree(step) ? of.trees : of
      for (let one = first; one < first + count; one++) {
        if (link.isByTree(step)) this.belongs(step, one, -1)
        else this.belongs(step, layout.treeOf(one), one)
      }
    }
  }

  areSeveral(step: number): boolean {
    return this.several.has(this.familyOf(step))
  }

  private belongs(step: number, tree: number, device: number): void {
    const { network, districts } = this
    const link = network.routes.link.at(step, tree, device)
    const district = this.deployment.layout.districtOfTree(tree)
    if (districts[link] === NOBODY) districts[link] = district
    else if (districts[link] !== district) this.several.add(this.familyOf(step))
  }

  private familyOf(step: number): number {
    const { links, routes } = this.network
    return links.groupOf(routes.link.firstOf(step)).first
  }
}

const NOBODY = -1
