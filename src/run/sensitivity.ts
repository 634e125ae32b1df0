import { verdictOf } from '../check/tally-result.js'
import { decide, type VerdictWord } from '../check/verdict.js'
import type { Assumption } from '../deployment/assumptions.js'
import { endsOf, type End, type Ends } from '../deployment/assumption-ends.js'
import type { Deployment } from '../deployment/deployment.js'
import { overrideOf } from '../deployment/load.js'
import type { Problem } from '../input/problems.js'
import { inOrder, Interrupted } from './replications.js'
import type { Model } from '../simulate/model.js'
import type { Progress } from './simulated.js'
import type { Statistics } from './statistics.js'
import type { RequirementFigures, Variation, Variations } from './figures.js'
import { knownWarmUp, type WarmUp } from './warm-up.js'

/** A requirement in one run, judged by that run alone. */
export type Judged = Pick<RequirementFigures, 'requirement' | 'verdict' | 'share'>

/** On which assumptions the verdicts of a run hang. */
export interface Sensitivity {
  /** What is held against: the (first) run, judged by itself. */
  judged: Judged[]
  /** The values behind the result, with what came out at their ends. */
  values: TriedValue[]
  /** How many assumptions are no values: readings of the SRS, factors of an operating mode. */
  readings: number
}

export type TriedValue = Omit<Ends, 'ends'> & { ends: TriedEnd[] }

export interface TriedEnd extends End {
  /** Why the deployment cannot have it. */
  cannot: string | undefined
  changes: Change[]
}

/** A requirement that ends otherwise. */
export interface Change {
  requirement: string
  kind: ChangeKind
  before: Ended
  after: Ended
  shareBefore: number | undefined
  shareAfter: number | undefined
}

type Ended = VerdictWord | 'not applicable'

/**
 * `verdict`: from pass to fail, or back; `certainty`: a pass or fail becomes undecided or not exercised, or the other way; `applicability`: the
 * requirement comes or goes.
 */
export type ChangeKind = 'verdict' | 'certainty' | 'applicability'

/** What there is to be tried. */
export interface Trials {
  values: Ends[]
  readings: number
  /** How many runs that are. */
  runs: number
}

export function trialsOf(deployment: Deployment, assumptions: readonly Assumption[]): Trials {
  const all = assumptions.map((one) => endsOf(deployment, one))
  const values = all.flatMap((ends) => ends ?? [])
  const readings = all.filter((ends) => ends === undefined).length
  return { values, readings, runs: values.reduce((sum, { ends }) => sum + ends.length, 0) }
}

interface SensitivityOptions {
  onProgress?: (progress: Progress) => void
  interrupted?: () => boolean
}

/** How often a signal is looked at while others run. */
const LOOK_MS = 100

/**
 * The same run (same seed, same draws) with each value at each of its ends, one value at a time; undefined when it was interrupted. Verdicts
 * are those of one run, each by itself: of several replications the first is the one that is varied.
 */
export async function sensitivityOf(
  { model, statistics, warmUp }: { model: Model; statistics: Statistics; warmUp: WarmUp },
  { values, readings, runs }: Trials,
  variations: Variations,
  { onProgress, interrupted = () => false }: SensitivityOptions = {},
): Promise<Sensitivity | undefined> {
  const before = judgedOf(model, statistics.confidence)
  const trials = values.flatMap(({ name, ends }) => ends.map(({ text }) => overrideOf(`${name}=${text}`)!))
  const results: Variation[] = []
  const watch = setInterval(() => {
    if (interrupted()) void variations.close()
  }, LOOK_MS)
  try {
    // One that was found is that of the run; one that is given may be what varies.
    const fixed = warmUp.by === 'found' ? [knownWarmUp(warmUp)] : []
    const start = (number: number) => variations.run([...fixed, trials[number]!])
    for await (const one of inOrder(0, runs - 1, variations.atOnce, start)) {
      if (interrupted()) return undefined
      results.push(one)
      onProgress?.({ done: 1, of: 1, events: 0, variations: { done: results.length, of: runs } })
    }
  } catch (error) {
    if (error instanceof Interrupted) return undefined
    throw error
  } finally {
    clearInterval(watch)
    await variations.close()
  }
  let next = 0
  const tried = values.map(({ ends, ...value }): TriedValue => ({
    ...value,
    ends: ends.map((end): TriedEnd => {
      const result = results[next++]!
      if ('cannot' in result) return { ...end, cannot: inWords(result.cannot), changes: [] }
      return { ...end, cannot: undefined, changes: changesOf(before, result.figures.requirements) }
    }),
  }))
  return { judged: before, values: tried, readings }
}

function judgedOf({ tallies }: Model, confidence: number): Judged[] {
  return tallies.map((tally) => {
    const { verdict, counted, good } = verdictOf(tally.result(), (share) => decide(share, { confidence, runs: 1 }))
    return { requirement: tally.requirement.id, verdict, share: counted === 0 ? undefined : good / counted }
  })
}

function inWords(problems: readonly Problem[]): string {
  return problems.map(({ message }) => message).join('; ')
}

/** What ends otherwise, in the order of the first; then what has come. */
export function changesOf(before: readonly Judged[], after: readonly Judged[]): Change[] {
  const was = new Map(before.map((one) => [one.requirement, one]))
  const is = new Map(after.map((one) => [one.requirement, one]))
  const all = [...was.keys(), ...[...is.keys()].filter((id) => !was.has(id))]
  return all.flatMap((requirement) => {
    const [a, b] = [was.get(requirement), is.get(requirement)]
    const first: Ended = a?.verdict ?? 'not applicable'
    const then: Ended = b?.verdict ?? 'not applicable'
    const kind = kindOf(first, then)
    if (kind === undefined) return []
    return [{ requirement, kind, before: first, after: then, shareBefore: a?.share, shareAfter: b?.share }]
  })
}

function kindOf(before: Ended, after: Ended): ChangeKind | undefined {
  if (before === after) return undefined
  if (before === 'not applicable' || after === 'not applicable') return 'applicability'
  const [was, is] = [isDecided(before), isDecided(after)]
  if (was && is) return 'verdict'
  // What is undecided and what was never sent are both no verdict.
  return was || is ? 'certainty' : undefined
}

function isDecided(verdict: Ended): boolean {
  return verdict === 'pass' || verdict === 'fail'
}
