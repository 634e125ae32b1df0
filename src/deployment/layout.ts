import type { Countable } from '../srs/population.js'
import type { Profile } from '../srs/profile.js'
import { apportioned } from './apportioned.js'
import { Backhauls, type Backhaul } from './backhauls.js'
import { companionsOf } from './companions.js'
import { firstMember, membersOn, treeOfMember, type DeviceClass, type MemberRange, type Trees } from './device-class.js'
import { DEVICE_KINDS, numberOf, stands, treesOf, type DeviceKind, type TreeKind } from './device-kinds.js'
import { feedersDrawn, Feeders, type Feeder, type NamedPlace, type PlaceKey } from './feeders.js'
import { listedCounts, namedSubstations, substationsOf } from './listed-counts.js'
import { listedDevices } from './listed-devices.js'
import { NO_LISTS, type NodeLists } from './node-lists.js'
import type { Quantities } from './quantities.js'
import type { Territory } from './territories.js'
import { Uneven } from './uneven.js'

export type { DeviceClass, MemberRange, Trees }

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
  private madeFeeders: Feeders | undefined
  private madeBackhauls: Backhauls | undefined
  private readonly companions = new Map<DeviceClass, Map<DeviceClass, Int32Array | undefined>>()

  constructor(
    private readonly quantities: Quantities,
    readonly territories: readonly Territory[],
    private readonly lists: NodeLists = NO_LISTS,
  ) {
    const counts = new Map(
      DEVICE_KINDS.map((kind) => [
        kind,
        listedCounts(kind, lists, territories) ?? countsOf(kind, quantities, territories),
      ]),
    )
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
      const daps = lists.daps?.filter((one) => one.territory === territory)
      const gateways = lists.gateways?.filter((one) => one.territory === territory)
      const devices = lists.devices?.filter((one) => one.territory === territory)
      const substations = namedSubstations(gateways ?? [], devices ?? [])
      if (substations.length > 0 && stands('substation', profile))
        counts.get('substation')![territory] = substations.length
      const number: Record<TreeKind, number> = {
        dap: daps?.length ?? dapsOf(profile, meters[territory]!, of, quantities['endpoints-per-dap']),
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
        const heads = kind === 'dap' ? daps : kind.startsWith('fan-gateway') && number[kind] > 0 ? gateways : undefined
        const names = kind === 'substation' && substations.length > 0 ? substations : heads?.map((one) => one.name)
        const place = { first: tree, count: number[kind], number: before + 1, names, heads }
        const inside = heads === gateways ? substationsOf(gateways ?? [], substations) : undefined
        const trees = { kind, territory, ...place, substations: inside }
        mine.set(kind, trees)
        this.trees.push(trees)
        tree += trees.count
      }
      const uneven = daps && new Uneven(daps)
      for (const [kind, name] of DEVICE_KINDS.entries()) {
        const trees = mine.get(treesOf(name, profile))!
        const homes = name.startsWith('han.') ? this.homesIn(territory) : undefined
        const before = this.classesOf(name).reduce((sum, one) => sum + one.count, 0)
        const place = { first: device, count: of(name), number: before + 1 }
        const listed = name.startsWith('feeder.') && devices?.filter((one) => one.kind === name)
        const own = listed
          ? listedDevices(listed, trees)
          : { firstOn: uneven?.firstOn(name, of(name), homes), lines: undefined }
        this.classes.push({ name, kind, territory, ...place, trees, homes, ...own })
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

  /** The tree of a member of a class: by number, or where a list makes the trees unequal by search. */
  treeOfMember(of: DeviceClass, member: number): number {
    return treeOfMember(of, member)
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
    return membersOn(tree, of)
  }

  /** The members of a class in one district: those of its trees, which are neighbours. */
  membersIn(district: number, of: DeviceClass): MemberRange {
    const local = district - this.firstDistrict[of.territory]!
    const districts = this.districtsOf[of.territory]!
    if (local < 0 || local >= districts) return { class: of, from: 0, count: 0 }
    const from = firstMember(of, local, districts)
    return { class: of, from, count: firstMember(of, local + 1, districts) - from }
  }

  /** What a tree is called: as its list names it, otherwise by its number among all of its kind. */
  nameOfTree(tree: number): string {
    const { first, number, names } = this.treesWith(tree)
    return names?.[tree - first] ?? `${number + tree - first}`
  }

  /** What a device is called, where a list names it. */
  nameOfDevice(device: number): string | undefined {
    const of = this.classOf(device)
    return of.lines?.[device - of.first]!.name
  }

  /** The device that a list calls so; -1: none does. */
  deviceNamed(name: string): number {
    for (const { lines, first } of this.classes) {
      const member = lines?.findIndex((one) => one.name === name) ?? -1
      if (member >= 0) return first + member
    }
    return -1
  }

  /** The names of the devices that lists name. */
  get namedDevices(): string[] {
    return this.classes.flatMap(({ lines }) => lines?.map((one) => one.name) ?? [])
  }

  get feeders(): readonly Feeder[] {
    return this.grid.feeders
  }

  /** The numbers of the feeders of a territory. */
  feedersIn({ index }: Territory): readonly number[] {
    return this.grid.feedersIn(index)
  }

  get areas(): readonly string[] {
    return this.grid.areas
  }

  /** Whether lists name the feeders, and the areas. */
  get namesFeeders(): boolean {
    return this.grid.areListed
  }

  get namesAreas(): boolean {
    return this.grid.areasAreListed
  }

  /** The number of the feeder on which the head of a tree stands; -1: on none. */
  feederOfTree(tree: number): number {
    return this.grid.feederOf[tree]!
  }

  /** The number of the feeder on which a device stands: as its own line says, otherwise by its tree; -1: on none. */
  feederOfDevice(device: number): number {
    const of = this.classOf(device)
    return this.grid.feedersOf(of)[device - of.first]!
  }

  /** The number of the area in which the head of a tree stands; -1: in none that has a name. */
  areaOfTree(tree: number): number {
    return this.grid.areaOf[tree]!
  }

  /** The links between DAPs or FAN gateways and the back office that lists name, each once. */
  get backhauls(): readonly Backhaul[] {
    return this.links.all
  }

  /** The number of a tree's backhaul; -1: no list names one, and it has a link of its own as `networks` says. */
  backhaulOfTree(tree: number): number {
    return this.links.of(tree)
  }

  /** The members of a class that stand in a place. */
  membersAt(place: NamedPlace, of: DeviceClass): MemberRange[] {
    return this.grid.membersAt(place, of)
  }

  /** The place that is called so; undefined: none is. */
  placeNamed(key: PlaceKey, name: string): NamedPlace | undefined {
    const number = this.numberNamed(key, name)
    return number < 0 ? undefined : { key, name, numbers: [number] }
  }

  /** What places may be called. */
  namesOf(key: PlaceKey): string[] {
    if (key === 'area') return [...this.areas]
    if (key === 'feeder') return this.feeders.map((one) => one.name)
    const trees = this.trees.filter((one) => isOf(key, one))
    return trees.flatMap(({ first, count }) => Array.from({ length: count }, (_, i) => this.nameOfTree(first + i)))
  }

  /** By member of a class, the member of another that stands beside it; undefined: the one that is as far along. */
  companionsOf(of: DeviceClass, others: DeviceClass): Int32Array | undefined {
    let known = this.companions.get(of)
    if (known === undefined) this.companions.set(of, (known = new Map<DeviceClass, Int32Array | undefined>()))
    if (!known.has(others)) {
      const feeders = this.lists !== NO_LISTS && this.namesFeeders ? this.grid : undefined
      known.set(others, companionsOf(of, others, feeders))
    }
    return known.get(others)
  }

  private numberNamed(key: PlaceKey, name: string): number {
    if (key === 'area') return this.areas.indexOf(name)
    if (key === 'feeder') return this.feeders.findIndex((one) => one.name === name)
    for (const trees of this.trees.filter((one) => isOf(key, one))) {
      const { first, count, number, names } = trees
      const place = names ? names.indexOf(name) : /^[1-9]\d*$/.test(name) ? Number(name) - number : -1
      if (place >= 0 && place < count) return first + place
    }
    return -1
  }

  /** All trees of the kind and territory that a tree is of. */
  treesWith(tree: number): Trees {
    return this.trees.find(({ first, count }) => tree >= first && tree < first + count)!
  }

  private get grid(): Feeders {
    const drawn = (territory: number) =>
      feedersDrawn(
        this.classes.filter((one) => one.territory === territory),
        this.quantities,
      )
    return (this.madeFeeders ??= new Feeders(
      this.territories.map((_, t) => ({ trees: this.trees.filter((one) => one.territory === t), drawn: drawn(t) })),
      this.lists,
      this.quantities,
    ))
  }

  private get links(): Backhauls {
    return (this.madeBackhauls ??= new Backhauls(this.trees))
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

function isOf(key: 'dap' | 'gateway', { kind }: Trees): boolean {
  return key === 'dap' ? kind === 'dap' : kind.startsWith('fan-gateway')
}
