import type { Change, ChangeKind, TriedEnd, TriedValue } from '../../run/sensitivity.js'
import type { Run } from '../../run/run.js'
import { hangingOn } from '../hangs-on.js'
import { count } from './datum.js'
import { html, type Content, type Html } from './html.js'
import { linkTo } from './requirement-link.js'
import type { Section } from './page.js'
import { table } from './parts.js'

/** Changes of one end that are named; sensitivity.csv has all. */
const NAMED = 12

/** Which assumption changes how many verdicts at which of its ends (sensitivity.csv); undefined where nobody asked. */
export function sensitivitySection({ sensitivity }: Run): Section | undefined {
  if (sensitivity === undefined) return undefined
  const values = new Map(sensitivity.values.map((one) => [one.name, one]))
  const hanging = hangingOn(sensitivity).map(({ name }) => values.get(name)!)
  const most = Math.max(1, ...hanging.flatMap(({ ends }) => ends.map((end) => end.changes.length)))
  const rows = hanging.map((value): Content[] => {
    const [low, high] = [value.ends.filter((one) => one.end === 'low'), value.ends.filter((one) => one.end !== 'low')]
    return [html`<code>${value.name}</code>`, endsOf(low, most, 'low'), value.value, endsOf(high, most, 'high')]
  })
  const columns = ['assumption', '#at its low end', 'in the run', 'at its high end, or another word']
  const none = html`<p>No verdict changes at any end that was tried.</p>`
  const tornado =
    hanging.length === 0
      ? none
      : html`${table('Verdicts that change at the ends of an assumption', columns, rows)} ${hanging.map(changesOf)}`
  const robust = sensitivity.values.filter((one) => !hanging.includes(one))
  const rest = html`<details class="figures"><summary>${robust.length} values that change no verdict, or were not varied</summary>${robustTable(robust)}</details>`
  const runs = sensitivity.values.flatMap(({ ends }) => ends).filter(({ cannot }) => cannot === undefined).length
  const varied = sensitivity.values.filter(({ ends }) => ends.some(({ cannot }) => cannot === undefined)).length
  const body = html`<p>
      Each value at each of its ends, one at a time, in the same run: of ${count(varied)} values ${count(hanging.length)} change a
      verdict, or how sure it is, in ${count(runs)} runs. ${count(sensitivity.readings)} readings of the SRS were not varied.
    </p>
    <div class="tornado">${tornado}</div>
    ${robust.length > 0 && rest}`
  return { id: 'sensitivity', title: 'What verdicts hang on', body }
}

/** A bar as long as what changes there, with the value that was tried. */
function endsOf(ends: readonly TriedEnd[], most: number, side: string): Html[] {
  return ends.map(({ text, cannot, changes }) => {
    const part = `${Number(((changes.length / most) * 100).toFixed(1))}%`
    const words = cannot === undefined ? inWords(changes) : 'cannot be'
    return html`<span class="end ${side}"><span class="length" style="--part:${part}"></span> <span>${text}: <span data-value="${changes.length}">${words}</span></span></span>`
  })
}

const KINDS: readonly [ChangeKind, string][] = [
  ['verdict', 'pass ↔ fail'],
  ['certainty', 'to or from undecided'],
  ['applicability', 'come or go'],
]

function inWords(changes: readonly Change[]): string {
  if (changes.length === 0) return 'robust'
  const parts = KINDS.flatMap(([kind, words]) => {
    const many = changes.filter((one) => one.kind === kind).length
    return many === 0 ? [] : [`${count(many)} ${words}`]
  })
  return parts.join(', ')
}

function changesOf({ name, ends }: TriedValue): Html {
  const lines = ends.flatMap(({ text, changes }) => {
    const named = changes
      .slice(0, NAMED)
      .map(({ requirement, before, after }) => html`<li>at ${text}: ${linkTo(requirement)} ${before} → ${after}</li>`)
    const more = changes.length - named.length
    return more > 0 ? [...named, html`<li>at ${text}: ${count(more)} more</li>`] : named
  })
  return html`<details class="figures"><summary><code>${name}</code>: which requirements</summary><ul>${lines}</ul></details>`
}

function robustTable(values: readonly TriedValue[]): Html {
  const rows = values.map(({ name, value, ends, why }): Content[] => [
    html`<code>${name}</code>`,
    value,
    why === undefined
      ? ends.map(({ text, cannot }) => (cannot === undefined ? text : `${text} (cannot be: ${cannot})`)).join(', ')
      : `not varied: ${why}`,
  ])
  return table('Values that change no verdict', ['assumption', 'in the run', 'tried'], rows)
}
