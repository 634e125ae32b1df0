import { percent } from '../check/verdict.js'
import { html, type Content, type Html } from '../report/html/html.js'
import { count } from '../report/count.js'
import type { Axis } from './sweep-axes.js'
import { END_CLASSES, END_WORDS, POINT_ENDS, ranOf, type Ends, type PointEnd } from './sweep-end.js'
import type { SweepIdentity } from './sweep-identity.js'
import type { Overview, RequirementEnds } from './sweep-overview.js'
import { endsByDecision } from './sweep-profile-decisions.js'
import { pointLink } from './sweep-requirements-html.js'
import type { SweepCounts } from './sweep-tables.js'
import { byFailures, everywhereInWords, pointsInWords } from './sweep-words.js'

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

function verdicts({ ends, everywhere }: SweepCounts): Html {
  const ran = ranOf(ends)
  const shown = POINT_ENDS.filter((end) => ends[end] > 0 || end === 'fails')
  const { kind, words } = headline(ends, ran)
  return html`<div class="verdicts">
    <p class="headline ${kind}">${words}</p>
    <dl>${shown.map((end) => html`<div><dd class="${END_CLASSES[end]}" data-value="${ends[end]}">${count(ends[end])}</dd><dt>${END_WORDS[end][ends[end] === 1 ? 'one' : 'several']}</dt></div>\n`)}</dl>
    <div class="stack" aria-hidden="true">${shown.filter((end) => ends[end] > 0).map((end) => html`<i class="${END_CLASSES[end]}" style="flex-grow:${ends[end]}"></i>`)}</div>
    ${everywhere.length > 0 && html`<p class="also">${everywhereInWords(everywhere, ran)}.</p>`}
  </div>`
} // prettier-ignore

/** What is known of all points: that none fails does not say that they pass. */
function headline(ends: Ends, ran: number): { kind: string; words: Content } {
  const { fails, undecided, passes, idle } = ends
  const all = ran === 1 ? 'The point' : `All ${count(ran)} points`
  const only = (one: string, several: string) => `${all} ${ran === 1 ? one : several}`
  if (ran === 0) return { kind: 'not-exercised', words: 'No point was run' }
  if (fails === ran) return { kind: 'fail', words: only('has a failed requirement', 'have a failed requirement') }
  if (fails > 0)
    return { kind: 'fail', words: html`${count(fails)} ${fails === 1 ? 'point has' : 'points have'} a failed requirement <span class="soft">of ${count(ran)}</span>` }
  if (passes === ran) return { kind: 'pass', words: only('passes', 'pass') }
  if (undecided === ran) return { kind: 'undecided', words: only('is undecided: nothing fails there', 'are undecided: none fails') }
  if (idle === ran) return { kind: 'not-exercised', words: `Nothing was exercised at ${ran === 1 ? 'the point' : `any of the ${count(ran)} points`}` }
  const open = undecided > 0 ? `${count(undecided)} of ${count(ran)} ${undecided === 1 ? 'is' : 'are'} undecided` : `at ${count(idle)} of ${count(ran)} nothing was exercised`
  return { kind: undecided > 0 ? 'undecided' : 'not-exercised', words: `No point fails, ${open}` }
} // prettier-ignore

function worst({ requirements }: Overview, { ends }: SweepCounts, links: ReadonlySet<number>): Html {
  const failing = requirements.filter(({ fail }) => fail > 0).sort(byFailures)
  if (failing.length === 0) return html`<h2 class="minor">Nearest to failing</h2>${nearest(requirements, links)}`
  const more = failing.length - WORST
  return html`<h2 class="minor">Fail at most points</h2>
    <ol class="worst">${failing.slice(0, WORST).map((one) => worstOne(one, `fails at ${one.fail} of ${pointsInWords(ranOf(ends))}`, links))}</ol>
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

/** Beside those that fail, a column for each other end that a point has. */
function endsTable(name: string, rows: readonly (readonly [string, Ends])[]): Html {
  const there = SAID.filter(([end]) => rows.some(([, ends]) => ends[end] > 0))
  const lines = rows.map(([text, ends]) => {
    const drawn = POINT_ENDS.filter((end) => ends[end] > 0).map((end) => html`<span class="${END_CLASSES[end]}" style="flex-grow:${ends[end]}"></span>`)
    const others = there.map(([end]) => html`<td class="n">${ends[end]}</td>`)
    return html`<tr><th scope="row">${text}</th><td><span class="ends" aria-hidden="true">${drawn}</span></td><td class="n">${ends.fails} of ${ranOf(ends)}</td>${others}</tr>\n`
  })
  const heads = there.map(([, title]) => html`<th scope="col" class="n">${title}</th>`)
  return html`<table class="values"><caption class="unseen">${name}: how the points ended</caption>
<thead><tr><th scope="col">${name}</th><td></td><th scope="col" class="n">fail</th>${heads}</tr></thead><tbody>${lines}</tbody></table>`
} // prettier-ignore

const SAID: readonly [PointEnd, string][] = [
  ['undecided', 'undecided'],
  ['passes', 'pass'],
  ['idle', 'nothing exercised'],
]
