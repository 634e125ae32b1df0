import { percent } from '../../check/verdict.js'
import type { Held } from '../../run/held.js'
import type { WayOutcome } from '../../run/leg-outcome.js'
import type { Outcome } from '../../run/outcome.js'
import type { Sensitivity } from '../../run/sensitivity.js'
import type { Requirement } from '../../srs/requirement.js'
import { hangsOnOf } from '../hangs-on.js'
import { count } from '../count.js'
import { time } from '../terminal.js'
import { figure } from '../table.js'
import { VERDICTS_WORST_FIRST, worstVerdictFirst } from '../worst-first.js'
import { datum } from './datum.js'
import { explained } from './explained.js'
import { html, Html } from './html.js'
import { latencyCurves } from './latency-curve.js'
import type { Section } from './page.js'
import { packed } from './packed.js'
import { badge } from './parts.js'
import type { Plots } from './plots.js'
import { anchorOf } from './requirement-link.js'

/** What a run has of them; a trace knows of no ways. */
export type Requirements = Held & { ways?: readonly WayOutcome[]; sensitivity?: Sensitivity }

/** A line a requirement, each with all that is known of it below: the whole of requirements.csv, with legs.csv beside. */
export function requirementsSection(held: Requirements, plots: Plots): Section {
  const { ways, sensitivity } = held
  const outcomes = worstVerdictFirst(held.outcomes)
  const curves = latencyCurves(plots, outcomes)
  const hangsOn = hangsOnOf(outcomes, sensitivity)
  const waysOf = byRequirement(ways ?? [])
  const details = outcomes.map((one, i) =>
    explained(one, curves, waysOf.get(one.requirement) ?? [], sensitivity && (hangsOn[i] ?? 'NA')),
  )
  const kept = keptApart(outcomes, details)
  const rows = outcomes.map((one, i) => {
    const number = kept?.numbers.get(i)
    return number === undefined ? row(one, details[i]!) : closedRow(one, number, waysOf.get(one.requirement) ?? [])
  })
  const asked = sensitivity === undefined && ways !== undefined
  return {
    id: 'requirements',
    title: 'Requirements',
    body: html`<p>One line a requirement: one payload from one actor to one actor, held against what the SRS asks of it. Each opens to the sentence that it must meet, the reason of its verdict, its latencies, and where its time goes.${asked && html` On which assumptions a verdict hangs this run was not asked: <code>--sensitivity</code> asks.`}</p>
<details class="figures"><summary>How to read the curves</summary><p>Up: the share of the messages judged that had arrived after at most that time; from one line to the next a tenth of the rest is left. The line ends at the share of those that arrived at all. Dashed: the bound, as a time and as a share. Small dots: half, 95 % and 99 % of those received. On the time allowed, in the colour of the verdict: the share in time with its interval; what was lost is not in time.</p></details>
${curves.frame}${filters(outcomes, ways)}<div class="scroll"><table id="requirements-table" class="requirements">
<caption class="unseen">Requirements, with their verdicts, shares and latencies</caption>
<thead><tr>${COLUMNS.map(([name, kind]) => html`<th scope="col"${kind !== '' && html` class="${kind}"`} data-sort>${name}</th>`)}</tr></thead>
${rows}</table></div>${kept?.store}`,
  }
}

/** From so many characters on, what did not fail opens to something that a script unpacks. */
const MANY = 600_000

/** Of very many requirements: what those that did not fail open to, packed, and by place which of it is whose. */
function keptApart(
  outcomes: readonly Outcome[],
  details: readonly Html[],
): { numbers: Map<number, number>; store: Html } | undefined {
  if (details.reduce((sum, { text }) => sum + text.length, 0) < MANY) return undefined
  const places = [...outcomes.keys()].filter((i) => outcomes[i]!.verdict !== 'fail')
  const pack = packed(places.map((i) => details[i]!.text))
  if (pack === undefined) return undefined
  // In JSON a slash may be written so; in a page the end of the script may not be.
  const json = JSON.stringify(pack).replaceAll('</', '<\\/')
  return {
    numbers: new Map(places.map((i, number) => [i, number])),
    store: html`<noscript><p>What those open to that did not fail needs a script; requirements.csv and legs.csv have it.</p></noscript>
<script type="application/json" id="packed-details">${new Html(json)}</script>`,
  }
}

/** A line whose detail is packed. What the filters would find in that stands beside. */
function closedRow(one: Outcome, number: number, ways: readonly WayOutcome[]): Html {
  const networks = distinct(ways.flatMap((way) => way.legs.map((leg) => leg.hop.network)))
  const also = html` data-packed="${number}" data-use-case="${one.requirement.useCase}" data-network="${networks.join('|')}"`
  return html`${line(one, also)}</tbody>\n`
}

function byRequirement(ways: readonly WayOutcome[]): Map<Requirement, WayOutcome[]> {
  const found = new Map<Requirement, WayOutcome[]>()
  for (const way of ways) found.set(way.requirement, [...(found.get(way.requirement) ?? []), way])
  return found
}

const COLUMNS = [
  ['Verdict', ''], ['Requirement', ''], ['In time', 'n'], ['Interval', 'n interval'], ['Bound', 'n'], ['Latency p99', 'n'], ['Allowed', 'n'], ['Sent', 'n'],
] as const // prettier-ignore

/** There are up to 1400 of them: end tags that HTML does not need are left out, and classes that a column says. */
function row(one: Outcome, below: Html): Html {
  return html`${line(one)}<tr class="detail"><td colspan="${COLUMNS.length}">${below}</tbody>\n`
}

function line(one: Outcome, also?: Html): Html {
  const { requirement: r, shareInTime, low, high, boundReliability, boundLatencyS, latencyS } = one
  const share = (value: number) => percent(value, boundReliability)
  return html`<tbody id="${anchorOf(r.id)}" data-verdict="${one.verdict}"${also}><tr><td>${badge(one.verdict)}<th scope="row"><span class="id">${r.id}</span><div class="pair"><i class="actor">${r.from}</i> → <i class="actor">${r.to}</i></div>${cell(shareInTime, share)}<td>${low !== undefined && html`${datum(low, ends)} to `}${datum(high, ends)}${cell(boundReliability, ends)}${cell(latencyS?.p99, time)}${cell(boundLatencyS, time)}${cell(one.sent, count)}`
}

/** A figure as requirements.csv has it, shown as a person reads it. */
function cell(value: number | undefined, shown: (value: number) => string): Html {
  const exists = value !== undefined && Number.isFinite(value)
  return html`<td data-value="${exists ? figure(value) : 'NA'}">${exists ? shown(value) : '–'}`
}

/** Of an interval what is needed to see how wide it is. */
const ends = (share: number) => percent(share)

function filters(outcomes: readonly Outcome[], ways: readonly WayOutcome[] | undefined): Html {
  const those = outcomes.map((one) => one.requirement)
  const networks = (ways ?? []).flatMap((way) => way.legs.map((leg) => leg.hop.network))
  const actors = those.flatMap(({ from, to }: Requirement) => [from, to])
  return html`<form class="filters" data-table="requirements-table" role="search" aria-label="Requirements">
<label>Search <input type="search" data-search placeholder="payload or actor" aria-keyshortcuts="/"></label>
${choice(
  'Verdict',
  'verdict',
  VERDICTS_WORST_FIRST.filter((word) => outcomes.some((one) => one.verdict === word)),
)}
${choice('Use case', 'use-case', distinct(those.map((one) => one.useCase)))}
${networks.length > 0 && choice('Network', 'network', distinct(networks))}
${choice('Actor', 'actor', distinct(actors))}
<button type="reset">Show all</button>
<output aria-live="polite">${count(outcomes.length)} requirements</output>
</form>`
}

function choice(label: string, name: string, values: readonly string[]): Html {
  return html`<label>${label} <select data-filter="${name}"><option value="">all</option>${values.map((value) => html`<option>${value}</option>`)}</select></label>`
}

function distinct(values: readonly string[]): string[] {
  return [...new Set(values)].sort()
}
