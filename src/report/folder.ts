import { writeFileSync } from 'node:fs'
import type { FolderWriter } from '../input/write-aside.js'
import type { Run } from '../run/run.js'
import { assumptionsBehind } from './assumptions.js'
import { writeAssumptions } from './assumptions-csv.js'
import { writeBudgets } from './budgets-csv.js'
import { writeCampaigns, writeCurves } from './campaigns-csv.js'
import { writeChains } from './chains-csv.js'
import { writeHourly } from './hourly-csv.js'
import { json } from './json.js'
import { writeLegs } from './legs-csv.js'
import { writeLinks } from './links-csv.js'
import { writePayloads } from './payloads-csv.js'
import { writeReplications } from './replications-csv.js'
import { writeRequirements } from './requirements-csv.js'
import { runJson } from './run-json.js'
import { writeSensitivity } from './sensitivity-csv.js'
import { writeTimeline } from './timeline-csv.js'
import { timingJson } from './timing-json.js'

/** The file by which a folder is known to be a report of sgsim, which a new one may replace. */
export const MARKER = 'run.json'

/** The file of a report that people look at. */
export const PAGE = 'report.html'

export interface ReportOptions {
  /** What else is made of its tables. */
  beside?: ((folder: FolderWriter) => void) | undefined
  /** Whether with report.html, for which plots are drawn: most of a second. */
  html?: boolean
}

/** Writes all files of a report and puts them in the place of the earlier one. */
export async function writeReport(
  folder: FolderWriter,
  run: Run,
  stages: { load: number },
  { beside, html = true }: ReportOptions = {},
): Promise<void> {
  const started = performance.now()
  writeRequirements(folder.file('requirements.csv'), run.outcomes, run.sensitivity)
  writeLegs(folder.file('legs.csv'), run.ways)
  writeChains(folder.file('chains.csv'), run.chains)
  writePayloads(folder.file('payloads.csv'), run.model)
  writeLinks(folder.file('links.csv'), run)
  writeHourly(folder.file('hourly.csv'), run)
  writeTimeline(folder.file('timeline.csv'), run)
  if (run.deployment.campaigns.length > 0) {
    writeCampaigns(folder.file('campaigns.csv'), run)
    writeCurves(folder.file('campaign-curve.csv'), run)
  }
  if (run.replications.length > 1) writeReplications(folder.file('replications.csv'), run)
  if (run.sensitivity !== undefined) writeSensitivity(folder.file('sensitivity.csv'), run.sensitivity)
  if (run.budgets.length > 0) writeBudgets(folder.file('budgets.csv'), run.budgets)
  const requirements = run.outcomes.map((one) => one.requirement)
  writeAssumptions(folder.file('assumptions.csv'), assumptionsBehind(run.deployment, requirements))
  writeFileSync(folder.file(MARKER), json(runJson(run)))
  if (html) writeFileSync(folder.file(PAGE), await pageOf(run))
  beside?.(folder)
  writeFileSync(folder.file('timing.json'), json(timingJson(run, stages, performance.now() - started)))
  folder.commit()
}

/** Loaded where it is asked for: what draws it takes its time. */
async function pageOf(run: Run): Promise<string> {
  const { reportHtml } = await import('./html/report-html.js')
  return await reportHtml(run)
}
