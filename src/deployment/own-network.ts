import type { Problems } from '../input/problems.js'
import { assumptionsOf, type Assumption } from './assumptions.js'
import type { SchemaNode } from './json-schema.js'
import { ListedQuantities } from './listed-quantities.js'
import type { NodeLine } from './node-list.js'
import { NO_LISTS, readNodeLists, type NodeLists } from './node-lists.js'
import type { Settings } from './schema.js'
import { technologyNames, type Settled } from './technologies.js'
import type { Territory } from './territories.js'

/** The settings of a deployment with an engineer's own network, or none, in them. */
export interface OwnNetwork {
  lists: NodeLists
  /** With what the lists count among the quantities. */
  settings: Settings
  /** The settings, and what the lists say: two deployments that have the same say the same. */
  content: object
  assumptionsOf(schema: SchemaNode): Assumption[]
}

/** Reads the lists that a deployment names under `nodes`; undefined where something is wrong with one. */
export function ownNetwork(
  settings: Settings,
  settled: Settled,
  territories: readonly Territory[],
  problems: Problems,
  warnings: Problems,
): OwnNetwork | undefined {
  const before = problems.count
  const reading = { source: settled.source, territories, technologies: technologyNames(), problems }
  const { lists, files } = readNodeLists(settings.nodes, reading, warnings)
  if (problems.count > before) return undefined
  if (lists === NO_LISTS)
    return { lists, settings, content: settings, assumptionsOf: (schema) => assumptionsOf(schema, settled) }
  const listed = new ListedQuantities(settings.quantities, lists, files, territories)
  listed.check(settled, problems)
  const own = { ...settings, quantities: listed.quantities }
  const said = {
    daps: plain(lists.daps),
    'fan-gateways': plain(lists.gateways),
    'feeder-devices': plain(lists.devices),
  }
  return {
    lists,
    settings: own,
    content: { ...own, nodes: { ...own.nodes, ...said } },
    assumptionsOf: (schema) => listed.assumptions(schema, settled),
  }
}

/** What lines say, wherever they stand: each its values in the order of its keys. */
function plain(lines: readonly NodeLine[] | undefined): string | undefined {
  return lines && JSON.stringify(lines.map((line) => Object.values({ ...line, row: 0 })))
}
