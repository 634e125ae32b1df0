import type { Override } from '../input/overrides.js'
import { given, loadOrigin, type Origin } from './origin.js'
import type { Variation } from './figures.js'
import { variation } from './variations.js'

/** What a worker of variations is given. */
export interface VariationOrigin extends Origin {
  /** How many times each is run, with seeds of their own; once where nothing is said. */
  replications?: number
}

const origin = given() as VariationOrigin
const { withMore } = loadOrigin(origin)

/** One variation, in a thread of its own. */
export default function vary(changes: readonly Override[]): Promise<Variation> {
  const load = (more: readonly Override[]) => withMore([...changes, ...more])
  return variation(load, origin.confidence, {}, origin.replications)
}
