import { printDuration } from '../input/units.js'
import type { Requirement } from '../srs/requirement.js'
import { latencyInWords, reliabilityInWords } from './cells-in-words.js'

/** What a row demands, in a sentence: the column `Requirements` of SRS 2.2.2.2.1, where "shall" makes it binding. */
export function requirementSentence(requirement: Requirement): string {
  const { from, to, payload, latency, reliability } = requirement
  return `${from} shall send ${payload.name} to ${to}${byWhen(requirement)}: ${latencyInWords(latency)}; ${reliabilityInWords(reliability)}.`
}

/** A When that is a demand: by what time after an event it is sent. A clock window says only when most of it occurs. */
export function byWhen({ when: { within } }: Requirement): string {
  return within === undefined ? '' : ` within less than ${printDuration(within.bound)} of a ${within.event}`
}
