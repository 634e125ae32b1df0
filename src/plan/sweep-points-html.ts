import { percent } from '../check/verdict.js'
import { html, type Content, type Html } from '../report/html/html.js'
import type { Section } from '../report/html/page.js'
import { count } from '../report/count.js'
import { table as plainTable } from '../report/html/parts.js'
import type { Cell } from '../report/table.js'
import { AS_IN_FILE } from './sweep-axes.js'
import { END_CLASSES, END_WORDS, endOf, POINT_ENDS, type PointEnd } from './sweep-end.js'
import { rowId } from './sweep-heat-html.js'
import { worstFirst, type Overview, type OverviewPoint } from './sweep-overview.js'
import { pointLink } from './sweep-requirements-html.js'
import { asInCsv, sweepColumns } from './sweep-row.js'
import { pointsInWords, valuesInWords } from './sweep-words.js'

/** Lines of the table of points: with more of them the page would take megabytes. */
const MOST_LINES = 1000

/** The points of which there is a line, in the order of the sweep: all, or the worst. */
export function listedPoints({ points }: Overview): readonly OverviewPoint[] {
  if (points.length <= MOST_LINES) return points
  const worst = [...points].sort(worstFirst).slice(0, MOST_LINES)
  return worst.sort((a, b) => a.number - b.number)
}

/** sweep.csv as a table to sort and to filter; each cell has the text of the CSV, where it shows another. */
export function pointsSection({ axes }: Overview, listed: readonly OverviewPoint[], total: number): Section {
  const paths = axes.map(({ path }) => path)
  const inCsv = sweepColumns(paths)
  const hasBudgets = listed.some(({ result }) => result !== undefined && result.budgetsFail !== null)
  const columns = columnsOf(paths).filter(({ name }) => hasBudgets || name !== 'budgets_fail')
  const head = columns.map(
    ({ title, name, shown }) => html`<th scope="col" data-column="${name}" data-sort=""${shown && html` class="n"`}>${title}</th>`,
  )
  const body = listed.map((point) => {
    const end = endOf(point.result)
    const cells = columns.map(({ name, shown, words }) => cellOf(point.row[inCsv.indexOf(name)], shown, name === 'fails' ? () => endBadge(end) : words))
    return html`<tr id="${rowId(point)}" data-is="${end}">${cells}</tr>\n`
  })
  const which = listed.length < total ? `The ${listed.length} worst of ${total} points: sweep.csv has all of them.` : `All ${pointsInWords(total)}, as in sweep.csv.`
  const table = html`${filters(listed)}<p class="soft lead">${which} A point is run by itself with its values as --set of sgsim run.</p><div class="scroll" tabindex="0" role="region" aria-label="Points"><table class="points" id="points-table">
<caption class="unseen">${which}</caption><thead><tr>${head}</tr></thead><tbody>
${body}</tbody></table></div>`
  return { id: 'points', title: 'Points', body: table }
} // prettier-ignore

interface Column {
  name: string
  title: string
  /** How a figure is shown; undefined of a text. */
  shown?: (value: number) => string
  /** How a text is. */
  words?: (text: string) => Content
}

function columnsOf(paths: readonly string[]): Column[] {
  return [
    { name: 'point', title: 'Point', shown: String },
    ...paths.map((name): Column => ({ name, title: name, words: (text) => (text === 'NA' ? AS_IN_FILE : text) })),
    { name: 'fails', title: 'Ended' },
    { name: 'fail', title: 'Fail', shown: count },
    { name: 'undecided', title: 'Undecided', shown: count },
    { name: 'pass', title: 'Pass', shown: count },
    { name: 'not_exercised', title: 'Not exercised', shown: count },
    { name: 'budgets_fail', title: 'Budgets fail', shown: count },
    { name: 'worst_requirement', title: 'Worst requirement', words: (text) => (text === 'NA' ? '–' : html`<span class="id">${text}</span>`) },
    { name: 'worst_share_in_time', title: 'In time', shown: (value) => percent(value) },
    { name: 'busiest_network', title: 'Busiest', words: dash },
    { name: 'busiest_direction', title: 'Way', words: dash },
    { name: 'busiest_utilisation', title: 'Use', shown: (value) => percent(value) },
    { name: 'messages', title: 'Messages', shown: count },
  ]
} // prettier-ignore

const dash = (text: string) => (text === 'NA' ? '–' : text)

function cellOf(cell: Cell, shown: Column['shown'], words: Column['words']): Html {
  const text = asInCsv(cell)
  const seen = typeof cell === 'number' && shown ? shown(cell) : shown ? dash(text) : words!(text)
  const value = seen !== text && html` data-value="${text}"`
  return shown ? html`<td class="n"${value}>${seen}</td>` : html`<td${value}>${seen}</td>`
}

/** sweep.csv says whether it fails; whether it passes then is seen by its counts. */
function endBadge(end: PointEnd): Html {
  return html`<span class="ended ${END_CLASSES[end]}">${END_WORDS[end].one}</span>`
}

function filters(listed: readonly OverviewPoint[]): Html {
  const there = new Set(listed.map(({ result }) => endOf(result)))
  const options = POINT_ENDS.filter((end) => there.has(end)).map((end) => html`<option value="${end}">${END_WORDS[end].one}</option>`)
  return html`<form class="filters" data-table="points-table" role="search" aria-label="Points">
    <label>Points <select data-filter="is"><option value="">all</option>${options}</select></label>
    <label>Contains <input type="search" data-search="" autocomplete="off"></label>
    <button type="reset">All</button>
    <output aria-live="polite">${pointsInWords(listed.length)}</output>
  </form>`
} // prettier-ignore

/** Points that the deployment cannot have, by why. */
export function cannotSection({ axes, cannot }: Overview, links: ReadonlySet<number>): Section | undefined {
  if (cannot.size === 0) return undefined
  const rows = [...cannot].map(([reason, { points, first }]): Content[] => {
    const named = first.map((one, i) => html`${i > 0 && ', '}${pointLink(one.number, links)} <span class="soft">(${valuesInWords(axes, one)})</span>`)
    const more = points - first.length
    return [reason, String(points), html`${named}${more > 0 && ` and ${more} more`}`]
  })
  const body = plainTable('What the deployment cannot have is no mistake where profiles are tried.', ['Why', '#Points', 'Which'], rows)
  return { id: 'cannot', title: 'Points that cannot be', body }
} // prettier-ignore
