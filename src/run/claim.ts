import type { VerdictWord } from '../check/verdict.js'
import { profilesInWords, type Territory } from '../deployment/territories.js'

/** Whether it can be said that a deployment meets the SRS, and what stands against it. */
export interface Claim {
  text: string
  canBeMade: 'yes' | 'if all pass' | 'no'
  because: string[]
}

/** How much of what the profiles require is not there: a claim needs all of it, as the SRS has it (SRS 4.20.2). */
export interface Gaps {
  useCasesMissing: number
  /** In play in name only. */
  useCasesIdle: number
  /** Of use cases in play: the others are missing with theirs. */
  payloadsMissing: number
  /** In the place of which the user's own folder puts others. */
  requirementsReplaced: number
  /** Figures of the deployment's own, outside the ranges of the SRS, and populations smaller than they are: by their names. */
  figuresOutside: readonly string[]
  populationsBelow: readonly string[]
}

/** `verdicts`: those of the requirements of a run; undefined where there is no run. */
export function claimOf(
  territories: readonly Territory[],
  gaps: Gaps,
  verdicts: readonly VerdictWord[] | undefined,
): Claim {
  const profiles = `profile${territories.length === 1 ? '' : 's'} ${profilesInWords(territories)}`
  const because = [...inWords(gaps), ...notPassed(verdicts ?? [])]
  return {
    text: `meets the SG-Network requirements for ${profiles} at these quantities`,
    canBeMade: because.length > 0 ? 'no' : verdicts ? 'yes' : 'if all pass',
    because,
  }
}

function inWords(gaps: Gaps): string[] {
  const { useCasesMissing, useCasesIdle, payloadsMissing, requirementsReplaced, figuresOutside, populationsBelow } =
    gaps
  return [
    some(useCasesMissing, 'use case missing', 'use cases missing'),
    some(useCasesIdle, 'use case with nothing to send', 'use cases with nothing to send'),
    some(payloadsMissing, 'payload missing', 'payloads missing'),
    some(requirementsReplaced, "requirement not the SRS's", "requirements not the SRS's"),
    named(figuresOutside, "figure outside the SRS's range", "figures outside the SRS's ranges"),
    named(populationsBelow, 'population set below its devices', 'populations set below their devices'),
  ].flat()
}

function notPassed(verdicts: readonly VerdictWord[]): string[] {
  const count = (word: VerdictWord) => verdicts.filter((one) => one === word).length
  return [
    some(count('fail'), 'requirement failed', 'requirements failed'),
    some(count('undecided'), 'undecided', 'undecided'),
    some(count('not exercised'), 'not exercised', 'not exercised'),
  ].flat()
}

function some(count: number, one: string, several: string): string[] {
  return count === 0 ? [] : [`${count} ${count === 1 ? one : several}`]
}

/** So many names stand in a line of the terminal. */
const MOST_NAMES = 3

function named(names: readonly string[], one: string, several: string): string[] {
  const shown = names.slice(0, MOST_NAMES).join(', ') + (names.length > MOST_NAMES ? ', …' : '')
  return some(names.length, one, several).map((words) => `${words} (${shown})`)
}
