import { html, type Html } from '../report/html/html.js'
import type { Section } from '../report/html/page.js'
import type { Axis } from './sweep-axes.js'
import { gridIn, type Grid } from './sweep-grid.js'
import { heatLegend, heatTable, mostFailures, pointCell, type HeatRow } from './sweep-heat-html.js'
import type { Overview, OverviewPoint } from './sweep-overview.js'
import { isProfileMap, profileMap } from './sweep-profiles-html.js'

/** Of more points a cell has no words of its own. */
const TITLED = 1500
/** More maps than that are none that can be held against each other. */
const MOST_MAPS = 24
const MOST_COLUMNS = 100

/** Every point as a cell, where its values are a grid or it is a profile. `links`: points of which there is a line in the page. */
export function mapSection(overview: Overview, links: ReadonlySet<number>): Section | undefined {
  const { axes, points } = overview
  const most = mostFailures(points)
  const how = { titles: points.length <= TITLED, links }
  const cell = (point: OverviewPoint | undefined) => point && pointCell(axes, point, most, how)
  const legend = heatLegend(points)
  if (isProfileMap(overview))
    return { id: 'map', title: 'The profiles', body: html`${legend}${profileMap(overview, cell)}` }
  const grid = gridIn(overview)
  if (grid === undefined || grid.x.values.length > MOST_COLUMNS) return undefined
  const combinations = combinationsOf(grid.others)
  if (combinations.length > MOST_MAPS) return undefined
  const maps = combinations.map((others) => mapOf(grid, others, cell))
  const body = maps.length === 1 ? maps[0]! : html`<div class="maps">${maps}</div>`
  return { id: 'map', title: 'Every point', body: html`${legend}${body}` }
}

function mapOf(grid: Grid, others: Record<string, string>, cell: (point: OverviewPoint | undefined) => HeatRow['cells'][0]): Html {
  const { x, y } = grid
  const rows: HeatRow[] = (y?.values ?? [undefined]).map((value) => ({
    name: value === undefined ? 'requirements' : value.text,
    cells: x.values.map((one) => cell(grid.at({ ...others, [x.path]: one.text, ...(y && { [y.path]: value!.text }) }))),
  }))
  const fixed = Object.entries(others).map(([path, value]) => `${path}=${value}`).join(', ')
  const ways = y === undefined ? `From left to right ${x.path}` : `From left to right ${x.path}, from top to bottom ${y.path}`
  const caption = fixed === '' ? `${ways}: how the requirements ended at each point.` : html`<strong>${fixed}</strong>`
  const corner = y === undefined ? x.path : html`${y.path} <span class="soft">↓</span> ${x.path} <span class="soft">→</span>`
  const label = `Points by ${x.path}${y === undefined ? '' : ` and ${y.path}`}${fixed === '' ? '' : `, ${fixed}`}`
  return heatTable(caption, label, corner, x.values.map(({ text }) => text), rows)
} // prettier-ignore

/** Every combination of the values of several axes; of none, one without values. */
export function combinationsOf(axes: readonly Axis[]): Record<string, string>[] {
  return axes.reduce<Record<string, string>[]>(
    (before, { path, values }) => before.flatMap((one) => values.map(({ text }) => ({ ...one, [path]: text }))),
    [{}],
  )
}
