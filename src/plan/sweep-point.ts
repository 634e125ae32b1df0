import type { Deployment } from '../deployment/deployment.js'
import type { Override } from '../input/overrides.js'
import { InputError, type Problem } from '../input/problems.js'
import { refuseTooLarge } from '../run/memory.js'
import { ReplicasHere, reseededBy } from '../run/replications.js'
import { run } from '../run/run.js'
import { refuseUnrunnable } from '../run/runnable.js'
import type { Watching } from '../run/simulated.js'
import type { Statistics } from '../run/statistics.js'
import { pointResultOf, type PointResult } from './sweep-result.js'

/** What came out of a point; `cannot`: why the deployment cannot have its values. `refused`: why this machine cannot run it. */
export type PointOutcome = { result: PointResult } | { cannot: string } | { refused: readonly Problem[] }

/** Runs a point, its replications one after the other; undefined when it was interrupted. */
export async function pointOutcome(
  withMore: (more: readonly Override[]) => Deployment,
  values: readonly Override[],
  statistics: Statistics,
  watching: Watching = {},
): Promise<PointOutcome | undefined> {
  const loaded = unlessWrong(() => {
    const deployment = withMore(values)
    refuseUnrunnable(deployment)
    return deployment
  })
  if ('cannot' in loaded) return loaded
  const { value: deployment } = loaded
  const large = problemsOf(() => refuseTooLarge(deployment))
  if (large.length > 0) return { refused: large }
  const withSeed = reseededBy((more) => withMore([...values, ...more]))
  try {
    const ran = await run(deployment, {
      ...watching,
      statistics,
      replicas: new ReplicasHere(withSeed, deployment.settings.seed, statistics.untilDecided, watching),
    })
    return ran && { result: pointResultOf(ran) }
  } catch (error) {
    return { cannot: messageOf(error) }
  }
}

function unlessWrong(load: () => Deployment): { value: Deployment } | { cannot: string } {
  try {
    return { value: load() }
  } catch (error) {
    return { cannot: messageOf(error) }
  }
}

function problemsOf(check: () => void): readonly Problem[] {
  try {
    check()
    return []
  } catch (error) {
    if (!(error instanceof InputError)) throw error
    return error.problems
  }
}

/** Without the place, which depends on how the sweep was asked for. */
function messageOf(error: unknown): string {
  if (!(error instanceof InputError)) throw error
  return error.problems.map(({ message, hint }) => (hint ? `${message} (${hint})` : message)).join('; ')
}
