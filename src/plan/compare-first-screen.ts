import { html, type Content, type Html } from '../report/html/html.js'
import { comparisonInWords, countedByRequirement, movesByRequirement, othersInWords } from './compare-by-requirement.js' // prettier-ignore
import { directionBadge } from './compare-table-html.js'
import { identicalInWords, whichRun } from './compare-text.js'
import { budgetInWords, conclusion, count, difference, moveInWords, verdictsInWords } from './compare-words.js'
import type { Comparison } from './compare.js'
import type { Direction } from './verdict-change.js'

/** So many changes can be seen at a glance. */
const SHOWN = 5

/** What there is to say of two reports before anybody scrolls: whether anything became worse, what most, and what else is different between them. */
export function compareFirstScreen(comparison: Comparison, names: string): Html {
  const { base, next, notes } = comparison
  return html`<div class="top">
      <h1>${names}</h1>
      <button class="theme" type="button" hidden>Dark</button>
    </div>
    <p class="what">base: ${whichRun(base)}<br />new: ${whichRun(next)}</p>
    ${counts(comparison)}
    <div class="sides">
      <div>${changed(comparison)}</div>
      <div>
        ${notes.length > 0 && html`<h2 class="minor">What else is different</h2><ul class="notes">${notes.map((note) => html`<li>${note}</li>\n`)}</ul>`}
        <h2 class="minor">Messages</h2>
        ${messages(comparison)}
      </div>
    </div>`
} // prettier-ignore

function counts(comparison: Comparison): Html {
  const { regressions } = comparison
  const { worse, better, neither, unchanged } = countedByRequirement(comparison)
  const shown: [number, string, string][] = [
    [worse, 'fail', worse === 1 ? 'requirement worse' : 'requirements worse'],
    [better, 'pass', 'better'],
    [neither, 'undecided', 'other'],
    [unchanged, 'not-exercised', 'unchanged, or within chance'],
  ]
  const bar = shown.filter(([many]) => many > 0).map(([many, kind]) => html`<i class="${kind}" style="flex-grow:${many}"></i>`)
  return html`<div class="verdicts">
    <p class="headline ${regressions > 0 ? 'fail' : 'pass'}">${comparisonInWords(comparison)}</p>
    <dl>${shown.map(([many, kind, words]) => html`<div><dd class="${kind}" data-value="${many}">${count(many)}</dd><dt>${words}</dt></div>\n`)}</dl>
    <div class="stack" aria-hidden="true">${bar}</div>
    ${regressions > 0 && html`<p class="also">sgsim compare counts ${conclusion(comparison)}: ${worseInWords(comparison)}.</p>`}
    <p class="also">${identicalInWords(comparison)}.</p>
  </div>`
} // prettier-ignore

/** What the regressions are: `7 verdicts, 16 figures`. */
function worseInWords({ verdicts, gone, budgets, moved }: Comparison): string {
  const worse = (changes: readonly { direction: Direction }[]) => changes.filter((one) => one.direction === 'worse').length
  const parts: [number, string, string][] = [
    [worse(verdicts), 'verdict', 'verdicts'],
    [gone.length, 'requirement that is gone', 'requirements that are gone'],
    [worse(budgets), 'budget', 'budgets'],
    [worse(moved), 'figure beyond its interval', 'figures beyond their intervals'],
  ]
  const told = parts.filter(([many]) => many > 0).map(([many, one, several]) => `${many} ${many === 1 ? one : several}`)
  return told.join(', ')
} // prettier-ignore

/** What became worse, the worst first: verdicts, then what is gone, budgets and figures; else what became better. */
function changed(comparison: Comparison): Html {
  const all = changesOf(comparison)
  const worse = all.filter(({ direction }) => direction === 'worse')
  const listed = worse.length > 0 ? worse : all
  const title = worse.length > 0 ? 'What became worse' : 'What changed'
  if (listed.length === 0) return html`<h2 class="minor">${title}</h2><p>Nothing that chance would not explain.</p>`
  const more = listed.length - SHOWN
  const items = listed.slice(0, SHOWN).map(
    ({ direction, name, words }) => html`<li>${directionBadge(direction)} <span class="id">${name}</span><div class="soft">${words}</div></li>\n`,
  )
  return html`<h2 class="minor">${title}</h2><ol class="worst">${items}</ol>${more > 0 && html`<p class="soft">… and ${more} more below</p>`}`
} // prettier-ignore

interface Told {
  direction: Direction
  name: string
  words: Content
}

function changesOf({ verdicts, gone, budgets, moved }: Comparison): Told[] {
  return [
    ...verdicts.map((one): Told => ({ direction: one.direction, name: one.name, words: verdictsInWords(one) })),
    ...gone.map(({ id, verdictText }): Told => ({ direction: 'worse', name: id, words: `gone; it was: ${verdictText}` })),
    ...budgets.map((one): Told => ({ direction: one.direction, name: `budget: ${one.name}`, words: budgetInWords(one) })),
    ...movesByRequirement(moved).map((moves): Told => {
      const worst = moves[0]!
      const { base, next } = moveInWords(worst)
      const also = moves.length === 1 ? '' : `; also ${othersInWords(moves)}`
      return { direction: worst.direction, name: worst.requirement, words: `${worst.figure} ${base} → ${next}${also}` }
    }),
  ]
} // prettier-ignore

function messages({ messages: all }: Comparison): Html {
  const rows = all.map(
    ({ count: name, base, next }) => html`<tr><th scope="row">${name.replace('_', ' ')}</th><td class="n" data-value="${base}">${count(base)}</td><td class="n" data-value="${next}">${count(next)}</td><td class="n">${difference(base, next)}</td></tr>\n`,
  )
  return html`<table class="values messages"><caption class="unseen">Messages of all requirements</caption>
<thead><tr><td></td><th scope="col" class="n">base</th><th scope="col" class="n">new</th><th scope="col" class="n">difference</th></tr></thead><tbody>${rows}</tbody></table>`
} // prettier-ignore
