import type { Override } from '../input/overrides.js'
import { given, loadOrigin } from './origin.js'
import { variation, type Variation } from './variations.js'
import type { WarmUp } from './warm-up.js'

export interface VariationTask {
  change: Override
  warmUp: WarmUp
}

const origin = given()
const { withMore } = loadOrigin(origin)

/** One variation, in a thread of its own. */
export default function vary({ change, warmUp }: VariationTask): Promise<Variation> {
  return variation(() => withMore([change]), warmUp, origin.confidence)
}
