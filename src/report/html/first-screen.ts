import { percent, type VerdictWord } from '../../check/verdict.js'
import { printSize } from '../../input/units.js'
import { relaxedBy } from '../../run/budget-outcome.js'
import { inBrief } from '../../run/costliest-leg.js'
import type { Held } from '../../run/held.js'
import type { Outcome } from '../../run/outcome.js'
import type { Run } from '../../run/run.js'
import { budgetsField, budgetsFailedInWords, relaxedFailedInWords } from '../budgets-in-words.js'
import { busiestFirst, fullestLinks, useInWords, type UsedLink } from '../busiest.js'
import { statementOf } from '../coverage.js'
import { coverageFields, inPlayWords } from '../coverage-lines.js'
import { clock } from '../hourly-csv.js'
import { verdictCounts } from '../run-json.js'
import { count } from '../count.js'
import { scopeInWords, time } from '../terminal.js'
import { figure } from '../table.js'
import { belowBound, failedWorstFirst, nearestToFailing, VERDICTS_WORST_FIRST } from '../worst-first.js'
import { datum, use } from './datum.js'
import { html, type Html } from './html.js'
import { badge } from './parts.js'
import { linkTo } from './requirement-link.js'
import { floorOf, sharePicture } from './share-picture.js'

/** So many requirements, and so many links, can be seen at a glance. */
const WORST = 4
const BUSIEST = 3

/** What there is to say before anybody scrolls: what it is, what came out, what is worst, what is busiest, and what may be claimed. */
export function firstScreen(held: Held, run?: Run): Html {
  const { deployment } = held
  const statement = statementOf(held)
  return html`<div class="top">
      <h1>${deployment.settings.name}</h1>
      <button class="theme" type="button" hidden>Dark</button>
    </div>
    <p class="what">${inPlayWords(statement).map((words) => html`${words}<br />`)}${scopeInWords(deployment)}</p>
    ${verdicts(held)}
    <div class="sides">
      <div>${worst(held.outcomes)}</div>
      <div>
        ${run && busiest(run)}
        <h2 class="minor">What it covers</h2>
        <dl class="facts">
          ${coverageFields(statement).map(([name, words]) => html`<dt>${name}</dt><dd>${words}</dd>\n`)}
        </dl>
      </div>
    </div>`
}

function verdicts({ outcomes, budgets }: Held): Html {
  const counts = verdictCounts(outcomes)
  const relaxed = relaxedBy(budgets)
  // As on the terminal: of what is relaxed the budget decides.
  const { fail } = verdictCounts(outcomes.filter((one) => !relaxed.has(one.requirement.id)))
  const besides = fail < counts.fail ? ` that ${fail > 1 ? 'are' : 'is'} not relaxed` : ''
  const head = fail === 0 ? 'No requirement failed' : `${fail} requirement${fail === 1 ? '' : 's'} failed`
  const also = [
    relaxedFailedInWords(outcomes, relaxed),
    budgetsFailedInWords(budgets, false),
    budgetsField(budgets) && `budgets: ${budgetsField(budgets)}`,
  ].filter((words) => words !== undefined)
  const bar = VERDICTS_WORST_FIRST.filter((word) => counts[word] > 0).map(
    (word) => html`<i class="${classOf(word)}" style="flex-grow:${counts[word]}"></i>`,
  )
  return html`<div class="verdicts">
    <p class="headline ${fail > 0 ? 'fail' : counts.pass === outcomes.length ? 'pass' : ''}">
      ${head}${besides} <span class="soft">of ${count(outcomes.length)}</span>
    </p>
    <dl>
      ${VERDICTS_WORST_FIRST.map((word) => html`<div><dd class="${counts[word] > 0 ? classOf(word) : 'soft'}" data-value="${counts[word]}">${count(counts[word])}</dd><dt><a href="#requirements" data-show="${word}">${badge(word)}</a></dt></div>\n`)}
    </dl>
    <div class="stack" aria-hidden="true">${bar}</div>
    ${also.map((words) => html`<p class="also">${words}</p>`)}
  </div>`
}

function classOf(word: VerdictWord): string {
  return word.replaceAll(' ', '-')
}

/** What failed, and where that leaves room what is nearest to it. */
function worst(outcomes: readonly Outcome[]): Html {
  const failed = failedWorstFirst(outcomes)
  const [those, near] = [
    failed.slice(0, WORST),
    nearestToFailing(outcomes).slice(0, Math.max(0, WORST - failed.length)),
  ]
  const shown = [...those, ...near]
  if (shown.length === 0)
    return html`<h2 class="minor">Nothing was judged</h2>
      <p>No requirement had a message that could be held against its bound.</p>`
  const floor = floorOf(shown)
  const list = (title: string, of: readonly Outcome[]) =>
    of.length > 0 &&
    html`<h2 class="minor">${title}</h2><ol class="worst">${of.map((one) => worstOne(one, floor))}</ol>`
  const more = failed.length - those.length
  return html`${list('Furthest below their bounds, as far as is sure', those)}
    ${more > 0 && html`<p class="more"><a href="#requirements" data-show="fail">${count(more)} more that failed</a></p>`}
    ${list('Nearest to failing', near)}
    <p class="share-ends soft">
      <span>${percent(floor)}</span><span>dot: share; bar: interval; line: bound</span><span>100 %</span>
    </p>`
}

function worstOne(one: Outcome, floor: number): Html {
  const { requirement, latencyS, boundLatencyS, shareInTime, boundReliability, costliestLeg } = one
  // The verdict's own words, up to what stands behind the share.
  const [share] = one.reason.split('; ')
  const by = (boundReliability - shareInTime!) * 100
  const far =
    one.verdict === 'fail'
      ? `at least ${points(-100 * belowBound(one))} below`
      : by > 0
        ? `${points(by)} below`
        : by < 0
          ? `${points(-by)} above`
          : 'at its bound'
  const p99 =
    latencyS &&
    html`; p99 <span data-value="${figure(latencyS.p99)}">${time(latencyS.p99)}</span>, allowed ${time(boundLatencyS)}`
  return html`<li>
    ${linkTo(requirement.id)}
    <div class="pair">${requirement.from} → ${requirement.to}</div>
    <div class="gauge">${sharePicture(one, floor)}<b class="${classOf(one.verdict)}">${far}</b></div>
    <div class="soft">${share}${p99}</div>
    ${costliestLeg && html`<div class="soft cause">${inBrief(costliestLeg)}</div>`}
  </li>\n`
}

/** Of a share, in points of a per cent. */
function points(value: number): string {
  const text = Number(value.toPrecision(3))
  return `${text} point${text === 1 ? '' : 's'}`
}

/** Single links by their use over the run (links.csv); and the hour of a network that the mean of its links is highest in (hourly.csv). */
function busiest(run: Run): Html {
  const shown = fullestLinks(run).slice(0, BUSIEST)
  if (shown.length === 0) return html`<h2 class="minor">Busiest links</h2><p>Nothing crossed a link.</p>`
  const [hour] = busiestFirst(run)
  const { start } = run.deployment.settings
  const most =
    hour &&
    html`<p class="soft">
      All links of a network together: ${hour.network} ${hour.direction},
      <span data-value="${figure(hour.share)}">${useInWords(run.deployment, hour)}</span>, ${clock(start.text, hour.hour)}
    </p>`
  return html`<h2 class="minor">Busiest links</h2><p class="soft">Each by itself, over the whole run</p><ol class="busiest">${shown.map(linkLine)}</ol>${most}`
}

function linkLine(link: UsedLink): Html {
  const { name, network, direction, each, utilisation, channels, share, backlogMax } = link
  const mean = each > 1 && html`, the mean of ${count(each)}`
  const on = channels > 1 && html` on ${count(Math.round(channels))} channels`
  return html`<li>
    <b>${name}</b> ${network} ${direction}, sending ${datum(utilisation, ofTheRun)}${on}${mean}; queue at most
    ${datum(Math.round(backlogMax), (bytes) => printSize(bytes, 3))}
    <div class="use" aria-hidden="true"><i style="width:${(Math.min(1, share) * 100).toFixed(1)}%"></i></div>
  </li>\n`
}

/** Where several send at once over one link, their times add up to more than the whole. */
const ofTheRun = (share: number) => (share > 1 ? `${share.toFixed(1)} times the run` : `${use(share)} of the run`)
