import type { Override } from '../input/overrides.js'
import { given, loadOrigin } from './origin.js'
import { figured, type Figured } from './variations-figures.js'

const origin = given()
const { withMore } = loadOrigin(origin)

/** One variation, in a thread of its own. */
export default function figure(changes: readonly Override[]): Promise<Figured> {
  return figured(() => withMore(changes), origin.confidence)
}
