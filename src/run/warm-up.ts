import type { Deployment } from '../deployment/deployment.js'
import type { Override } from '../input/overrides.js'
import { Settling } from '../trace/settling.js'
import { warmUp } from '../stats/warm-up.js'
import { simulated, type Watching } from './simulated.js'

/** In so many intervals the course of a run is looked at. */
const INTERVALS = 500

/** What is left out at the beginning of a run, and how it was found. */
export interface WarmUp {
  /** In microseconds. */
  length: number
  by: 'none' | 'given' | 'found'
  /** Of one that was looked for: whether the run is long enough to tell. */
  settled: boolean
}

/** What the deployment says of it; where it is to be found, nothing is known yet. */
export function givenWarmUp({ settings }: Deployment): WarmUp {
  const given = settings['warm-up']
  const length = given === 'found' ? 0 : given
  return { length, by: length > 0 ? 'given' : 'none', settled: true }
}

/**
 * Found from a run of its own, with the same seed: of the mean latencies (as parts of the bounds) in 500 intervals, by when messages were
 * sent, as many are left out as MSER-5 says. Where it does not find an end within the first half, nothing is left out.
 */
export async function foundWarmUp(deployment: Deployment, watching: Watching): Promise<WarmUp | undefined> {
  const { start, end } = deployment
  const settling = new Settling(start, end, INTERVALS)
  const model = await simulated(deployment, {
    ...watching,
    ready: ({ tallies }) => tallies.forEach((one) => (one.settling = settling)),
  })
  if (model === undefined) return undefined
  const { observations, settled } = warmUp(settling.means())
  const length = settled ? Math.ceil(((end - start) * observations) / INTERVALS) : 0
  return { length, by: 'found', settled }
}

/** One that was found, as a value of the deployment. */
export function knownWarmUp({ length }: WarmUp): Override {
  return { path: ['warm-up'], text: `${length} us`, origin: 'the warm-up that was found' }
}

/** The same deployment, with the end of its warm-up known. */
export function warmedUp(deployment: Deployment, { length }: WarmUp): Deployment {
  return { ...deployment, settings: { ...deployment.settings, 'warm-up': length } }
}
