import type { Override } from '../input/overrides.js'
import { printDuration } from '../input/units.js'
import { assumptionsBehind } from '../report/assumptions.js'
import type { Origin } from '../run/origin.js'
import type { Run } from '../run/run.js'
import { sensitivityOf, trialsOf, type Sensitivity } from '../run/sensitivity.js'
import type { Variation } from '../run/figures.js'
import { threadsFor, VARIATION_WORKER, Workers } from '../run/workers.js'
import { ProgressLine } from './progress-line.js'
import type { SensitivityOption } from './sensitivity-option.js'

/** A finished run with each of its assumptions low and high; undefined when it was interrupted. What that costs is said before it begins. */
export async function sensitivityAsked(
  run: Run,
  { quiet = false }: SensitivityOption,
  origin: Origin,
  workers: number | undefined,
  interrupted: () => boolean,
): Promise<Sensitivity | undefined> {
  const { deployment, outcomes, stages } = run
  const { name } = deployment.settings
  const requirements = outcomes.map((one) => one.requirement)
  const trials = trialsOf(deployment, assumptionsBehind(deployment, requirements))
  const variations = new Workers<readonly Override[], Variation>(
    VARIATION_WORKER,
    origin,
    workers ?? threadsFor(deployment, trials.runs),
  )
  if (!quiet)
    process.stderr.write(`${name}: sensitivity, ${costInWords(trials.runs, stages.first, variations.atOnce)}\n`)
  const line = new ProgressLine(name, quiet)
  try {
    return await sensitivityOf(run, trials, variations, {
      interrupted,
      onProgress: (progress) => line.show(progress),
    })
  } finally {
    line.clear()
  }
}

function costInWords(runs: number, each: number, atOnce: number): string {
  const time = (ms: number) => printDuration(Math.max(1, Math.round(ms * 1000)), 2)
  return `${runs} runs of about ${time(each)} each, ${atOnce} at once: about ${time((runs * each) / atOnce)}`
}
