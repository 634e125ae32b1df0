import type { Position } from '../input/position.js'
import type { Problems } from '../input/problems.js'
import type { Actor } from './actor.js'
import type { Erratum } from './erratum.js'
import type { Flow } from './flow.js'
import type { Folders } from './folders.js'
import { Lines } from './lines.js'
import { Table } from './table.js'

/** Letters of a data flow that survive without the drawing which shows its ends (SRS 4.3.1.1, 4.4.1.1). */
export interface FlowLabel {
  label: string
  section: string
  /** The actor at one end, where the letters name it: `CB` is a cap bank. */
  actor: string | undefined
  /** The flow of flows.csv that it must be, where reasoning leaves one; always inferred. */
  flow: string | undefined
  erratum: string
  position: Position
}

const COLUMNS = ['label', 'section', 'actor', 'flow', 'erratum']

interface Names {
  actors: Lines<Actor>
  flows: Lines<Flow>
  errata: Lines<Erratum>
}

export function readFlowLabels(folders: Folders, { actors, flows, errata }: Names, problems: Problems) {
  const table = new Table(folders, 'flow-labels.csv', COLUMNS, problems)
  const labels = new Lines<FlowLabel>(table.whole)
  for (const row of table.rows) {
    const [label, actor, name] = [row.get('label'), row.get('actor'), row.get('flow')]
    if (flows.has(label)) table.wrong(row, 'label', `"${label}" is a data flow of flows.csv`)
    if (actor !== '') table.known(row, 'actor', 'actor', actors)
    if (name !== '') table.known(row, 'flow', 'data flow', flows)
    table.known(row, 'erratum', 'erratum', errata)
    const flow = flows.get(name)
    if (flow && actor !== '' && flow.from !== actor && flow.to !== actor)
      table.wrong(row, 'flow', `${name} does not touch ${actor}`)
    const line = {
      label,
      section: row.get('section'),
      actor: actor || undefined,
      flow: name || undefined,
      erratum: row.get('erratum'),
      position: row.position('label'),
    }
    table.enter(labels, label, line, row, 'label')
  }
  return labels
}

/** What is known of a label, in words. */
export function labelInWords(
  flows: ReadonlyMap<string, Flow>,
  { label, section, actor, flow, erratum }: FlowLabel,
): string {
  const source = `SRS ${section}; erratum ${erratum}`
  if (flow !== undefined) return `${label} is taken for ${flow} (inferred; ${source})`
  if (actor === undefined) return `${label} is a data flow whose two ends the text does not say (${source})`
  const touching = [...flows.values()].filter((one) => one.from === actor || one.to === actor)
  const names = touching.filter((one) => one.network !== 'field-local').map((one) => one.name)
  return `${label} ends at ${actor}, and the text does not say where it begins: one of ${names.join(', ')} (${source})`
}
