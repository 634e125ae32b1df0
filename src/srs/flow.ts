import type { Position } from '../input/position.js'
import type { Problems } from '../input/problems.js'
import type { Actor } from './actor.js'
import type { Folders } from './folders.js'
import { Lines } from './lines.js'
import { Table } from './table.js'

/** A lettered line between two neighbouring actors of the reference diagram; `from` is nearer the back office. */
export interface Flow {
  name: string
  from: string
  to: string
  network: Network
  /** `inferred`: the document names the two actors, but its diagram with the line's letters is not in the text. */
  status: 'stated' | 'inferred'
  /** The decision of a profile that it is the mark of: a profile that decided otherwise leaves out the ways through it. */
  decision: Decision | undefined
  position: Position
}

const NETWORKS = [
  'enterprise',
  'wan',
  'internet',
  'nan',
  'fan',
  'substation',
  'han',
  'customer-lan',
  'public-mobile',
  'field-local',
] as const
export type Network = (typeof NETWORKS)[number]

/**
 * The decisions of SRS 4.20.3 between alternative ways: d (CIS to the AMI Head-End), e (AMI Head-End to DAP), i (to the
 * feeder devices; and from a controller in the substation to the FAN gateway there, by the RTU or at once).
 */
const DECISIONS = [
  'cis-direct',
  'cis-mdms',
  'backhaul-w',
  'backhaul-iw',
  'backhaul-iiw',
  'feeder-wan',
  'feeder-dap',
  'substation-rtu',
  'substation-direct',
] as const
export type Decision = (typeof DECISIONS)[number]

export function readFlows(folders: Folders, actors: Lines<Actor>, problems: Problems): Lines<Flow> {
  const table = new Table(folders, 'flows.csv', ['flow', 'from', 'to', 'network', 'status', 'decision'], problems)
  const flows = new Lines<Flow>(table.whole)
  for (const row of table.rows) {
    table.known(row, 'from', 'actor', actors)
    table.known(row, 'to', 'actor', actors)
    const flow: Flow = {
      name: row.get('flow'),
      from: row.get('from'),
      to: row.get('to'),
      network: table.oneOf(row, 'network', NETWORKS) ?? 'enterprise',
      status: table.oneOf(row, 'status', ['stated', 'inferred']) ?? 'inferred',
      decision: row.get('decision') === '' ? undefined : table.oneOf(row, 'decision', DECISIONS),
      position: row.position('flow'),
    }
    table.enter(flows, flow.name, flow, row, 'flow')
  }
  return flows
}
