import { printDuration } from '../input/units.js'
import type { Requirement } from '../srs/requirement.js'
import { latencyInWords, reliabilityInWords } from './cells-in-words.js'
import type { Child, Parent } from './requirements-table.js'

/** What a row demands, in a sentence: the column `Requirements` of SRS 2.2.2.2.1, where "shall" makes it binding. */
export function parentSentence({ requirement }: Parent): string {
  const { from, to, payload, latency, reliability } = requirement
  return `${from} shall send ${payload.name} to ${to}${byWhen(requirement)}: ${latencyInWords(latency)}; ${reliabilityInWords(reliability)}.`
}

/** SRS 4.18: from the sending or forwarding by one actor to the consuming by the next. */
export function childSentence({ requirement, children }: Parent, child: Child): string {
  const { hop, latency, reliability } = child
  const isFirst = child === children[0]
  const sends = `${hop.from} shall ${isFirst ? 'send' : 'forward'} ${requirement.payload.name} to ${hop.to}`
  const over = `${sends} over ${hop.flow} (${hop.network})${isFirst ? byWhen(requirement) : ''}`
  return `${over}: ${latencyInWords(latency)}; ${reliabilityInWords(reliability)}.`
}

/** A When that is a demand: by what time after an event it is sent. A clock window says only when most of it occurs. */
function byWhen({ when: { within } }: Requirement): string {
  return within === undefined ? '' : ` within less than ${printDuration(within.bound)} of a ${within.event}`
}
