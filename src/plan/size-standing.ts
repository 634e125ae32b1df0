import type { SizeItem, SizePoint } from './size-point.js'

/**
 * `passes`: all that answer are decided to pass. `not failed`: none is decided to fail, those pass that pass at the best value, and what is
 * decided there no more than here meets its bound as measured. `undecided`: neither these nor a failure.
 */
export type Stands = 'passes' | 'not failed' | 'fails' | 'undecided'

/** What all values that were tried say together: which requirements answer to it, which way is better, and how each value stands. */
export interface Standing {
  /** By value, those that the deployment can have. */
  points: readonly SizePoint[]
  /** Undefined while no requirement fails at one value and does not at another. */
  better: 'larger' | 'smaller' | undefined
  /** While that is undefined: at which of them more requirements are decided to pass, of those that are undecided at others. */
  leaning: 'larger' | 'smaller' | undefined
  /** From the worst value to the best; by size while nobody knows. */
  ordered: readonly SizePoint[]
  /** Of each of `ordered`. */
  is: readonly Stands[]
  /** Those whose verdict is not the same at every value, once one is known. */
  answering: readonly string[]
}

export function standingOf(tried: Iterable<SizePoint>): Standing {
  const points = [...tried].filter((one) => one.figures !== undefined).sort((a, b) => a.value - b.value)
  const names = namesOf(points)
  const { better, leaning } = directionOf(points, names)
  const ordered = (better ?? leaning) === 'smaller' ? [...points].reverse() : points
  const answering = names.filter((name) => answers(verdictsOf(points, name)))
  const best = ordered.at(-1)
  const atBest = answering.filter((name) => best?.items.get(name)?.verdict === 'pass')
  const is = ordered.map(({ items }): Stands => {
    const verdict = (name: string) => items.get(name)?.verdict
    if (answering.some((name) => verdict(name) === 'fail')) return 'fails'
    const open = answering.filter((name) => verdict(name) !== 'pass')
    if (open.length === 0) return 'passes'
    const isKnown = (name: string) => !atBest.includes(name) && items.get(name)?.meets !== false
    return open.every(isKnown) ? 'not failed' : 'undecided'
  })
  return { points, better, leaning, ordered, is, answering }
}

/** Whether a deployment with such a value counts as not failing. */
export function holds(stands: Stands | 'cannot' | undefined): boolean {
  return stands === 'passes' || stands === 'not failed'
}

/** Those of the first value, and what comes at others. */
export function namesOf(points: readonly SizePoint[]): string[] {
  return [...new Set(points.flatMap(({ items }) => [...items.keys()]))]
}

export function verdictsOf(points: readonly SizePoint[], name: string): SizeItem['verdict'][] {
  return points.map(({ items }) => items.get(name)?.verdict ?? 'not exercised')
}

/** A verdict that is never more than `not exercised` or `undecided` decides nothing. */
function answers(verdicts: readonly SizeItem['verdict'][]): boolean {
  const decided = verdicts.some((one) => one === 'pass' || one === 'fail')
  return decided && verdicts.some((one) => one !== verdicts[0])
}

/**
 * Found from the requirements that pass at one value and fail at another: whether more of them pass at the larger or at the smaller. Where
 * there are none, from those that fail at one and do not at another. Where none fails, which way is better is not known, but it leans to
 * where more are decided to pass.
 */
function directionOf(points: readonly SizePoint[], names: readonly string[]): Pick<Standing, 'better' | 'leaning'> {
  let [decided, failing, passing] = [0, 0, 0]
  for (const name of names) {
    const all = verdictsOf(points, name).filter((one) => one !== 'not exercised')
    const sure = all.filter((one) => one !== 'undecided')
    decided += Number(sure.at(-1) === 'pass') - Number(sure[0] === 'pass')
    failing += Number(all[0] === 'fail') - Number(all.at(-1) === 'fail')
    passing += Number(all.at(-1) === 'pass') - Number(all[0] === 'pass')
  }
  const better = wayOf(decided || failing)
  return { better, leaning: better === undefined ? wayOf(passing) : undefined }
}

function wayOf(sum: number): Standing['better'] {
  if (sum === 0) return undefined
  return sum > 0 ? 'larger' : 'smaller'
}
