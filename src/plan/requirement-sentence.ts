import { latencyInWords, reliabilityInWords } from '../report/cells-in-words.js'
import { byWhen, requirementSentence } from '../report/requirement-sentence.js'
import type { Child, Parent } from './requirements-table.js'

/** The sentence of a requirement from its first sender to its last receiver. */
export function parentSentence({ requirement }: Parent): string {
  return requirementSentence(requirement)
}

/** SRS 4.18: from the sending or forwarding by one actor to the consuming by the next. */
export function childSentence({ requirement, children }: Parent, child: Child): string {
  const { hop, latency, reliability } = child
  const isFirst = child === children[0]
  const sends = `${hop.from} shall ${isFirst ? 'send' : 'forward'} ${requirement.payload.name} to ${hop.to}`
  const over = `${sends} over ${hop.flow} (${hop.network})${isFirst ? byWhen(requirement) : ''}`
  return `${over}: ${latencyInWords(latency)}; ${reliabilityInWords(reliability)}.`
}
