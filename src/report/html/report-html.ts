import type { Run } from '../../run/run.js'
import { assumptionsSection } from './assumptions-section.js'
import { budgetsSection } from './budgets-section.js'
import { chainsSection } from './chains-section.js'
import { firstScreen } from './first-screen.js'
import { footOf } from './foot.js'
import { loadSection } from './load-section.js'
import { lossesSection } from './losses-section.js'
import { page, type Section } from './page.js'
import { openPlots, type Plots } from './plots.js'
import { replicationsSection } from './replications-section.js'
import { requirementsSection } from './requirements-section.js'
import { sensitivitySection } from './sensitivity-section.js'
import { timelinesSection } from './timelines-section.js'
import { topologySection } from './topology-section.js'

/** The sections of a run, in their order; one that has nothing to show is not there. */
const SECTIONS: readonly ((run: Run, plots: Plots) => Section | undefined)[] = [
  requirementsSection,
  loadSection,
  timelinesSection,
  topologySection,
  lossesSection,
  assumptionsSection,
  budgetsSection,
  chainsSection,
  replicationsSection,
  sensitivitySection,
]

/** report.html of a run: the tables of its folder, to look at. */
export async function reportHtml(run: Run): Promise<string> {
  const plots = await openPlots()
  const { name } = run.deployment.settings
  const sections = SECTIONS.map((section) => section(run, plots)).filter((one) => one !== undefined)
  return page({ title: `${name}: sgsim`, head: firstScreen(run, run), sections, foot: footOf(run) })
}
