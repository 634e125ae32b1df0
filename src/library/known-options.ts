import { didYouMean } from '../input/nearest.js'
import { Problems } from '../input/problems.js'

/**
 * Refuses options that there are not: of a program without types a misspelt one would go unheard. `known` names all that there are, and the compiler
 * sees to that.
 */
export function refuseUnknown<T extends object>(name: string, options: T, known: Record<keyof NoInfer<T>, true>): void {
  const problems = new Problems()
  for (const option of Object.keys(options))
    if (!Object.hasOwn(known, option))
      problems.add({ file: option }, `is no option of ${name}`, didYouMean(option, Object.keys(known)))
  problems.throwIfAny()
}
