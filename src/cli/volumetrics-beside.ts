import type { Deployment } from '../deployment/deployment.js'
import {
  besideSimulated,
  carriedIn,
  carriedInReport,
  notExpected,
  type Carried,
} from '../plan/volumetrics-simulated.js'
import { simulatedCsv, simulatedJson, simulatedText } from '../plan/volumetrics-simulated-text.js'
import { expectedCrossings } from '../plan/volumetrics-lines.js'
import { simulated } from '../run/simulated.js'
import { json } from '../report/folder.js'
import { ProgressLine } from './progress-line.js'

interface BesideOptions {
  simulated?: string
  simulate?: boolean
  quiet?: boolean
  json?: boolean
  csv?: boolean
}

/** The expected figures of each network beside those of a run: of a report, or made now. */
export async function printBesideSimulated(deployment: Deployment, options: BesideOptions): Promise<void> {
  const lines = besideSimulated(deployment, expectedCrossings(deployment), await carriedOf(deployment, options))
  const missing = notExpected(deployment)
  if (options.json) process.stdout.write(json(simulatedJson(lines, missing)))
  else process.stdout.write(options.csv ? simulatedCsv(lines) : simulatedText(lines, missing))
}

async function carriedOf(deployment: Deployment, { simulated: folder, quiet }: BesideOptions): Promise<Carried[]> {
  if (folder !== undefined) {
    const { carried, doubt } = carriedInReport(folder, deployment)
    if (doubt !== undefined) process.stderr.write(`warning: ${doubt}\n`)
    return carried
  }
  const line = new ProgressLine(deployment.settings.name, quiet === true)
  try {
    return carriedIn((await simulated(deployment, { onProgress: (progress) => line.show(progress) }))!)
  } finally {
    line.clear()
  }
}
