import type { Assumption } from '../../deployment/assumptions.js'
import { figuresOutside, populationsBelow } from '../../run/figures-outside.js'
import type { Held } from '../../run/held.js'
import type { Run } from '../../run/run.js'
import { assumptionsBehind } from '../assumptions.js'
import { hangingOn, type HangsOn } from '../hangs-on.js'
import { count } from './datum.js'
import { html, type Html } from './html.js'
import type { Section } from './page.js'

/** A run, or a trace: of that nobody asks for a sensitivity. */
type Rests = Held & Pick<Run, 'sensitivity'>

/** What verdicts rest on beside the SRS: assumptions.csv, those on which verdicts hang first. */
export function assumptionsSection(run: Rests): Section {
  const requirements = run.outcomes.map((one) => one.requirement)
  const all = assumptionsBehind(run.deployment, requirements)
  const hanging = new Map((run.sensitivity ? hangingOn(run.sensitivity) : []).map((one) => [one.name, one]))
  const outside = outsideOf(run)
  const rows = all.map((one) => ({
    one,
    group: groupOf(one),
    hangs: hanging.get(one.name),
    outside: outside.get(one.name),
  }))
  const first = [...hanging.keys()]
  const rank = ({ one, outside: words }: Row) => {
    const at = first.indexOf(one.name)
    return at >= 0 ? at : first.length + (words === undefined ? 1 : 0)
  }
  rows.sort((a, b) => rank(a) - rank(b))
  const groups = [...new Set(rows.map(({ group }) => group))].sort()
  const setBy = ['deployment', 'technology', 'default'].filter((by) => all.some((one) => one.setBy === by))
  const body = html`${introduction(run, all, hanging.size, outside.size)}
<form class="filters" data-table="assumptions-table" role="search" aria-label="Assumptions">
      <label>Search <input type="search" data-search placeholder="name or words" /></label>
      ${choice('Set by', 'set-by', setBy)} ${choice('Part', 'group', groups)}
      <button type="reset">Show all</button>
      <output aria-live="polite">${count(all.length)} assumptions</output>
    </form>
    <div class="scroll long" tabindex="0" role="region" aria-label="Assumptions">
      <table id="assumptions-table" class="assumptions">
        <caption class="unseen">
          Assumptions, with who set them and where they come from
        </caption>
        <thead>
          <tr>
            ${COLUMNS.map((name) => html`<th scope="col" data-sort>${name}</th>`)}
          </tr>
        </thead>
        <tbody>
          ${rows.map(rowOf)}
        </tbody>
      </table>
    </div>`
  return { id: 'assumptions', title: 'Assumptions', body }
}

const COLUMNS = ['assumption', 'value', 'set by', 'source', 'description']

interface Row {
  one: Assumption
  group: string
  hangs: HangsOn | undefined
  outside: string | undefined
}

/** The first word of its path: the part of the deployment in which it stands. */
const groupOf = ({ name }: Assumption) => name.split(/[ .]/)[0]!

/** What the deployment puts in the place of the SRS's figures, beyond its ranges; by the name of the assumption. */
function outsideOf({ deployment, model }: Held): Map<string, string> {
  const figures = figuresOutside(deployment, model.applied).map((words) => {
    const cut = words.lastIndexOf(' ')
    return [
      `choices.requirements.${words.slice(0, cut)}`,
      `${words.slice(cut + 1)} outside of the SRS's range`,
    ] as const
  })
  const found = new Map<string, string>()
  for (const [name, words] of figures) found.set(name, found.has(name) ? `${found.get(name)!}, ${words}` : words)
  for (const name of populationsBelow(deployment, model.applied))
    found.set(`populations.${name}`, 'fewer than the devices that are members')
  return found
}

function introduction({ sensitivity }: Rests, all: readonly Assumption[], hanging: number, outside: number): Html {
  const by = (who: Assumption['setBy']) => all.filter((one) => one.setBy === who).length
  const none = all.filter(({ source }) => source === 'none').length
  const words =
    sensitivity === undefined
      ? html`On which of them verdicts hang nobody asked: <code>sgsim run --sensitivity</code> tells.`
      : hanging === 0
        ? 'No verdict hangs on any that was varied.'
        : `Verdicts hang on the first ${count(hanging)}.`
  return html`<p>
    ${count(all.length)} values that the SRS leaves open: ${count(by('deployment'))} set by the deployment,
    ${count(by('technology'))} by a technology, ${count(by('default'))} by default; ${count(none)} have no source. ${words}
    ${outside > 0 && html`<strong>${count(outside)} outside of what the SRS states.</strong>`}
  </p>`
}

function choice(label: string, key: string, words: readonly string[]): Html {
  const options = words.map((word) => html`<option>${word}</option>`)
  return html`<label
    >${label}
    <select data-filter="${key}">
      <option value="">all</option>
      ${options}
    </select></label
  >`
}

function rowOf({ one, group, hangs, outside }: Row): Html {
  const marks = [
    hangs && html` <span class="mark">${hangsInWords(hangs)}</span>`,
    outside !== undefined && html` <span class="mark">${outside}</span>`,
  ]
  return html`<tr data-set-by="${one.setBy}" data-group="${group}"><td><code>${one.name}</code>${marks}</td><td>${one.value}</td><td>${one.setBy}</td><td>${one.source}</td><td class="soft">${withCode(one.description)}</td></tr>
`
}

/** A description is written as Markdown is: what stands between backticks is code. */
function withCode(description: string): Html {
  return html`${description.split(/`([^`]*)`/).map((words, i) => (i % 2 === 0 ? words : html`<code>${words}</code>`))}`
}

function hangsInWords({ requirements: { verdict, certainty, applicability } }: HangsOn): string {
  const parts = [
    verdict > 0 && `${verdict} from pass to fail or back`,
    certainty > 0 && `${certainty} to or from undecided`,
    applicability > 0 && `${applicability} that come or go`,
  ]
  return parts.filter((part) => part !== false).join(', ')
}
