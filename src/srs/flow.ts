import { join } from 'node:path'
import type { Position } from '../input/position.js'
import type { Problems } from '../input/problems.js'
import type { Actor } from './actor.js'
import type { Folders } from './folders.js'
import { Lines } from './lines.js'
import { NETWORKS, type Network } from './network.js'
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

export type { Network }

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
  const before = problems.count
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
  // Where the user has flows of another network, a shipped actor need not sit on one of them any more.
  const own = folders[1]
  const sits = ({ position }: Actor) => own === undefined || position.file.startsWith(join(own, '/'))
  if (table.whole && problems.count === before)
    for (const actor of actors.values()) if (sits(actor)) checkNetwork(actor, actors, flows, problems)
  return flows
}

/** An actor sits on a network that one of its data flows crosses. */
function checkNetwork({ name, network }: Actor, actors: Lines<Actor>, flows: Lines<Flow>, problems: Problems): void {
  const row = actors.rows.get(name)!
  if (row.get('network') !== network) return
  const crossed = new Set<string>()
  for (const flow of flows.values()) if (flow.from === name || flow.to === name) crossed.add(flow.network)
  if (crossed.size === 0 || crossed.has(network)) return
  const message = `network: no data flow of ${name} crosses "${network}"`
  problems.add(row.position('network'), message, `one of: ${[...crossed].join(', ')}`)
}
