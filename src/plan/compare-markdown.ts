import { escaped } from '../report/markdown.js'
import { budgetInWords, conclusion, count, difference, moveInWords, shareInWords, verdictsInWords } from './compare-words.js' // prettier-ignore
import { identicalInWords, untoldInWords, whichRun } from './compare-text.js'
import type { Comparison } from './compare.js'
import type { Direction } from './verdict-change.js'

/** GitHub takes a comment of 65,536 characters: with so many lines a table, all of them together stay below. */
const ROWS = 50

/** A comparison in Markdown, for a comment of a pull request or the page of a CI job. */
export function compareMarkdown(comparison: Comparison): string {
  const { base, next, notes, verdicts, moved, gone, came, budgets, untold, messages } = comparison
  const lines = [
    `## ${escaped(`sgsim compare: ${conclusion(comparison)}`)}`,
    '',
    `- base: ${escaped(whichRun(base))}`,
    `- new: ${escaped(whichRun(next))}`,
    ...notes.map((note) => `- note: ${escaped(note)}`),
    '',
    ...table(
      ['', 'verdict of', 'base → new', 'in time: base', 'new'],
      verdicts.map((one) => [
        WORDS[one.direction],
        one.name,
        verdictsInWords(one),
        shareInWords(one.base),
        shareInWords(one.next),
      ]),
    ),
    ...table(
      ['', 'beyond its interval', 'figure', 'base', 'new'],
      moved.map((one) => {
        const words = moveInWords(one)
        return [WORDS[one.direction], one.requirement, one.figure, words.base, words.next]
      }),
    ),
    ...table(
      ['', 'requirement gone', 'it was'],
      gone.map(({ id, verdictText }) => [WORDS.worse, id, verdictText]),
    ),
    ...table(
      ['requirement that came', 'verdict'],
      came.map(({ id, verdictText }) => [id, verdictText]),
    ),
    ...table(
      ['', 'budget', 'base → new'],
      budgets.map((one) => [WORDS[one.direction], one.name, budgetInWords(one)]),
    ),
    ...table(
      ['messages', 'base', 'new', 'difference'],
      messages.map(({ count: name, base: before, next: after }) => [
        name.replace('_', ' '),
        count(before),
        count(after),
        difference(before, after),
      ]),
    ),
    `${escaped(identicalInWords(comparison))}.`,
  ]
  if (untold > 0) lines.push('', `${escaped(untoldInWords(untold))}.`)
  return `${lines.join('\n')}\n`
}

const WORDS: Record<Direction, string> = { worse: 'WORSE', neither: 'other', better: 'better' }

/** Nothing where there is no row. */
function table(columns: readonly string[], rows: readonly (readonly string[])[]): string[] {
  if (rows.length === 0) return []
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`
  const more = rows.length - ROWS
  return [
    line(columns),
    line(columns.map(() => '---')),
    ...rows.slice(0, ROWS).map((cells) => line(cells.map(escaped))),
    ...(more > 0 ? ['', `… and ${more} more.`] : []),
    '',
  ]
}
