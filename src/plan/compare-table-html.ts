import { html, type Content, type Html } from '../report/html/html.js'
import type { Direction } from './verdict-change.js'

/** A table of changes, with what filters and sorts it. */
export interface ChangesRow {
  direction: Direction
  /** `value`: the cell of the CSV, by which it is sorted too. */
  cells: readonly { shown: Content; value?: string | undefined }[]
}

export interface ChangesColumn {
  title: Content
  /** Sorted by nothing: what stands above is a scale. */
  isPicture?: boolean
}

/** With more lines the page would take megabytes. */
const MOST = 1000

export function changesTable(id: string, caption: string, columns: readonly ChangesColumn[], rows: readonly ChangesRow[]): Html {
  const listed = rows.slice(0, MOST)
  const more = rows.length - listed.length
  const head = columns.map(({ title, isPicture }) => (isPicture ? html`<th scope="col" class="pictures">${title}</th>` : html`<th scope="col" data-sort="">${title === '' ? html`Change` : title}</th>`))
  const body = listed.map(({ direction, cells }) => {
    const drawn = cells.map(({ shown, value }) => html`<td${value !== undefined && html` data-value="${value}"`}>${shown}</td>`)
    return html`<tr data-direction="${direction}">${drawn}</tr>\n`
  })
  const words = `${listed.length} ${listed.length === 1 ? 'change' : 'changes'}`
  const there = new Set(listed.map(({ direction }) => direction))
  const options = ORDER.filter((one) => there.has(one)).map((one) => html`<option value="${one}">${WORDS[one]}</option>`)
  return html`<form class="filters" data-table="${id}" role="search" aria-label="${caption}">
    <label>Change <select data-filter="direction"><option value="">all</option>${options}</select></label>
    <label>Contains <input type="search" data-search="" autocomplete="off"></label>
    <button type="reset">All</button>
    <output aria-live="polite">${words}</output>
  </form>
<p class="soft lead">${caption}</p><div class="scroll" tabindex="0" role="region" aria-label="${caption}"><table class="changes" id="${id}">
<caption class="unseen">${caption}</caption><thead><tr>${head}</tr></thead><tbody>
${body}</tbody></table></div>${more > 0 && html`<p class="soft">… and ${more} more, less bad (--json has them all).</p>`}`
} // prettier-ignore

/** A change as a word with a sign and a colour: none of them alone. */
export function directionBadge(direction: Direction): Html {
  return html`<b class="change ${direction}">${WORDS[direction]}</b>`
}

const ORDER: readonly Direction[] = ['worse', 'neither', 'better']
const WORDS: Record<Direction, string> = { worse: 'worse', neither: 'other', better: 'better' }
