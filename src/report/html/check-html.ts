import type { Check } from '../../run/check-trace.js'
import { traceNotesFields } from '../trace-notes.js'
import { assumptionsSection } from './assumptions-section.js'
import { budgetsSection } from './budgets-section.js'
import { chainsSection } from './chains-section.js'
import { firstScreen } from './first-screen.js'
import { footOf } from './foot.js'
import { html } from './html.js'
import { page, type Section } from './page.js'
import { openPlots } from './plots.js'
import { requirementsSection } from './requirements-section.js'

/** report.html of a trace: what it says of the requirements. Of networks it says nothing. */
export async function checkHtml(check: Check): Promise<string> {
  const plots = await openPlots()
  const { name } = check.deployment.settings
  const all = [
    requirementsSection(check, plots),
    traceSection(check),
    assumptionsSection(check),
    budgetsSection(check),
    chainsSection(check),
  ]
  const sections = all.filter((one) => one !== undefined)
  return page({ title: `${name}, trace: sgsim`, head: firstScreen(check), sections, foot: footOf(check) })
}

function traceSection({ notes }: Check): Section {
  const fields = [['file', notes.file], ...traceNotesFields(notes)]
  return {
    id: 'trace',
    title: 'The trace',
    body: html`<dl class="facts">${fields.map(([name, words]) => html`<dt>${name}</dt><dd>${words}</dd>\n`)}</dl>`,
  }
}
