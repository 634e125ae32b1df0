import { percent } from '../check/verdict.js'
import { html, type Html } from '../report/html/html.js'
import { count } from '../report/terminal.js'
import type { Axis } from './sweep-axes.js'
import type { SweepIdentity } from './sweep-identity.js'
import type { Ends, Overview, RequirementEnds } from './sweep-overview.js'
import { endsByDecision } from './sweep-profile-decisions.js'
import { pointLink } from './sweep-requirements-html.js'
import type { SweepCounts } from './sweep-tables.js'
import { all, byFailures, pointsInWords } from './sweep-words.js'

/** So many requirements, and so many values of a path, can be seen at a glance. */
const WORST = 5
const VALUES = 12

/** What there is to say of a sweep before anybody scrolls: what was varied, how many points fail, and which requirements do so most. */
export function sweepFirstScreen(identity: SweepIdentity, counts: SweepCounts, overview: Overview, links: ReadonlySet<number>): Html {
  const { name, seed, statistics, sweep } = identity
  const { confidence, replications } = statistics
  const runs = replications > 1 ? `, ${statistics.untilDecided ? 'up to ' : ''}${replications} replications a point` : ''
  const varied = sweep.paths.length === 0 ? 'nothing' : sweep.paths.join(', ')
  return html`<div class="top">
      <h1>${name}</h1>
      <button class="theme" type="button" hidden>Dark</button>
    </div>
    <p class="what">Sweep of ${varied}<br />${pointsInWords(counts.points)}, ${sweep.paths.includes('seed') ? '' : `seed ${seed}, `}confidence ${percent(confidence)}${runs}</p>
    ${verdicts(counts)}
    <div class="sides">
      <div>${worst(overview, counts, links)}</div>
      <div>
        <h2 class="minor">What was varied</h2>
        ${overview.axes.map((axis) => variedOne(axis, overview))}
        ${counts.still.map((path) => html`<p><b>${path}</b>: nothing responds to it: points that differ only in it came out the same.</p>`)}
      </div>
    </div>`
} // prettier-ignore

function verdicts({ points, failed, cannot }: SweepCounts): Html {
  const passed = points - failed - cannot
  const ran = points - cannot
  const head = failed === 0 ? 'No point has a failed requirement' : `${count(failed)} ${failed === 1 ? 'point has' : 'points have'} a failed requirement`
  const ends: [number, string, string][] = [
    [failed, 'fail', 'with a failed requirement'],
    [passed, 'pass', 'without one'],
    [cannot, 'not-exercised', 'that cannot be'],
  ]
  const shown = ends.filter(([many], i) => many > 0 || i < 2)
  return html`<div class="verdicts">
    <p class="headline ${failed > 0 ? 'fail' : 'pass'}">${head} <span class="soft">of ${count(ran)}</span></p>
    <dl>${shown.map(([many, kind, words]) => html`<div><dd class="${kind}" data-value="${many}">${count(many)}</dd><dt>${words}</dt></div>\n`)}</dl>
    <div class="stack" aria-hidden="true">${shown.filter(([many]) => many > 0).map(([many, kind]) => html`<i class="${kind}" style="flex-grow:${many}"></i>`)}</div>
  </div>`
} // prettier-ignore

function worst({ requirements }: Overview, { points, cannot }: SweepCounts, links: ReadonlySet<number>): Html {
  const failing = requirements.filter(({ fail }) => fail > 0).sort(byFailures)
  if (failing.length === 0) return html`<h2 class="minor">Nearest to failing</h2>${nearest(requirements, links)}`
  const more = failing.length - WORST
  return html`<h2 class="minor">Fail at most points</h2>
    <ol class="worst">${failing.slice(0, WORST).map((one) => worstOne(one, `fails at ${one.fail} of ${pointsInWords(points - cannot)}`, links))}</ol>
    ${more > 0 && html`<p class="soft">${more} more ${more === 1 ? 'fails' : 'fail'} at some point</p>`}`
} // prettier-ignore

/** The lowest share above its bound, by how little. */
function nearest(requirements: readonly RequirementEnds[], links: ReadonlySet<number>): Html {
  const margin = ({ lowest, boundReliability }: RequirementEnds) => lowest!.share - boundReliability
  const judged = requirements.filter(({ lowest }) => lowest !== undefined).sort((a, b) => margin(a) - margin(b))
  if (judged.length === 0) return html`<p>No requirement had a message that could be held against its bound.</p>`
  return html`<ol class="worst">${judged.slice(0, WORST).map((one) => worstOne(one, 'fails nowhere', links))}</ol>`
}

function worstOne({ requirement, lowest, boundReliability }: RequirementEnds, words: string, links: ReadonlySet<number>): Html {
  const low = lowest && html`; lowest ${percent(lowest.share, boundReliability)} in time, at point ${pointLink(lowest.point, links)}, must be above ${percent(boundReliability)}`
  return html`<li><span class="id">${requirement}</span><div class="soft">${words}${low}</div></li>\n`
} // prettier-ignore

/** The values of a path with how many of their points fail; of many profiles, their decisions. */
function variedOne({ path, values }: Axis, overview: Overview): Html {
  const ends = overview.values.get(path)
  const few = values.length <= VALUES
  if (ends && few) return endsTable(path, values.map(({ text }) => [text, ends.get(text)!]))
  const range = `${values.length} values, ${values[0]!.text} to ${values.at(-1)!.text}`
  if (ends === undefined || path !== 'profile') return html`<h3>${path}</h3><p class="soft">${range}</p>`
  return endsTable(`${values.length} profiles, by decision`, endsByDecision(ends))
} // prettier-ignore

function endsTable(name: string, rows: readonly (readonly [string, Ends])[]): Html {
  const lines = rows.map(([text, one]) => {
    const parts = [
      [one.failed, 'fail'],
      [one.passed, 'pass'],
      [one.cannot, 'not-exercised'],
    ] as const
    const drawn = parts.filter(([many]) => many > 0).map(([many, kind]) => html`<span class="${kind}" style="flex-grow:${many}"></span>`)
    return html`<tr><th scope="row">${text}</th><td><span class="ends" aria-hidden="true">${drawn}</span></td><td class="n">${one.failed} of ${all(one) - one.cannot}</td></tr>\n`
  })
  return html`<table class="values"><caption class="unseen">${name}: points with a failed requirement</caption>
<thead><tr><th scope="col">${name}</th><td></td><th scope="col" class="n">fail</th></tr></thead><tbody>${lines}</tbody></table>`
} // prettier-ignore
