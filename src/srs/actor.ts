import type { CsvRow } from '../input/csv.js'
import type { Position } from '../input/position.js'
import type { Problems } from '../input/problems.js'
import type { Population } from './population.js'
import type { Folders } from './folders.js'
import { Lines } from './lines.js'
import { NETWORKS, type Network } from './network.js'
import { Table } from './table.js'

/** A named sender or receiver of the SRS. */
export interface Actor {
  name: string
  domain: (typeof DOMAINS)[number]
  /** The network that it mainly sits on: one that it has a data flow over, if it has any. */
  network: Network
  /**
   * `device`: one node a member of a population; `dap`: one a data aggregation point; `gateway`: one a FAN gateway, RTU or
   * substation; `single`: one node.
   */
  kind: ActorKind
  /** The wider actor whose paths a sub-class takes: `2-Way Meter - Electr C/I` is a `2-Way Meter - Electr`. */
  isA: string | undefined
  population: string | undefined
  /** What a deployment profile must have for this actor to be there; undefined: it always is. */
  needs: ActorNeed | undefined
  aliases: string[]
  description: string
  position: Position
}

/** Those of the NIST framework, in which the SRS draws its actors. */
const DOMAINS = [
  'Customer',
  'Distribution',
  'Operations',
  'Service Provider',
  'Transmission',
  'Bulk Generation',
  'Markets',
] as const

const KINDS = ['device', 'dap', 'gateway', 'single'] as const
export type ActorKind = (typeof KINDS)[number]

/** `ami-network`: an AMI profile, or a distribution profile whose way to the feeder devices is the AMI network. */
const NEEDS = [
  'ami',
  'ami-network',
  'rep',
  'han',
  'esi-in-meter',
  'esi-utility',
  'esi-third-party',
  'distribution',
  'fan-substation',
  'fan-field',
] as const
export type ActorNeed = (typeof NEEDS)[number]

const COLUMNS = ['actor', 'domain', 'network', 'kind', 'is_a', 'population', 'needs', 'aliases', 'description']

export function readActors(folders: Folders, populations: Lines<Population>, problems: Problems): Lines<Actor> {
  const table = new Table(folders, 'actors.csv', COLUMNS, problems)
  const actors = new Lines<Actor>(table.whole)
  for (const row of table.rows) {
    const name = row.get('actor')
    const isA = row.get('is_a')
    const population = row.get('population')
    if (population !== '') table.known(row, 'population', 'population', populations)
    const actor: Actor = {
      name,
      domain: table.oneOf(row, 'domain', DOMAINS) ?? 'Operations',
      network: table.oneOf(row, 'network', NETWORKS) ?? 'enterprise',
      kind: table.oneOf(row, 'kind', KINDS) ?? 'single',
      isA: isA || undefined,
      population: population || undefined,
      needs: row.get('needs') === '' ? undefined : table.oneOf(row, 'needs', NEEDS),
      aliases: table.words(row, 'aliases', ';').map(({ word }) => word),
      description: row.get('description'),
      position: row.position('actor'),
    }
    table.enter(actors, name, actor, row, 'actor')
    actors.rows.set(name, row)
  }
  // A user's own actor may not take a shipped one's spelling: the shipped ones come first.
  for (const own of [false, true]) {
    enterSpellings(
      table,
      table.rows.filter((row) => table.isOwn(row) === own),
      actors,
    )
  }
  for (const row of table.rows) {
    if (row.get('is_a') !== '') table.known(row, 'is_a', 'actor', actors)
  }
  return actors
}

function enterSpellings(table: Table, rows: readonly CsvRow[], actors: Lines<Actor>): void {
  const { spellings } = actors
  for (const row of rows) {
    const name = row.get('actor')
    if (spellings.has(name)) table.wrong(row, 'actor', `"${name}" names an actor already: ${spellings.get(name)}`)
  }
  const names = new Set(rows.map((row) => row.get('actor')))
  for (const row of rows) {
    for (const { word, offset } of table.words(row, 'aliases', ';')) {
      const taken =
        spellings.get(word) ?? (names.has(word) || (table.isOwn(row) && actors.has(word)) ? word : undefined)
      if (taken === undefined) spellings.set(word, row.get('actor'))
      else table.wrongAt(row, 'aliases', offset, `"${word}" names an actor already: ${taken}`)
    }
  }
}

/** The actor of that name, or of that spelling where the SRS prints several. */
export function actorNamed(actors: ReadonlyMap<string, Actor>, nameOrAlias: string): Actor | undefined {
  return actors.get(nameOrAlias) ?? [...actors.values()].find((actor) => actor.aliases.includes(nameOrAlias))
}

/** The actor itself and the wider ones that it belongs to, nearest first. */
export function lineage(actors: ReadonlyMap<string, Actor>, name: string): string[] {
  const line: string[] = []
  for (let at: string | undefined = name; at !== undefined && !line.includes(at); at = actors.get(at)?.isA)
    line.push(at)
  return line
}
