import { InputError } from '../input/problems.js'
import type { Searched } from './size-search.js'
import type { SizeItem, SizePoint } from './size-point.js'
import { namesOf, verdictsOf, type Stands } from './size-standing.js'
import { stillFrom } from './size-still.js'

/** What a search says. */
export interface SizeAnswer extends Searched {
  /**
   * `bracket`: it fails at one value and not at a better one; `no pass`: something fails at every value, or no value counts as not failing;
   * `no fail`: nothing fails, however bad the value.
   */
  found: 'bracket' | 'no pass' | 'no fail'
  /** Whether the bracket has both its ends: of `no pass` it is that of the others than those that always fail. */
  hasBothEnds: boolean
  /** What answers and is not decided to pass where the bracket ends: it meets its bound as measured, or was not exercised. */
  notDecided: readonly SizeItem[]
  /** What fails where the bracket begins: the last to pass first. */
  binding: readonly SizeItem[]
  /** What does not pass at the best value short of those that pass, and is not decided to fail there either. */
  undecidedShort: readonly SizeItem[]
  rest: Rest
  /** Whether the value that was found passes with some of it left free. */
  headroom?: Confirmed
  /** Where nothing fails: the values from which on, outwards, no figure changes any more. */
  still: readonly SizePoint[]
}

/** What the bracket does not speak of, as it is at the best value. */
export interface Rest {
  alwaysFail: readonly SizeItem[]
  /** Those that fail at some value and are decided to pass at none. */
  neverPass: readonly SizeItem[]
  undecided: readonly SizeItem[]
  notExercised: readonly SizeItem[]
  alwaysPass: readonly SizeItem[]
}

/** A run of its own, and what does not hold in it. */
export interface Confirmed {
  point: SizePoint
  /** What fails in it, and what passes where the bracket ends but is not decided in it. */
  failing: readonly SizeItem[]
  undecided: readonly SizeItem[]
  /** What answers, and is decided to pass neither where the bracket ends nor in it. */
  open: readonly SizeItem[]
  /** What fails in it as it does at every value. */
  butFor: readonly SizeItem[]
  /** Of all but those. */
  stands: Stands | 'cannot'
}

/** Whether there is a value to go on with, of this one by itself: what always fails may be owed to another that is varied. */
export function isAnswered({ found, hasBothEnds }: SizeAnswer): boolean {
  return hasBothEnds || found === 'no fail'
}

export function answerOf(searched: Searched): SizeAnswer {
  refuseWithoutEffect(searched)
  const { standing, bracket } = searched
  const { ordered, is, answering } = standing
  const rest = restOf(searched)
  const binding = worstFirst(failingAt(bracket.fails, answering))
  const short = ordered[ordered.indexOf(bracket.passes!) - 1]
  const isUndecided = short !== undefined && is[ordered.indexOf(short)] === 'undecided'
  const atEnd = (name: string) => bracket.passes?.items.get(name)
  const isBetterAtEnd = ({ name, verdict, meets }: SizeItem) =>
    verdict !== 'pass' && (atEnd(name)?.verdict === 'pass' || (meets === false && atEnd(name)?.meets === true))
  const undecidedShort = isUndecided ? itemsAt(short, answering).filter(isBetterAtEnd) : []
  const anyFails = bracket.fails !== undefined || rest.alwaysFail.length > 0
  const hasBothEnds = bracket.fails !== undefined && bracket.passes !== undefined
  const notDecided = itemsAt(bracket.passes, answering).filter(({ verdict }) => verdict !== 'pass')
  const found = hasBothEnds && rest.alwaysFail.length === 0 ? 'bracket' : anyFails ? 'no pass' : 'no fail'
  const sides = found === 'no fail' ? (['down', 'up'] as const) : []
  const still = sides.flatMap((side) => stillFrom(standing.points, searched.start, side) ?? [])
  return { ...searched, found, hasBothEnds, notDecided, binding, undecidedShort, rest, still }
}

/** What fails at a value and what is not decided there, of all but those that fail at every value. */
export function confirmed(
  point: SizePoint,
  expected: Iterable<string>,
  answering: Iterable<string>,
  without: ReadonlySet<string>,
): Confirmed {
  const [passing, asked] = [new Set(expected), new Set(answering)]
  const items = [...point.items.values()].filter(({ name }) => !without.has(name))
  const failing = worstFirst(items.filter(({ verdict }) => verdict === 'fail'))
  const unsure = items.filter(({ verdict }) => verdict !== 'pass' && verdict !== 'fail')
  const undecided = unsure.filter(({ name }) => passing.has(name))
  const open = unsure.filter(({ name }) => asked.has(name) && !passing.has(name))
  const isBelow = undecided.length > 0 || open.some(({ meets }) => meets === false)
  const stands = isBelow ? 'undecided' : open.length > 0 ? 'not failed' : 'passes'
  return {
    ...{ point, failing, undecided, open },
    butFor: [...point.items.values()].filter(({ name, verdict }) => without.has(name) && verdict === 'fail'),
    stands: point.cannot !== undefined ? 'cannot' : failing.length > 0 ? 'fails' : stands,
  }
}

export function passingAt(point: SizePoint | undefined): string[] {
  return [...(point?.items.values() ?? [])].filter(({ verdict }) => verdict === 'pass').map(({ name }) => name)
}

function restOf({ standing: { ordered, answering } }: Searched): Rest {
  const best = ordered.at(-1)
  const all = namesOf(ordered)
  // A value at which a requirement does not apply has nothing to say of it.
  const item = (name: string) => best?.items.get(name) ?? ordered.findLast(({ items }) => items.has(name))!.items.get(name)! // prettier-ignore
  const those = (is: (verdicts: SizeItem['verdict'][]) => boolean) =>
    all.filter((name) => is(verdictsOf(ordered, name))).map(item)
  const only = (...words: SizeItem['verdict'][]) => those((all) => all.every((one) => words.includes(one)))
  const notExercised = only('not exercised')
  return {
    alwaysFail: worstFirst(only('fail')),
    neverPass: worstFirst(
      those((all) => all.includes('fail') && !all.includes('pass') && all.some((one) => one !== 'fail')),
    ).filter(({ name }) => answering.includes(name)),
    undecided: only('undecided', 'not exercised').filter((one) => !notExercised.includes(one)),
    notExercised,
    alwaysPass: only('pass'),
  }
}

function itemsAt(point: SizePoint | undefined, names: readonly string[]): SizeItem[] {
  return names.flatMap((name) => point?.items.get(name) ?? [])
}

function failingAt(point: SizePoint | undefined, names: readonly string[]): SizeItem[] {
  return itemsAt(point, names).filter(({ verdict }) => verdict === 'fail')
}

function worstFirst(items: readonly SizeItem[]): SizeItem[] {
  return [...items].sort((a, b) => b.excess - a.excess || (a.name < b.name ? -1 : 1))
}

/** A value that changes no figure has no size. */
function refuseWithoutEffect({ sized, tried, standing: { points } }: Searched): void {
  const first = JSON.stringify(points[0]!.figures)
  if (points.some(({ figures }) => JSON.stringify(figures) !== first)) return
  const networks = [...new Set(points[0]!.figures!.networks.map(({ network }) => network))]
  const at = points.length === 1 ? points[0]!.text : `${points[0]!.text} to ${points.at(-1)!.text}`
  const message = `nothing answers to ${sized.path.join('.')}: every figure is the same at each of ${points.length} values, ${at}`
  const cannot = tried.find((one) => one.cannot !== undefined)
  const hint = cannot && `the deployment cannot have ${cannot.text}: ${cannot.cannot}`
  throw InputError.of(`--vary ${sized.name}`, message, hint ?? `what messages cross here: ${networks.join(', ')}`)
}
