import type { OverviewPoint, RequirementEnds } from './sweep-overview.js'
import type { Axis } from './sweep-axes.js'

/** `12 points`. */
export function pointsInWords(points: number): string {
  return points === 1 ? '1 point' : `${points} points`
}

/** `4.1/x/1 fails at all 12`; of many the first. */
export function everywhereInWords(requirements: readonly string[], ran: number): string {
  const named = requirements.slice(0, NAMED)
  const more = requirements.length - named.length
  const last = more > 0 ? `${more} more` : named.pop()!
  const list = named.length === 0 ? last : `${named.join(', ')} and ${last}`
  return `${list} ${requirements.length === 1 ? 'fails' : 'fail'} at all ${ran}`
}

/** So many requirements are named in a sentence. */
const NAMED = 3

/** A point with its values: `nan.rate=50 kbps, wan.rate=1 Mbps`. */
export function valuesInWords(axes: readonly Axis[], { values }: OverviewPoint): string {
  return axes.length === 0 ? 'as in the file' : axes.map(({ path }, i) => `${path}=${values[i]!}`).join(', ')
}

/** How the requirements of a point ended: `2 fail, 27 undecided, 14 not exercised`; what there is none of is left out. */
export function endInWords({ result, row }: OverviewPoint): string {
  if (result === undefined) return `cannot be: ${String(row.at(-1))}`
  const { pass, fail, undecided, notExercised, budgetsFail } = result
  const parts: [number, string][] = [
    [fail, 'fail'],
    [budgetsFail ?? 0, budgetsFail === 1 ? 'budget fails' : 'budgets fail'],
    [undecided, 'undecided'],
    [pass, 'pass'],
    [notExercised, 'not exercised'],
  ]
  const told = parts.filter(([many]) => many > 0).map(([many, what]) => `${many} ${what}`)
  return told.length === 0 ? 'no requirement applies' : told.join(', ')
}

/** The requirements that fail at most points first, then those that are least decided; of two alike the one that came lowest. */
export function byFailures(a: RequirementEnds, b: RequirementEnds): number {
  const margin = ({ lowest, boundReliability }: RequirementEnds) => (lowest ? lowest.share - boundReliability : 1)
  return b.fail - a.fail || b.undecided - a.undecided || margin(a) - margin(b)
}
