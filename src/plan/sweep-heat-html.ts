import { html, type Content, type Html } from '../report/html/html.js'
import type { Axis } from './sweep-axes.js'
import { endOf } from './sweep-end.js'
import type { OverviewPoint } from './sweep-overview.js'
import { endInWords, valuesInWords } from './sweep-words.js'

/** A cell of a heat map: what is written in it says as much as its colour. */
export interface HeatCell {
  /** A name of the style sheet. */
  kind: string
  text: string
  /** What it says in words; nothing where there are too many. */
  title?: string | undefined
  /** Where more of it stands in the page. */
  to?: string | undefined
}

export interface HeatRow {
  name: Content
  cells: readonly (HeatCell | undefined)[]
  /** Begins a group of rows, and what is said of it. */
  group?: Content
}

/** A table whose cells are coloured: read by a screen reader as any table, walked through with the arrow keys. */
export function heatTable(caption: Content, label: string, corner: Content, columns: readonly Content[], rows: readonly HeatRow[]): Html {
  const groups = rows.some(({ group }) => group !== undefined)
  const head = columns.map((name) => html`<th scope="col">${name}</th>`)
  let first = true
  const body = rows.map(({ name, cells, group }) => {
    const drawn = cells.map((cell) => {
      if (cell === undefined) return html`<td></td>`
      const { kind, text, title, to } = cell
      if (title === undefined && to === undefined) return html`<td class="${kind}">${text}</td>`
      const reach = first ? 0 : -1
      first = false
      const inside = to === undefined ? html`<span tabindex="${reach}" title="${title}">${text}</span>` : html`<a href="#${to}" tabindex="${reach}" title="${title}">${text}</a>`
      return html`<td class="${kind}">${inside}</td>`
    })
    const begins = group !== undefined && html`<tr class="group"><th scope="rowgroup" colspan="${columns.length + 1}">${group}</th></tr>\n`
    return html`${begins}<tr><th scope="row">${name}</th>${drawn}</tr>\n`
  })
  return html`<div class="heat${groups && ' grouped'}">
<p class="soft">${caption}</p><div class="scroll" tabindex="0" role="region" aria-label="${label}"><table>
<caption class="unseen">${label}</caption><thead><tr><th scope="col">${corner}</th>${head}</tr></thead><tbody>
${body}</tbody></table></div><output class="told"></output></div>\n`
} // prettier-ignore

/** What the colours and signs of the points mean, those of them that are there. */
export function heatLegend(points: readonly OverviewPoint[]): Html {
  const most = mostFailures(points)
  const there = new Set(points.map((one) => kindOf(one, most)))
  const all: [string, string, string][] = [
    ['f4', 'n', 'requirements and budgets that fail: the more, the darker'],
    ['open', 'n?', 'undecided: none fails, so many are not decided'],
    ['fine', '✓', 'passes: some pass, none fails, none is undecided'],
    ['idle', '–', 'nothing exercised: no message that a requirement asks for'],
    ['cannot', '×', 'cannot be: the deployment cannot have these values'],
  ]
  const shown = all.filter(([kind]) => there.has(kind) || (kind === 'f4' && most > 0))
  return html`<ul class="legend">
    ${shown.map(([kind, sign, words]) => html`<li><span class="swatch ${kind}" aria-hidden="true">${sign}</span> ${words}</li>`)}
  </ul>`
}

/** How a point ended, as a cell. `most`: of `mostFailures`. */
export function pointCell(axes: readonly Axis[], point: OverviewPoint, most: number, { titles, links }: { titles: boolean; links: ReadonlySet<number> }): HeatCell {
  return {
    kind: kindOf(point, most),
    text: textOf(point),
    title: titles ? `point ${point.number}, ${valuesInWords(axes, point)}: ${endInWords(point)}` : undefined,
    to: links.has(point.number) ? rowId(point) : undefined,
  }
} // prettier-ignore

export function rowId({ number }: { number: number }): string {
  return `point-${number}`
}

export function mostFailures(points: readonly OverviewPoint[]): number {
  return points.reduce((most, one) => Math.max(most, failuresOf(one)), 0)
}

function kindOf(point: OverviewPoint, most: number): string {
  const end = endOf(point.result)
  return end === 'fails' ? `f${Math.max(1, Math.ceil((4 * failuresOf(point)) / most))}` : KINDS[end]
}

function textOf(point: OverviewPoint): string {
  const end = endOf(point.result)
  if (end === 'fails') return String(failuresOf(point))
  return end === 'undecided' ? `${point.result!.undecided || ''}?` : SIGNS[end]
}

const KINDS = { undecided: 'open', passes: 'fine', idle: 'idle', cannot: 'cannot' } as const
const SIGNS = { passes: '✓', idle: '–', cannot: '×' } as const

/** Those of a point that has failed: what a budget relaxes is none. */
function failuresOf({ result }: OverviewPoint): number {
  return result?.failed ? result.fail + (result.budgetsFail ?? 0) : 0
}
