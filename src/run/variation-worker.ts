import type { Override } from '../input/overrides.js'
import { given, loadOrigin } from './origin.js'
import type { Variation } from './figures.js'
import { variation } from './variations.js'

const origin = given()
const { withMore } = loadOrigin(origin)

/** One variation, in a thread of its own. */
export default function vary(changes: readonly Override[]): Promise<Variation> {
  return variation(() => withMore(changes), origin.confidence)
}
