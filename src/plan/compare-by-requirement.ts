import type { Comparison } from './compare.js'
import type { Move } from './moved-figures.js'
import { byDirection, type Direction } from './verdict-change.js'

/** A comparison counted in requirements, however many figures of one moved. */
export interface RequirementCounts {
  /** By what is worst of each: of its verdict, its figures, or that it is gone. Those that came are neither. */
  worse: number
  better: number
  neither: number
  /** Those in both reports of which nothing changed that chance would not explain. */
  unchanged: number
}

export function countedByRequirement({ verdicts, moved, gone, came, inBoth }: Comparison): RequirementCounts {
  const worst = new Map<string, Direction>()
  const hold = (requirement: string, direction: Direction) => {
    const before = worst.get(requirement)
    if (before === undefined || byDirection({ direction }, { direction: before }) < 0) worst.set(requirement, direction)
  }
  for (const { name, direction } of verdicts) hold(name, direction)
  for (const { requirement, direction } of moved) hold(requirement, direction)
  const of = (direction: Direction) => [...worst.values()].filter((one) => one === direction).length
  return {
    worse: of('worse') + gone.length,
    better: of('better'),
    neither: of('neither') + came.length,
    unchanged: inBoth - worst.size,
  }
}

/** What moved of each requirement, the worst first. */
export function movesByRequirement(moved: readonly Move[]): Move[][] {
  const groups = new Map<string, Move[]>()
  for (const one of moved) groups.set(one.requirement, [...(groups.get(one.requirement) ?? []), one])
  return [...groups.values()]
}

/** The other figures of a requirement, and which of them went the other way: `p90, p50 (better)`. */
export function othersInWords([worst, ...others]: readonly Move[]): string {
  const told = others.map(({ figure, direction }) => (direction === worst!.direction ? figure : `${figure} (${direction})`))
  return told.join(', ')
} // prettier-ignore

/** The headline: what became of the verdicts, and of how many requirements a figure moved. */
export function comparisonInWords(comparison: Comparison): string {
  const { verdicts, gone, budgets, regressions, inBoth, moved } = comparison
  const parts = [
    ...ways(verdicts, 'verdict', 'verdicts'),
    ...(gone.length === 0 ? [] : [`${gone.length} ${gone.length === 1 ? 'requirement is' : 'requirements are'} gone`]),
    ...ways(budgets, 'budget', 'budgets'),
  ]
  const figures = figuresInWords(moved, inBoth)
  if (parts.length === 0 && figures.length === 0) return 'Nothing became worse'
  const before = verdicts.length === 0 ? ['no verdict changed'] : []
  const all = [...before, ...parts, ...figures]
  if (regressions === 0 && verdicts.length > 0) all.unshift('nothing became worse')
  const text = all.join(', ')
  return text[0]!.toUpperCase() + text.slice(1)
}

/** `7 verdicts are worse, 2 better`. */
function ways(changes: readonly { direction: Direction }[], one: string, several: string): string[] {
  const words: [Direction, string][] = [['worse', 'worse'], ['better', 'better'], ['neither', 'different']]
  const told = words.map(([direction, word]): [number, string] => [changes.filter((change) => change.direction === direction).length, word])
  return told.filter(([many]) => many > 0).map(([many, word], i) => (i > 0 ? `${many} ${word}` : `${many} ${many === 1 ? `${one} is` : `${several} are`} ${word}`))
} // prettier-ignore

/** `26 of 43 are slower`: each by its worst figure. */
function figuresInWords(moved: readonly Move[], inBoth: number): string[] {
  const worst = movesByRequirement(moved).map(([first]) => first!)
  const words: [string, (move: Move) => boolean][] = [
    ['less in time', ({ figure, direction }) => figure === 'in time' && direction === 'worse'],
    ['slower', ({ figure, direction }) => figure !== 'in time' && direction === 'worse'],
    ['more in time', ({ figure, direction }) => figure === 'in time' && direction === 'better'],
    ['faster', ({ figure, direction }) => figure !== 'in time' && direction === 'better'],
  ]
  const told = words.map(([word, is]): [number, string] => [worst.filter(is).length, word]).filter(([many]) => many > 0)
  return told.map(([many, word], i) => (i > 0 ? `${many} ${word}` : `${many} of ${inBoth} ${many === 1 ? 'is' : 'are'} ${word}`))
} // prettier-ignore
