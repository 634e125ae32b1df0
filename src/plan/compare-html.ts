import { percent } from '../check/verdict.js'
import { html, type Content, type Html } from '../report/html/html.js'
import { page, type Section } from '../report/html/page.js'
import { badge, table } from '../report/html/parts.js'
import { floorOf } from '../report/html/share-picture.js'
import { assumptionChanges } from './compare-assumptions.js'
import { factorAxis, factorPicture, factorScale, sharesPicture, type FactorScale } from './compare-pictures.js'
import { movesByRequirement, othersInWords } from './compare-by-requirement.js'
import { compareFirstScreen } from './compare-first-screen.js'
import { changesTable, directionBadge, type ChangesRow } from './compare-table-html.js'
import { budgetInWords, moveInWords, shareInWords, tally } from './compare-words.js'
import type { Change, Comparison } from './compare.js'
import type { Limited, Move } from './moved-figures.js'
import type { ReportedRequirement, ReportFiles } from './report-files.js'

/** A comparison as a page: what `--json` has, to look at. */
export function compareHtml(comparison: Comparison): string {
  const { base, next } = comparison
  const names = [...new Set([base, next].map(({ run, folder }) => run.name ?? folder))].join(' and ')
  const sections = [
    verdictsSection(comparison),
    movedSection(comparison),
    goneSection(comparison),
    budgetsSection(comparison),
    assumptionsSection(comparison),
  ]
  return page({
    title: `${names}: ${base.folder} and ${next.folder} compared`,
    head: compareFirstScreen(comparison, names),
    sections: sections.filter((one) => one !== undefined),
    foot: html`base: sgsim ${base.run.sgsim}, deployment ${short(base.run.deploymentHash)}; new: sgsim ${next.run.sgsim}, deployment ${short(next.run.deploymentHash)}; catalogue ${short(next.run.catalogueHash)}.`,
  }) // prettier-ignore
}

function verdictsSection({ verdicts }: Comparison): Section {
  if (verdicts.length === 0) return none('verdicts', 'Verdicts', 'Every requirement that both reports have has the verdict that it had.')
  const floor = floorOf(verdicts.flatMap(({ base, next }) => [base, next].map(({ low, boundReliability = 1 }) => ({ low, boundReliability }))))
  const rows = verdicts.map((one): ChangesRow => ({ direction: one.direction, cells: verdictCells(one, floor) }))
  const columns = [
    { title: '' },
    { title: 'Requirement' },
    { title: 'Was → is' },
    { title: 'In time: base' },
    { title: 'New' },
    { title: html`<span class="ends-of"><span>${percent(floor)}</span><span>100 %</span></span>`, isPicture: true },
  ]
  const caption = 'Requirements whose verdict is not what it was, the worst first. Picture: the share in time before (above, grey) and after, with their intervals; the upright line is the bound.'
  return { id: 'verdicts', title: `Verdicts: ${tally(verdicts)}`, body: changesTable('verdicts-table', caption, columns, rows) }
} // prettier-ignore

function verdictCells({ direction, base, next }: Change<ReportedRequirement>, floor: number) {
  const limited = ({ shareInTime, low, high }: ReportedRequirement): Limited | undefined =>
    shareInTime === undefined ? undefined : { value: shareInTime, low: low ?? 0, high }
  const words = `in time ${shareInWords(base)}, then ${shareInWords(next)}, bound ${percent(next.boundReliability ?? 0)}`
  return [
    { shown: directionBadge(direction) },
    { shown: requirementName(next) },
    { shown: html`${badge(base.verdict)} → ${badge(next.verdict)}` },
    { shown: twoLines(shareInWords(base)), value: base.cells.get('share_in_time') },
    { shown: twoLines(shareInWords(next)), value: next.cells.get('share_in_time') },
    { shown: sharesPicture(limited(base), limited(next), next.boundReliability, floor, direction, words) },
  ]
}

function movedSection({ moved, untold, base, next }: Comparison): Section {
  const also = untold > 0 && html`<p class="after">${untoldWords(untold)}</p>`
  if (moved.length === 0) return none('moved', 'Figures', html`No latency and no share in time lies beyond its interval.`, also)
  const scale = factorScale(moved)
  const cell = (report: ReportFiles, one: Move) => report.requirements.get(one.requirement)?.cells.get(columnOf(one))
  const groups = movesByRequirement(moved)
  const rows = groups.map(([worst, ...others]): ChangesRow => {
    const one = worst!
    const { base: before, next: after } = moveInWords(one)
    const picture = factorPicture(one, scale, `${before}, then ${after}`)
    const name = requirementName(next.requirements.get(one.requirement)!)
    const opened = others.map((other) => otherFigure(other, scale, cell(base, other), cell(next, other)))
    const also = others.length > 0 && html`<details><summary>also ${othersInWords([one, ...others])}</summary><ul class="figures">${opened}</ul></details>`
    return {
      direction: one.direction,
      cells: [
        { shown: directionBadge(one.direction) },
        { shown: html`${name}${also}` },
        { shown: one.figure },
        { shown: twoLines(before), value: cell(base, one) },
        { shown: twoLines(after), value: cell(next, one) },
        { shown: picture, value: String(factorOf(one)) },
      ],
    }
  })
  const columns = [
    { title: '' },
    { title: 'Requirement' },
    { title: 'Worst figure' },
    { title: 'Base' },
    { title: 'New' },
    { title: factorAxis(scale), isPicture: true },
  ]
  const caption = 'Requirements of which a figure lies elsewhere than before, by more than chance explains: the worst figure of each, and with it the others. Picture: before (above, grey) and after, with their intervals, as so many times what it was; of a share it is that of the messages not in time.'
  return { id: 'moved', title: `Figures beyond their intervals, by requirement: ${tally(groups.map(([worst]) => worst!))}`, body: html`${changesTable('moved-table', caption, columns, rows)}${also}` }
} // prettier-ignore

/** What else moved of a requirement: its figures with their intervals, on the scale of all. */
function otherFigure(one: Move, scale: FactorScale, base: string | undefined, next: string | undefined): Html {
  const { base: before, next: after } = moveInWords(one)
  return html`<li>${directionBadge(one.direction)} <b>${one.figure}</b> <span data-value="${base}">${before}</span> → <span data-value="${next}">${after}</span>${factorPicture(one, scale, `${before}, then ${after}`)}</li>\n`
} // prettier-ignore

/** A figure, and under it its interval. */
function twoLines(words: string): Content {
  const [, value, interval] = /^(.*?) \((.*)\)$/.exec(words) ?? []
  return value === undefined ? words : html`${value}<div class="pair">${interval}</div>`
}

function untoldWords(untold: number): string {
  const many = untold === 1 ? '1 latency more is different' : `${untold} latencies more are different`
  return `${many}, but have too few independent observations to say that more than chance did it.`
}

function columnOf({ figure }: Move): string {
  return figure === 'in time' ? 'share_in_time' : `latency_${figure}_s`
}

function factorOf({ figure, base, next }: Move): number {
  const [before, after] = figure === 'in time' ? [1 - base.value, 1 - next.value] : [base.value, next.value]
  return Number((before > 0 ? after / before : Number.MAX_SAFE_INTEGER).toPrecision(6))
}

function goneSection({ gone, came }: Comparison): Section | undefined {
  if (gone.length === 0 && came.length === 0) return undefined
  const list = (caption: string, column: string, some: readonly ReportedRequirement[]) =>
    some.length > 0 &&
    table(caption, ['Requirement', column], some.slice(0, MOST).map((one): Content[] => [requirementName(one), badge(one.verdict)]))
  const body = html`${list('Requirements that are gone: each counts as worse.', 'It was', gone)}
${list('Requirements that came: none of them counts, whatever its verdict.', 'Verdict', came)}
${more(gone.length - MOST)}${more(came.length - MOST)}`
  return { id: 'gone', title: `Requirements gone: ${gone.length}; come: ${came.length}`, body }
} // prettier-ignore

/** Lines of a list without pictures. */
const MOST = 500

function more(many: number): Html | undefined {
  return many > 0 ? html`<p class="soft">… and ${many} more (--json has them all).</p>` : undefined
}

function budgetsSection({ base, next, budgets }: Comparison): Section | undefined {
  if (base.budgets === undefined || next.budgets === undefined) return undefined
  if (budgets.length === 0) return none('budgets', 'Budgets', 'Every budget has the verdict that it had.')
  const rows = budgets.map((one): Content[] => [directionBadge(one.direction), one.name, budgetInWords(one)])
  return { id: 'budgets', title: `Budgets: ${tally(budgets)}`, body: table('Budgets whose verdict or level is not what it was.', ['', 'Budget', 'Was → is'], rows) }
} // prettier-ignore

function assumptionsSection({ base, next }: Comparison): Section | undefined {
  const changes = assumptionChanges(base, next)
  if (changes === undefined) return undefined
  if (changes.length === 0) return none('assumptions', 'Assumptions', 'Both rest on the same assumptions, with the same values.')
  const rows = changes.slice(0, MOST).map(({ name, base: before, next: after }): Content[] => [
    html`<span class="id">${name}</span>`,
    before ?? html`<span class="soft">not there</span>`,
    after ?? html`<span class="soft">gone</span>`,
  ])
  const body = html`<p>What moved may be the doing of these.</p>${table('Assumptions that differ', ['Assumption', 'Base', 'New'], rows)}${more(changes.length - MOST)}`
  return { id: 'assumptions', title: `Assumptions that differ: ${changes.length}`, body }
} // prettier-ignore

function none(id: string, title: string, words: Content, also?: Content): Section {
  return { id, title, body: html`<p>${words}</p>${also}` }
}

function requirementName({ id, from, to }: ReportedRequirement): Html {
  return html`<span class="id">${id}</span><div class="pair">${from} → ${to}</div>`
}

function short(hash: string | undefined): string {
  return hash?.slice(0, 12) ?? 'unknown'
}
