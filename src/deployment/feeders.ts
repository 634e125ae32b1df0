import {
  firstMember,
  membersOn,
  treeOfMember,
  treesUnder,
  type DeviceClass,
  type MemberRange,
  type Trees,
} from './device-class.js'
import type { NodeLists } from './node-lists.js'
import type { NodeLine } from './node-list.js'
import type { Quantities } from './quantities.js'

/** A line of the distribution grid, from the breaker at its substation on. */
export interface Feeder {
  name: string
  /** The number of the area in which it is, or `NOWHERE`. */
  area: number
}

export const NOWHERE = -1

/** What a part of the network may be named by: all that stands in an area, on a feeder, or hangs on a DAP or FAN gateway. */
export const PLACE_KEYS = ['area', 'feeder', 'dap', 'gateway'] as const
export type PlaceKey = (typeof PLACE_KEYS)[number]

/** A part of the network that a deployment names. */
export interface NamedPlace {
  key: PlaceKey
  name: string
  /** The number of the area or the feeder; of a DAP or gateway, its tree. Of several feeders together: of each, in order. */
  numbers: readonly number[]
}

/** What stands in a territory: its trees, and how many feeders it has where no list names them. */
export interface Standing {
  trees: readonly Trees[]
  drawn: number
}

/**
 * The feeders and areas, and what stands on them. The lists name them; where they do not, there are as many as the quantities
 * make of each, numbered from 1, and what stands in a territory is spread over its feeders evenly and in order.
 */
export class Feeders {
  readonly feeders: readonly Feeder[]
  readonly areas: readonly string[]
  /** By tree: the number of the feeder on which its head stands, and of the area, or `NOWHERE`. */
  readonly feederOf: Int32Array
  readonly areaOf: Int32Array
  /** Whether a list names them. */
  readonly areListed: boolean
  readonly areasAreListed: boolean
  private readonly feederNumbers: ReadonlyMap<string, number>
  private readonly areaNumbers: ReadonlyMap<string, number>
  /** By territory: the numbers of its feeders. */
  private readonly own: readonly (readonly number[])[]
  private readonly byMember = new Map<DeviceClass, Int32Array>()

  constructor(
    private readonly standing: readonly Standing[],
    lists: NodeLists,
    quantities: Quantities,
  ) {
    const heads = [...(lists.daps ?? []), ...(lists.gateways ?? [])]
    const lines: NodeLine[] = [...heads, ...(lists.devices ?? [])]
    this.areListed = lines.some((one) => one.feeder !== undefined)
    this.areasAreListed = heads.some((one) => one.area !== undefined)
    const names = new Set(lines.map((one) => one.feeder).filter((one) => one !== undefined))
    this.feederNumbers = new Map([...names].map((name, i) => [name, i]))
    const areas = [...new Set(heads.map((one) => one.area).filter((one) => one !== undefined))]
    this.areaNumbers = new Map(areas.map((name, i) => [name, i]))
    this.own = this.areListed ? this.listedFeeders(lines) : drawnFeeders(standing)
    const feeders = this.areListed ? [...names] : this.own.flat().map((i) => `${i + 1}`)
    if (this.areasAreListed) {
      this.areas = areas
      const areaOf = this.areListed ? areasOf(heads) : this.areasBelow()
      this.feeders = feeders.map((name) => ({ name, area: this.areaNumbers.get(areaOf.get(name) ?? '') ?? NOWHERE }))
    } else {
      const many = Math.ceil(feeders.length / quantities['feeders-per-area'])
      this.areas = Array.from({ length: many }, (_, i) => `${i + 1}`)
      this.feeders = feeders.map((name, i) => ({ name, area: Math.floor((i * many) / feeders.length) }))
    }
    const byTree = (at: (trees: Trees, i: number) => number) =>
      Int32Array.from(
        standing.flatMap(({ trees }) =>
          trees.flatMap((one) => Array.from({ length: one.count }, (_, i) => at(one, i))),
        ),
      )
    this.feederOf = byTree((trees, i) => this.feederOfHead(trees, i))
    this.areaOf = byTree((trees, i) => this.areaOfHead(trees, i))
  }

  /** The members of a class that stand in a place, in order, neighbours together. */
  membersAt({ key, numbers }: NamedPlace, of: DeviceClass): MemberRange[] {
    if (of.count === 0) return []
    if (key === 'dap' || key === 'gateway') return joined(numbers.map((tree) => membersOn(tree, of)))
    const meant = new Set(numbers)
    if (of.lines !== undefined) return joined(this.listedMembers(key, meant, of))
    const { first, count, heads } = treesUnder(of)
    if (heads !== undefined && (key === 'feeder' ? this.areListed : this.areasAreListed)) {
      const at = key === 'feeder' ? this.feederOf : this.areaOf
      const trees = Array.from({ length: count }, (_, i) => first + i).filter((tree) => meant.has(at[tree]!))
      return joined(trees.map((tree) => membersOn(tree, of)))
    }
    const own = this.own[of.territory]!
    const isThere = (feeder: number) => meant.has(key === 'feeder' ? feeder : this.feeders[feeder]!.area)
    return joined(own.flatMap((feeder, i) => (isThere(feeder) ? [partOf(of, i, own.length)] : [])))
  }

  /** The numbers of the feeders of a territory, in order. */
  feedersIn(territory: number): readonly number[] {
    return this.own[territory]!
  }

  /** By member: the feeder that it stands on, or `NOWHERE`. */
  feedersOf(of: DeviceClass): Int32Array {
    const known = this.byMember.get(of)
    if (known !== undefined) return known
    const found = this.feedersOfMembers(of)
    this.byMember.set(of, found)
    return found
  }

  private feedersOfMembers(of: DeviceClass): Int32Array {
    const { lines, count } = of
    if (lines !== undefined)
      return Int32Array.from(lines, ({ feeder }, member) =>
        feeder === undefined ? this.feederOf[treeOfMember(of, member)]! : this.feederNumbers.get(feeder)!,
      )
    const found = new Int32Array(count).fill(NOWHERE)
    const fill = ({ from, count: many }: MemberRange, feeder: number) => found.fill(feeder, from, from + many)
    const trees = treesUnder(of)
    if (trees.heads !== undefined && this.areListed)
      for (let i = 0; i < trees.count; i++) fill(membersOn(trees.first + i, of), this.feederOf[trees.first + i]!)
    else this.own[of.territory]!.forEach((feeder, i, own) => fill(partOf(of, i, own.length), feeder))
    return found
  }

  private *listedMembers(key: 'area' | 'feeder', meant: ReadonlySet<number>, of: DeviceClass) {
    const feeders = this.feedersOf(of)
    for (let member = 0; member < of.count; member++) {
      const feeder = feeders[member]!
      if (!meant.has(key === 'feeder' ? feeder : this.areaOfMember(of, member, feeder))) continue
      yield { class: of, from: member, count: 1 }
    }
  }

  /** Where its feeder is in no area that is named, it is where what it hangs on is. */
  private areaOfMember(of: DeviceClass, member: number, feeder: number): number {
    const area = this.feeders[feeder]?.area ?? NOWHERE
    return area === NOWHERE ? this.areaOf[treeOfMember(of, member)]! : area
  }

  /** The head of a tree stands on the feeder that its list says, or with others in order; a substation on none of its feeders. */
  private feederOfHead({ kind, heads, territory, count }: Trees, i: number): number {
    if (kind === 'substation') return NOWHERE
    if (this.areListed && heads) return this.feederNumbers.get(heads[i]!.feeder ?? '') ?? NOWHERE
    return this.inOrder(territory, i, count)
  }

  private areaOfHead(trees: Trees, i: number): number {
    const { kind, heads, territory, count } = trees
    const named = this.areasAreListed ? heads?.[i]!.area : undefined
    if (named !== undefined) return this.areaNumbers.get(named)!
    const feeder = kind === 'substation' ? this.inOrder(territory, i, count) : this.feederOfHead(trees, i)
    return this.feeders[feeder]?.area ?? NOWHERE
  }

  private inOrder(territory: number, place: number, count: number): number {
    const own = this.own[territory]!
    return own.length === 0 ? NOWHERE : own[Math.floor((place * own.length) / count)]!
  }

  private listedFeeders(lines: readonly NodeLine[]): number[][] {
    return this.standing.map((_, territory) => {
      const here = lines.filter((one) => one.territory === territory).map((one) => one.feeder)
      return [...new Set(here)].filter((one) => one !== undefined).map((one) => this.feederNumbers.get(one)!)
    })
  }

  /** Of feeders without a name: the areas of the DAPs, or gateways, with which they begin. */
  private areasBelow(): Map<string, string | undefined> {
    const found = new Map<string, string | undefined>()
    for (const [territory, own] of this.own.entries()) {
      const heads = this.standing[territory]!.trees.find((one) => one.heads !== undefined)?.heads
      own.forEach((feeder, i) => {
        found.set(`${feeder + 1}`, heads?.[Math.floor((i * heads.length) / own.length)]?.area)
      })
    }
    return found
  }
}

function drawnFeeders(standing: readonly Standing[]): number[][] {
  let before = 0
  return standing.map(({ drawn }) => {
    const first = before
    before += drawn
    return Array.from({ length: drawn }, (_, i) => first + i)
  })
}

/** The area of each feeder that a line says. */
function areasOf(heads: readonly { feeder: string | undefined; area: string | undefined }[]): Map<string, string> {
  const found = new Map<string, string>()
  for (const { feeder, area } of heads) if (feeder !== undefined && area !== undefined) found.set(feeder, area)
  return found
}

/** One of so many equal parts of a class: of whole trees, as long as there are that many. */
function partOf(of: DeviceClass, part: number, parts: number): MemberRange {
  const first = (i: number) =>
    parts <= treesUnder(of).count ? firstMember(of, i, parts) : Math.ceil((i * of.count) / parts)
  const from = first(part)
  return { class: of, from, count: first(part + 1) - from }
}

function joined(ranges: Iterable<MemberRange>): MemberRange[] {
  const found: MemberRange[] = []
  for (const one of ranges) {
    const last = found.at(-1)
    if (one.count === 0) continue
    if (last !== undefined && last.from + last.count === one.from) last.count += one.count
    else found.push({ ...one })
  }
  return found
}

/** How many feeders there are where no list names any: one a breaker, where there are breakers (4.4.1.7.1: a feeder has one at its head). */
export function feedersDrawn(classes: readonly DeviceClass[], quantities: Quantities): number {
  const breakers = classes.find((one) => one.name === 'feeder.breaker')?.count ?? 0
  const meters = classes.filter((one) => one.name.startsWith('electric.')).reduce((sum, one) => sum + one.count, 0)
  return breakers > 0 ? breakers : Math.max(1, Math.ceil(meters / quantities['meters-per-feeder']))
}
