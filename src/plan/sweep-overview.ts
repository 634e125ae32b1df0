import { AxisValues, type Axis } from './sweep-axes.js'
import { endOf, noEnds, type Ends } from './sweep-end.js'
import type { PointFile } from './sweep-files.js'
import type { PointRequirement, PointResult } from './sweep-result.js'
import { sweepRow } from './sweep-row.js'
import type { Cell } from '../report/table.js'

/** What the page of a sweep is made of: a sweep may have millions of points, of which then the worst are kept, and sums of all. */
export interface Overview {
  axes: readonly Axis[]
  /** In the order of the sweep; `isWhole`: all of them. */
  points: readonly OverviewPoint[]
  isWhole: boolean
  /** By path: how the points ended that have a value. Without a path of which there are too many. */
  values: ReadonlyMap<string, ReadonlyMap<string, Ends>>
  requirements: readonly RequirementEnds[]
  /** Points that cannot be, by what is said of them: the first that were found. */
  cannot: ReadonlyMap<string, { points: number; first: readonly OverviewPoint[] }>
}

export interface OverviewPoint {
  number: number
  /** By axis, as text. */
  values: readonly string[]
  /** The line of sweep.csv. */
  row: readonly Cell[]
  /** undefined where it cannot be; without its requirements where there are too many of them in all. */
  result: (Omit<PointResult, 'requirements'> & { requirements: undefined }) | undefined
  requirements: ReadonlyMap<string, PointRequirement> | undefined
}

/** How a requirement ended at the points that have it. */
export interface RequirementEnds {
  requirement: string
  boundReliability: number
  pass: number
  fail: number
  undecided: number
  'not exercised': number
  /** Its lowest share in time, and at which point. */
  lowest: { share: number; point: number } | undefined
  /** Whether its verdict is not the same at all points that were run. */
  changes: boolean
  /** Whether its share in time, at least, is not. */
  moves: boolean
}

/** Beyond so many points only the worst are kept. */
const MOST_POINTS = 10_000
const KEPT = 1000
/** So many outcomes of requirements are kept; of more, none. */
const MOST_OUTCOMES = 100_000
const MOST_VALUES = 1000
const MOST_REASONS = 50
const FIRST = 12

export class OverviewMaker {
  private readonly axes: AxisValues[]
  private readonly ends: Map<string, Map<string, Ends>>
  private readonly requirements = new Map<string, RequirementEnds & { first: string }>()
  private readonly cannot = new Map<string, { points: number; first: OverviewPoint[] }>()
  private points: OverviewPoint[] = []
  private ran = 0
  private outcomes = 0
  private isWhole = true

  constructor(private readonly paths: readonly string[]) {
    this.axes = paths.map((path) => new AxisValues(path))
    this.ends = new Map(paths.map((path) => [path, new Map<string, Ends>()]))
  }

  add(file: PointFile): void {
    const { outcome } = file
    const result = 'result' in outcome ? outcome.result : undefined
    const values = this.axes.map((one) => (one.count > MOST_POINTS ? '' : one.add(file.values)))
    const point: OverviewPoint = {
      number: file.point,
      values,
      row: sweepRow(this.paths, file),
      result: result && { ...result, requirements: undefined },
      requirements: result && this.keptOf(result),
    }
    this.count(point)
    if (result) for (const one of result.requirements) this.hold(one, file.point)
    if ('cannot' in outcome) this.refuse(outcome.cannot, point)
    this.points.push(point)
    if (this.points.length > MOST_POINTS) this.cut()
  }

  overview(): Overview {
    if (!this.isWhole) this.cut()
    const axes = this.axes.map((one) => one.axis())
    return {
      axes,
      points: this.points.sort((a, b) => a.number - b.number),
      isWhole: this.isWhole,
      values: new Map([...this.ends].filter(([, { size }]) => size <= MOST_VALUES)),
      requirements: [...this.requirements.values()].map((one) => this.endsOf(one)),
      cannot: this.cannot,
    }
  }

  /** What a profile does not have at all is no change. */
  private endsOf(one: RequirementEnds & { first: string }): RequirementEnds {
    const words = [one.pass, one.fail, one.undecided, one['not exercised']].filter((many) => many > 0)
    return { ...one, changes: words.length > 1 }
  }

  private keptOf({ requirements }: PointResult): OverviewPoint['requirements'] {
    this.outcomes += requirements.length
    if (this.outcomes <= MOST_OUTCOMES) return new Map(requirements.map((one) => [one.requirement, one]))
    if (this.outcomes - requirements.length <= MOST_OUTCOMES)
      this.points = this.points.map((one) => ({ ...one, requirements: undefined }))
    return undefined
  }

  private count({ values, result }: OverviewPoint): void {
    if (result) this.ran++
    for (const [i, path] of this.paths.entries()) {
      const of = this.ends.get(path)!
      if (of.size > MOST_VALUES) continue
      const ends = of.get(values[i]!) ?? noEnds()
      of.set(values[i]!, ends)
      ends[endOf(result)]++
    }
  }

  private hold({ requirement, verdict, shareInTime, boundReliability }: PointRequirement, point: number): void {
    let ends = this.requirements.get(requirement)
    if (ends === undefined) {
      const none = {
        pass: 0,
        fail: 0,
        undecided: 0,
        'not exercised': 0,
        lowest: undefined,
        changes: false,
        moves: false,
      }
      ends = { requirement, boundReliability, ...none, first: String(shareInTime) }
      this.requirements.set(requirement, ends)
    }
    ends[verdict]++
    if (String(shareInTime) !== ends.first) ends.moves = true
    if (shareInTime !== null && (ends.lowest === undefined || shareInTime < ends.lowest.share))
      ends.lowest = { share: shareInTime, point }
  }

  private refuse(reason: string, point: OverviewPoint): void {
    const known = this.cannot.get(reason)
    if (known) {
      known.points++
      if (known.first.length < FIRST) known.first.push(point)
    } else if (this.cannot.size < MOST_REASONS) this.cannot.set(reason, { points: 1, first: [point] })
  }

  private cut(): void {
    this.isWhole = false
    this.points = this.points.sort(worstFirst).slice(0, KEPT)
  }
}

/** The points that fail, those with most failures first; then those that are least decided; last those that cannot be. */
export function worstFirst(a: OverviewPoint, b: OverviewPoint): number {
  const rank = ({ result }: OverviewPoint) => (result === undefined ? 2 : result.failed ? 0 : 1)
  const failures = ({ result }: OverviewPoint) => (result?.fail ?? 0) + (result?.budgetsFail ?? 0)
  const open = ({ result }: OverviewPoint) => result?.undecided ?? 0
  return rank(a) - rank(b) || failures(b) - failures(a) || open(b) - open(a) || a.number - b.number
}
