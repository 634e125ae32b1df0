import { tableText, type Cell } from '../report/table.js'
import { printLatency } from '../srs/latency.js'
import type { Payload } from '../srs/payload.js'
import { printReliability } from '../srs/reliability.js'
import { childSentence, parentSentence } from './requirement-sentence.js'
import type { Child, Parent, RequirementsTable } from './requirements-table.js'

/**
 * The columns of SRS 2.2.2.2.1 under their titles and in their order, for those who know that spreadsheet; the name and
 * the type of a payload, which it has on two sheets, once. `Use Case Ref` is a column of 4.21 step 1; those after it are
 * of this program.
 */
const COLUMNS = [
  'Rqmt Ref', 'Row Type', 'Data-Flow Ref', 'Data Flow From Actor', 'Data Flow to Actor', 'Requirements', 'Payload Name',
  'Payload Type', 'Daily Clock Periods of Primary Occurrence', 'How Often', 'Reliability', 'Latency', 'App Payload Size',
  'Payload Description', 'Payload Attributes', 'Security LICs - NISTIR 7628', 'Payload C-I-A Risk Values',
  'Security C-I-A Risk Values Rationale',
  'Use Case Ref', 'Section', 'Parent Rqmt Ref', 'Network', 'Territory', 'Mode', 'Latency (s)', 'Set By', 'Deployment Choice',
] // prettier-ignore

/** One line a parent, and below it one line a child. */
export function requirementsCsv({ parents }: RequirementsTable, parentsOnly: boolean): string {
  const rows = parents.flatMap((one) => [
    parentRow(one),
    ...(parentsOnly ? [] : one.children.map((child) => childRow(one, child))),
  ])
  return tableText(COLUMNS, rows)
}

function parentRow(one: Parent): Cell[] {
  const { from, to, cells, latency, mode } = one.requirement
  return [
    one.ref, 'P', one.path, from, to, parentSentence(one), ...sent(one, cells.reliability, cells.latency),
    undefined, undefined, one.territory, mode, latency.bound / 1e6, 'catalogue', one.choice,
  ] // prettier-ignore
}

function childRow(one: Parent, child: Child): Cell[] {
  const { hop, latency, reliability } = child
  return [
    child.ref, 'C', hop.flow, hop.from, hop.to, childSentence(one, child),
    ...sent(one, printReliability(reliability), printLatency(latency)),
    one.ref, hop.network, one.territory, one.requirement.mode, latency.bound / 1e6, child.setBy, one.choice,
  ] // prettier-ignore
}

/** From the name of the payload to the section: the same message crosses every leg as often and as large. */
function sent({ requirement }: Parent, reliability: string, latency: string): Cell[] {
  const { payload, cells, useCase, section } = requirement
  return [
    payload.name, payload.type, cells.when, cells.howOften, reliability, latency, cells.size,
    payload.description, payload.dataElements, payload.lic, riskOf(payload),
    // Sentences of the SRS, which are not repeated here.
    undefined,
    useCase, section,
  ] // prettier-ignore
}

function riskOf({ confidentiality, integrity, availability }: Payload): string {
  const levels = [confidentiality, integrity, availability]
  return levels.includes('not stated') ? 'not stated' : levels.join('-')
}
