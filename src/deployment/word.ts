import { z } from 'zod'
import { didYouMean } from '../input/nearest.js'
import { found } from '../input/quantity.js'

/** A schema type for one of a set of words; `what` says what they name. */
export const word = (words: readonly string[], what: string) =>
  z.enum(words as [string, ...string[]], {
    error: (issue) => `expected ${what}, found ${found(issue.input)}${hint(String(issue.input), words)}`,
  })

/** A suggestion stands on a line of its own (input/problems); here it is carried behind a line break. */
function hint(text: string, words: readonly string[]): string {
  return `\n${didYouMean(text, words)}`
}
