import type { VerdictWord } from '../check/verdict.js'
import { percent } from '../check/verdict.js'
import { datum, share } from '../report/html/datum.js'
import { html, type Content, type Html } from '../report/html/html.js'
import type { Section } from '../report/html/page.js'
import { table } from '../report/html/parts.js'
import { gridIn } from './sweep-grid.js'
import { heatTable, rowId, type HeatCell } from './sweep-heat-html.js'
import type { Overview, OverviewPoint, RequirementEnds } from './sweep-overview.js'
import type { PointRequirement } from './sweep-result.js'
import { byFailures, pointsInWords, valuesInWords } from './sweep-words.js'

/** Requirements that are listed one by one. */
const LISTED = 60
/** Points that stand beside one another. */
const BESIDE = 40
/** With more of them than that there is no room for figures. */
const WITH_FIGURES = 14
/** Requirements with a map of their own, and cells of all of them. */
const MAPS = 6
const MOST_CELLS = 2000

/** What changes from point to point, requirement by requirement; of all others what they are. `links`: points of which there is a line in the page. */
export function requirementsSection(overview: Overview, links: ReadonlySet<number>): Section | undefined {
  const { requirements } = overview
  if (requirements.length === 0) return undefined
  const changing = requirements.filter(({ changes }) => changes).sort(byFailures)
  const same = html`<p>${sameInWords(requirements, changing.length)}</p>`
  const ran = overview.points.filter(({ result }) => result !== undefined)
  const body =
    changing.length === 0
      ? same
      : html`${same}${mapsOf(overview, changing, links) ?? besideOf(overview, ran, changing, links)}${listOf(changing, links)}`
  return { id: 'requirements', title: 'Requirements that change', body }
}

function sameInWords(requirements: readonly RequirementEnds[], changing: number): string {
  const of = (word: VerdictWord) => requirements.filter((one) => !one.changes && one[word] > 0).length
  const words: [number, string][] = [
    [of('pass'), 'pass'],
    [of('fail'), 'fail'],
    [of('undecided'), 'are undecided'],
    [of('not exercised'), 'are not exercised'],
  ]
  const told = words.filter(([many]) => many > 0).map(([many, what]) => `${many} ${what}`)
  const verdicts = told.length === 0 ? '' : ` Of the others ${told.join(', ')}, at all points that have them.`
  return `${changing} of ${requirements.length} requirements have another verdict at some points than at others.${verdicts}`
}

/** How often each verdict, as a bar and as figures. */
function listOf(changing: readonly RequirementEnds[], links: ReadonlySet<number>): Html {
  const rows = changing.slice(0, LISTED).map((one): Content[] => [
    html`<span class="id">${one.requirement}</span>`,
    barOf(one),
    datum(one.fail),
    datum(one.undecided),
    datum(one.pass),
    datum(one['not exercised']),
    share(one.lowest?.share),
    one.lowest && pointLink(one.lowest.point, links),
    share(one.boundReliability),
  ])
  const more = changing.length - rows.length
  const columns = ['Requirement', 'Points', '#Fail', '#Undecided', '#Pass', '#Not exercised', '#Lowest in time', '#At point', '#Bound']
  const caption = 'At how many points a requirement has which verdict; those that fail at most points first.'
  return html`${table(caption, columns, rows)}${more > 0 && html`<p class="soft">… and ${more} more (sweep-requirements.csv has them).</p>`}`
} // prettier-ignore

const ORDER: readonly VerdictWord[] = ['fail', 'undecided', 'pass', 'not exercised']

function barOf(ends: RequirementEnds): Html {
  const points = ORDER.reduce((sum, word) => sum + ends[word], 0)
  const parts = ORDER.filter((word) => ends[word] > 0).map(
    (word) => html`<span class="${classOf(word)}" style="flex-grow:${ends[word]}"></span>`,
  )
  return html`<span class="ends" role="img" aria-label="of ${pointsInWords(points)} ${ends.fail} fail">${parts}</span>`
}

/** The points of one axis, or of a list, beside one another. */
function besideOf({ axes }: Overview, ran: readonly OverviewPoint[], changing: readonly RequirementEnds[], links: ReadonlySet<number>): Html | undefined {
  if (ran.length > BESIDE || ran.some(({ requirements }) => requirements === undefined)) return undefined
  const [only, ...others] = axes.filter(({ values }) => values.length > 1)
  const byValue = only !== undefined && others.length === 0
  const at = axes.indexOf(only!)
  const points = byValue ? only.values.flatMap(({ text }) => ran.filter(({ values }) => values[at] === text)) : ran
  const columns = points.map((one) => (byValue ? one.values[at]! : html`<span title="${valuesInWords(axes, one)}">${one.number}</span>`))
  const rows = changing.slice(0, LISTED).map(({ requirement }) => ({
    name: html`<span class="id">${requirement}</span>`,
    cells: points.map((one) => shareCell(one, requirement, points.length <= WITH_FIGURES, links)),
  }))
  const caption = `${points.length <= WITH_FIGURES ? 'Share in time, in per cent, and verdict' : 'Verdict'} of each requirement that changes, ${byValue ? `by ${only.path}` : 'by number of the point'}.`
  return html`${verdictLegend()}${heatTable(caption, 'Requirements by point', byValue ? only.path : 'point', columns, rows)}`
} // prettier-ignore

/** Where two things are varied: a map for each of the worst requirements. */
function mapsOf(overview: Overview, changing: readonly RequirementEnds[], links: ReadonlySet<number>): Html | undefined {
  const grid = gridIn(overview)
  if (grid?.y === undefined || grid.others.length > 0 || overview.points.some(({ result, requirements }) => result && !requirements)) return undefined
  const { x, y } = grid
  const many = Math.min(MAPS, Math.floor(MOST_CELLS / (x.values.length * y.values.length)))
  if (many === 0) return undefined
  const figures = x.values.length <= WITH_FIGURES
  const failing = changing.filter(({ fail }) => fail > 0)
  const mapped = (failing.length > 0 ? failing : changing).slice(0, many)
  const maps = mapped.map(({ requirement }) => {
    const rows = y.values.map((of) => ({
      name: of.text,
      cells: x.values.map((one) => {
        const point = grid.at({ [x.path]: one.text, [y.path]: of.text })
        return point && shareCell(point, requirement, figures, links)
      }),
    }))
    const corner = html`${y.path} <span class="soft">↓</span> ${x.path} <span class="soft">→</span>`
    return heatTable(html`<strong class="id">${requirement}</strong>`, `${requirement} by ${x.path} and ${y.path}`, corner, x.values.map(({ text }) => text), rows)
  })
  const what = figures ? 'Share in time, in per cent, and verdict' : 'Verdict'
  return html`<p>${what} of ${failing.length > many ? `the ${many} that fail at most points` : failing.length > 0 ? 'those that fail at some point' : mapped.length < changing.length ? `the first ${many}` : 'each'}:</p>${verdictLegend()}<div class="maps">${maps}</div>`
} // prettier-ignore

function shareCell(point: OverviewPoint, requirement: string, figures: boolean, links: ReadonlySet<number>): HeatCell {
  const one = point.requirements?.get(requirement)
  const to = links.has(point.number) ? rowId(point) : undefined
  if (point.result === undefined) return { kind: 'cannot', text: '×', title: `point ${point.number} cannot be`, to }
  if (one === undefined) return { kind: 'none', text: '', title: `point ${point.number} does not have it`, to }
  const text = figures && one.shareInTime !== null ? percent(one.shareInTime).replace(' %', '') : SIGNS[one.verdict]
  return { kind: `v-${classOf(one.verdict)}`, text, title: `point ${point.number}: ${toldOf(one)}`, to }
}

function toldOf({ verdict, shareInTime, low, high }: PointRequirement): string {
  if (shareInTime === null) return verdict
  return `${verdict}, ${percent(shareInTime)} in time (${percent(low ?? 0)} to ${percent(high ?? 1)})`
}

const SIGNS: Record<VerdictWord, string> = { fail: '✗', undecided: '?', pass: '✓', 'not exercised': '–' }

function verdictLegend(): Html {
  const item = (word: VerdictWord) => html`<li><span class="swatch v-${classOf(word)}" aria-hidden="true">${SIGNS[word]}</span> ${word}</li>`
  return html`<ul class="legend">${ORDER.map(item)}</ul>`
} // prettier-ignore

function classOf(word: VerdictWord): string {
  return word.replace(' ', '-')
}

export function pointLink(number: number, links: ReadonlySet<number>): Html {
  return links.has(number) ? html`<a href="#${rowId({ number })}">${number}</a>` : html`${number}`
}
