import type { Deployment as Inner } from '../deployment/deployment.js'
import type { Override } from '../input/overrides.js'
import type { Check } from '../run/check-trace.js'
import type { Run } from '../run/run.js'
import type { Catalogue } from '../srs/catalogue.js'
import type { Deployment } from './deployment-types.js'
import type { Result } from './result-types.js'

/** What a deployment of the library is inside. Kept apart from it, so that no type of the rooms is a part of the library. */
export interface Loaded {
  inner: Inner
  catalogue: Catalogue
  /** What threads read again; undefined of a text. */
  file: string | undefined
  payloads: string | undefined
  overrides: readonly Override[]
  loadMs: number
  withMore(more: readonly Override[]): Inner
}

/** What a result is inside, and where its report was written. */
export type Held = ({ run: Run } | { check: Check }) & { loadMs: number; folder: string | undefined }

const deployments = new WeakMap<Deployment, Loaded>()
const results = new WeakMap<Result, Held>()

export function keepLoaded(deployment: Deployment, loaded: Loaded): Deployment {
  deployments.set(deployment, loaded)
  return deployment
}

export function loadedOf(deployment: Deployment): Loaded {
  return kept(deployments.get(deployment), 'a deployment that load or parse gave')
}

export function keepHeld<T extends Result>(result: T, held: Held): T {
  results.set(result, held)
  return result
}

export function heldOf(result: Result): Held {
  return kept(results.get(result), 'what run or check gave')
}

function kept<T>(found: T | undefined, expected: string): T {
  if (found === undefined) throw new TypeError(`expected ${expected}; a copy of it is not enough`)
  return found
}
