import { latencyInWords, reliabilityInWords } from './cells-in-words.js'
import type { Child, Parent } from './requirements-table.js'

/** What a row demands, in a sentence: the column `Requirements` of SRS 2.2.2.2.1, where "shall" makes it binding. */
export function parentSentence({ requirement }: Parent): string {
  const { from, to, payload, latency, reliability } = requirement
  return `${from} shall send ${payload.name} to ${to}: ${latencyInWords(latency)}; ${reliabilityInWords(reliability)}.`
}

/** SRS 4.18: from the sending or forwarding by one actor to the consuming by the next. */
export function childSentence({ requirement, children }: Parent, child: Child): string {
  const { hop, latency, reliability } = child
  const does = child === children[0] ? 'send' : 'forward'
  const over = `${hop.from} shall ${does} ${requirement.payload.name} to ${hop.to} over ${hop.flow} (${hop.network})`
  return `${over}: ${latencyInWords(latency)}; ${reliabilityInWords(reliability)}.`
}
