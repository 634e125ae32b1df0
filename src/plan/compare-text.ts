import pc from 'picocolors'
import { printDuration } from '../input/units.js'
import { wrapped } from '../report/wrapped.js'
import { movesByRequirement, othersInWords } from './compare-by-requirement.js'
import { budgetInWords, conclusion, count, difference, moveInWords, shareInWords, tally } from './compare-words.js' // prettier-ignore
import type { Comparison } from './compare.js'
import type { Move } from './moved-figures.js'
import type { ReportFiles } from './report-files.js'
import type { Direction } from './verdict-change.js'

/** So many lines has a section. */
const LINES = 20
const MARGIN = 8

/** A comparison on the terminal, in 80 columns: of each section what is worst. */
export function compareText(comparison: Comparison): string {
  const { base, next, notes, verdicts, moved, gone, came, budgets } = comparison
  const lines = [field('base', whichRun(base)), field('new', whichRun(next))]
  for (const note of notes) lines.push(field('note', note))
  const section = (title: string, items: string[][]) => lines.push('', pc.bold(title), ...shortened(items))
  section(
    `verdicts, with the share in time: ${tally(verdicts)}`,
    verdicts.map((one) => [
      head(one.direction, one.name),
      ...below([one.base, one.next].map((side) => `${side.verdictText} ${shareInWords(side)}`).join(' → ')),
    ]),
  )
  section(`figures beyond their intervals: ${tally(moved)}`, movesByRequirement(moved).map(movesOfOne))
  if (comparison.untold > 0) lines.push(...wrapped(untoldInWords(comparison.untold), ''))
  if (gone.length > 0)
    section(
      `requirements gone: ${gone.length}`,
      gone.map(({ id, verdictText }) => [head('worse', id), ...below(`it was: ${verdictText}`)]),
    )
  if (came.length > 0)
    section(
      `requirements that came: ${came.length}`,
      came.map(({ id, verdictText }) => [head('neither', id), ...below(verdictText)]),
    )
  if (base.budgets !== undefined && next.budgets !== undefined)
    section(
      `budgets: ${tally(budgets)}`,
      budgets.map((one) => [
        ...wrapped(one.name, ' '.repeat(MARGIN)).map((line, i) => (i === 0 ? head(one.direction, line.trim()) : line)),
        ...below(budgetInWords(one)),
      ]),
    )
  return [...lines, '', ...messages(comparison), '', lastLine(comparison), ''].join('\n')
}

/** Which run a report is of. */
export function whichRun({ folder, run }: ReportFiles): string {
  const { name, profile, durationS, seed } = run
  const known = [
    name,
    profile === undefined ? undefined : `profile ${profile}`,
    durationS === undefined ? undefined : printDuration(durationS * 1e6),
    seed === undefined ? undefined : `seed ${seed}`,
  ]
  return `${folder}: ${known.filter((one) => one !== undefined).join(', ')}`
}

export function untoldInWords(untold: number): string {
  const many = untold === 1 ? '1 latency is different' : `${untold} latencies are different`
  return `${many}, but have too few independent observations to say that more than chance did it`
}

export function identicalInWords({ identical, inBoth }: Comparison): string {
  return `${identical} of the ${inBoth} requirements in both reports have the same figures, all of them`
}

/** The worst figure of a requirement in full, of the others which they are. */
function movesOfOne(moves: readonly Move[]): string[] {
  const worst = moves[0]!
  const { base, next } = moveInWords(worst)
  const also = moves.length === 1 ? '' : `; also ${othersInWords(moves)}`
  return [head(worst.direction, worst.requirement), ...below(`${worst.figure} ${base} → ${next}${also}`)]
}

/** As many as there is room for, whole. */
function shortened(items: readonly string[][]): string[] {
  const lines: string[] = []
  for (const [i, item] of items.entries()) {
    if (lines.length + item.length > LINES) return [...lines, `… and ${items.length - i} more (--json has them all)`]
    lines.push(...item)
  }
  return lines
}

function messages({ messages }: Comparison): string[] {
  const row = (cells: readonly string[]) => cells.map((cell, i) => (i === 0 ? cell.padEnd(12) : cell.padStart(20))).join('') // prettier-ignore
  return [
    pc.bold(row(['messages', 'base', 'new', 'difference'])),
    ...messages.map(({ count: name, base, next }) =>
      row([name.replace('_', ' '), count(base), count(next), difference(base, next)]),
    ),
  ]
}

function lastLine(comparison: Comparison): string {
  const { regressions } = comparison
  const word = conclusion(comparison)
  return [...wrapped(identicalInWords(comparison), ''), regressions > 0 ? pc.red(word) : pc.green(word)].join('\n')
}

function head(direction: Direction, name: string): string {
  const word = { worse: pc.red('WORSE'), neither: 'OTHER', better: pc.green('BETTER') }[direction]
  return word + ' '.repeat(MARGIN - { worse: 5, neither: 5, better: 6 }[direction]) + name
}

function below(text: string): string[] {
  return wrapped(text, ' '.repeat(MARGIN))
}

function field(name: string, value: string): string {
  const [first, ...rest] = wrapped(value, ' '.repeat(MARGIN))
  return [name.padEnd(MARGIN) + first!.trimStart(), ...rest].join('\n')
}
