import { overridePath } from '../deployment/load.js'
import type { Override } from '../input/overrides.js'
import { Problems } from '../input/problems.js'

/** Refuses a value for all points, of `--set` or `--seed`, where what is varied takes its place. */
export function refuseSetOfVaried(overrides: readonly Override[], paths: readonly string[]): void {
  const problems = new Problems()
  for (const { path, origin } of overrides) {
    const varied = paths.find((one) => overridePath(one).every((step, i) => step === path[i]))
    if (varied !== undefined)
      problems.add({ file: origin }, `"${varied}" is varied: a point has its own value`, 'leave out one of the two')
  }
  problems.throwIfAny()
}
