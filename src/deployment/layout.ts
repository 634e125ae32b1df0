import type { Countable } from '../srs/population.js'
import type { Profile } from '../srs/profile.js'
import { apportioned } from './apportioned.js'
import { DEVICE_KINDS, numberOf, stands, treesOf, type DeviceKind, type TreeKind } from './device-kinds.js'
import type { Quantities } from './quantities.js'
import type { Territory } from './territories.js'

/** Devices of one kind in one territory, e.g. `electric.residential`: numbered one after the other, spread evenly over trees. */
export interface DeviceClass {
  name: DeviceKind
  /** The number of the kind (0…31): the same in each territory. */
  kind: number
  territory: number
  /** Device number of its first member; members follow without a gap. */
  first: number
  count: number
  /** Of its first member, among all of the kind in all territories, from 1. */
  number: number
  trees: Trees
  /** Where it is the class of a home's device: the interfaces that it hangs on, one a home. */
  homes: DeviceClass | undefined
}

/** Some of the devices of one district: `count` members of a class from member `from` on. */
export interface MemberRange {
  class: DeviceClass
  from: number
  count: number
}

/** What devices hang on together, numbered through: DAPs, FAN gateways, substations, or nothing (one tree a district). */
export interface Trees {
  kind: TreeKind
  territory: number
  first: number
  count: number
  /** Of the first, among all of the kind in all territories, from 1. */
  number: number
}

export const MOST_DISTRICTS = 64

/** Who stands where: devices by class, what they hang on, and the districts that group it (a part of the model, design 2). */
export class Layout {
  readonly classes: DeviceClass[] = []
  readonly trees: Trees[] = []
  readonly devices: number
  readonly meters: number
  /** Meters, and what stands in homes and on feeders: devices without what joins them to the network, and without browsers. */
  readonly endpoints: number
  readonly daps: number
  readonly treeCount: number
  readonly districts: number
  readonly retailProviders: number
  /** By tree; made when it is first asked for, which a deployment that is too large never is. */
  private districtOf: Int32Array | undefined
  /** By territory: its first district. */
  private readonly firstDistrict: number[] = []
  /** By territory: how many districts it has. */
  private readonly districtsOf: number[] = []

  constructor(
    quantities: Quantities,
    readonly territories: readonly Territory[],
  ) {
    const counts = new Map(DEVICE_KINDS.map((kind) => [kind, countsOf(kind, quantities, territories)]))
    const meters = territories.map((_, t) => METERS.reduce((sum, kind) => sum + counts.get(kind)![t]!, 0))
    this.meters = meters.reduce((sum, one) => sum + one, 0)
    this.retailProviders = territories.some((one) => one.profile.rep) ? quantities['retail-providers'] : 0
    let tree = 0
    let device = 0
    for (const { index: territory, profile, share } of territories) {
      for (const kind of ROOTS) {
        const there = counts.get(kind)!
        if (stands(kind, profile)) there[territory] = Math.max(1, there[territory]!)
      }
      const of = (kind: DeviceKind) => counts.get(kind)![territory]!
      const number: Record<TreeKind, number> = {
        dap: dapsOf(profile, meters[territory]!, of, quantities['endpoints-per-dap']),
        'fan-gateway.field': of('fan-gateway.field'),
        'fan-gateway.substation': of('fan-gateway.substation'),
        substation: of('substation'),
        none: 0,
      }
      counts.get('dap')![territory] = number.dap
      const most = Math.max(1, ...Object.values(number))
      const districts = Math.min(1 + Math.floor((MOST_DISTRICTS - territories.length) * share), most)
      number.none = districts
      const first = this.firstDistrict.reduce((sum, _, t) => sum + this.districtsOf[t]!, 0)
      this.firstDistrict.push(first)
      this.districtsOf.push(districts)
      const mine = new Map<TreeKind, Trees>()
      for (const kind of Object.keys(number) as TreeKind[]) {
        const before = this.trees.reduce((sum, one) => sum + (one.kind === kind ? one.count : 0), 0)
        const trees = { kind, territory, first: tree, count: number[kind], number: before + 1 }
        mine.set(kind, trees)
        this.trees.push(trees)
        tree += trees.count
      }
      for (const [kind, name] of DEVICE_KINDS.entries()) {
        const trees = mine.get(treesOf(name, profile))!
        const homes = name.startsWith('han.') ? this.homesIn(territory) : undefined
        const before = this.classesOf(name).reduce((sum, one) => sum + one.count, 0)
        const place = { first: device, count: of(name), number: before + 1 }
        this.classes.push({ name, kind, territory, ...place, trees, homes })
        device += of(name)
      }
    }
    this.devices = device
    this.endpoints = this.classes.reduce((sum, one) => sum + (ENDPOINTS.test(one.name) ? one.count : 0), 0)
    this.daps = this.trees.reduce((sum, one) => sum + (one.kind === 'dap' ? one.count : 0), 0)
    this.districts = this.districtsOf.reduce((sum, one) => sum + one, 0)
    this.treeCount = tree
  }

  /** The classes of a kind: one a territory. */
  classesOf(kind: Countable): DeviceClass[] {
    return this.classes.filter((one) => one.name === kind)
  }

  treesIn(territory: number, kind: TreeKind): Trees {
    return this.trees.find((one) => one.territory === territory && one.kind === kind)!
  }

  classOf(device: number): DeviceClass {
    const { classes } = this
    let [low, high] = [0, classes.length - 1]
    while (low < high) {
      const middle = (low + high + 1) >> 1
      if (classes[middle]!.first <= device) low = middle
      else high = middle - 1
    }
    // Empty classes begin where the next one does.
    while (classes[low]!.count === 0) low--
    return classes[low]!
  }

  /** The tree of a member: every tree of a territory has the same mixture of classes. A home's devices stand where it does. */
  treeOfMember(of: DeviceClass, member: number): number {
    const { homes, trees, count } = of
    if (homes !== undefined && homes.count > 0)
      return this.treeOfMember(homes, Math.floor((member * homes.count) / count))
    return trees.first + Math.floor((member * trees.count) / count)
  }

  treeOf(device: number): number {
    const of = this.classOf(device)
    return this.treeOfMember(of, device - of.first)
  }

  districtOfTree(tree: number): number {
    return (this.districtOf ??= this.districtsOfTrees())[tree]!
  }

  private districtsOfTrees(): Int32Array {
    const districtOf = new Int32Array(this.treeCount)
    for (const { territory, first, count } of this.trees) {
      const [start, districts] = [this.firstDistrict[territory]!, this.districtsOf[territory]!]
      for (let i = 0; i < count; i++) districtOf[first + i] = start + Math.floor((i * districts) / count)
    }
    return districtOf
  }

  /** The members of a class on one tree. */
  membersOn(tree: number, of: DeviceClass): MemberRange {
    const { first, count } = of.homes?.trees ?? of.trees
    const from = firstMember(of, tree - first, count)
    return { class: of, from, count: firstMember(of, tree - first + 1, count) - from }
  }

  /** The members of a class in one district: those of its trees, which are neighbours. */
  membersIn(district: number, of: DeviceClass): MemberRange {
    const local = district - this.firstDistrict[of.territory]!
    const districts = this.districtsOf[of.territory]!
    if (local < 0 || local >= districts) return { class: of, from: 0, count: 0 }
    const from = firstMember(of, local, districts)
    return { class: of, from, count: firstMember(of, local + 1, districts) - from }
  }

  /** The interfaces of the homes: the utility's where it has any, otherwise the third parties'. */
  private homesIn(territory: number): DeviceClass | undefined {
    const kinds = ['esi.in-meter', 'esi.utility', 'esi.third-party']
    return this.classes.find((one) => one.territory === territory && one.count > 0 && kinds.includes(one.name))
  }
}

/** What others hang on: at least one of each that the profile has. */
const ROOTS: readonly DeviceKind[] = ['fan-gateway.field', 'fan-gateway.substation', 'substation']

const ENDPOINTS = /^(electric|gas|water|esi|han|feeder)\./

const METERS = DEVICE_KINDS.filter((kind) => /^(electric|gas|water)\./.test(kind))

/** By territory: how many of a kind stand there. */
function countsOf(kind: DeviceKind, quantities: Quantities, territories: readonly Territory[]): number[] {
  const there = territories.map((one) => (stands(kind, one.profile) ? one.share : 0))
  return apportioned(numberOf(kind, quantities), there)
}

function dapsOf(profile: Profile, meters: number, of: (kind: DeviceKind) => number, perDap: number): number {
  const feeders = DEVICE_KINDS.filter((kind) => kind.startsWith('feeder.') && kind !== 'feeder.breaker')
  const viaDap = profile.distribution?.way === 'via DAP'
  const endpoints = meters + (viaDap ? feeders.reduce((sum, kind) => sum + of(kind), 0) : 0)
  return stands('dap', profile) ? Math.max(1, Math.ceil(endpoints / perDap)) : 0
}

/** The first member in a part of its territory, or in a later one: one of so many districts, or of its trees themselves. */
function firstMember({ count, trees, homes }: DeviceClass, district: number, districts: number): number {
  if (homes !== undefined && homes.count > 0)
    return Math.ceil((firstMember(homes, district, districts) * count) / homes.count)
  const tree = Math.ceil((district * trees.count) / districts)
  return trees.count === 0 ? (district === 0 ? 0 : count) : Math.ceil((tree * count) / trees.count)
}
