import type { Position } from '../input/position.js'
import type { Problems } from '../input/problems.js'
import type { Population } from './population.js'
import { Table } from './table.js'

/** A named sender or receiver of the SRS. */
export interface Actor {
  name: string
  domain: string
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

const COLUMNS = ['actor', 'domain', 'kind', 'is_a', 'population', 'needs', 'aliases', 'description']

export function readActors(
  folder: string,
  populations: ReadonlyMap<string, Population>,
  problems: Problems,
): Map<string, Actor> {
  const table = new Table(folder, 'actors.csv', COLUMNS, problems)
  const names = new Set(table.rows.map((row) => row.get('actor')))
  const taken = new Set(names)
  const actors = new Map<string, Actor>()
  for (const row of table.rows) {
    const name = row.get('actor')
    const isA = row.get('is_a')
    const population = row.get('population')
    const aliases = row.get('aliases') === '' ? [] : row.get('aliases').split(';')
    if (isA !== '') table.known(row, 'is_a', 'actor', names)
    if (population !== '') table.known(row, 'population', 'population', populations)
    for (const alias of aliases) {
      if (taken.has(alias)) table.wrong(row, 'aliases', `"${alias}" names an actor already`)
      taken.add(alias)
    }
    const actor: Actor = {
      name,
      domain: row.get('domain'),
      kind: table.oneOf(row, 'kind', KINDS) ?? 'single',
      isA: isA || undefined,
      population: population || undefined,
      needs: row.get('needs') === '' ? undefined : table.oneOf(row, 'needs', NEEDS),
      aliases,
      description: row.get('description'),
      position: row.position('actor'),
    }
    table.enter(actors, name, actor, row, 'actor')
  }
  return actors
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
