import type { Problems } from '../input/problems.js'
import { assumptionsOf, type Assumption } from './assumptions.js'
import { DEVICE_KINDS, numberOf } from './device-kinds.js'
import { hasGateways } from './fan-gateway-list.js'
import type { SchemaNode } from './json-schema.js'
import { Layout } from './layout.js'
import { listedCounts, namedSubstations } from './listed-counts.js'
import type { NodeLine } from './node-list.js'
import type { ListFiles, NodeLists } from './node-lists.js'
import type { Quantities } from './quantities.js'
import type { Settled } from './technologies.js'
import type { Territory } from './territories.js'

/** What a list says in the place of a key of `quantities`. */
interface Figure {
  /** Its path under `quantities`. */
  path: string[]
  file: string
  /** How many the list has; of a key by which others are counted (`endpoints-per-dap`), of those. */
  listed: number
  /** What one of those others is called, and how many the key makes of them. */
  makes: { what: string; count: () => number } | undefined
}

/** What is counted in a deployment that has lists: what they say, and the rest as its quantities do. */
export class ListedQuantities {
  readonly quantities: Quantities
  private readonly figures: Figure[] = []

  constructor(stated: Quantities, lists: NodeLists, files: ListFiles, territories: readonly Territory[]) {
    const { daps, gateways, devices } = lists
    const count = (path: string[], file: string, listed: number) =>
      this.figures.push({ path, file, listed, makes: undefined })
    const countKinds = (group: string, under: string[], file: string, names?: readonly string[]) => {
      for (const kind of DEVICE_KINDS) {
        const [first, name] = kind.split('.') as [string, string]
        if (first !== group || names?.includes(name) === false) continue
        const counts = listedCounts(kind, lists, territories)!
        count(
          [...under, name],
          file,
          counts.reduce((sum, one) => sum + one, 0),
        )
      }
    }
    if (daps) countKinds('electric', ['meters', 'electric'], files.daps!, ['residential', 'commercial'])
    if (devices) countKinds('feeder', ['feeder-devices'], files['feeder-devices']!)
    if (gateways) {
      const ways = territories.filter(hasGateways).map(({ profile }) => profile.distribution!.way)
      const names = ['field', 'substation'].filter((name) => ways.some((way) => way.includes(name)))
      countKinds('fan-gateway', ['fan-gateways'], files['fan-gateways']!, names)
    }
    const substations = territories.reduce((sum, { index }) => {
      const here = <L extends NodeLine>(lines: readonly L[] = []) => lines.filter((one) => one.territory === index)
      return sum + namedSubstations(here(gateways), here(devices)).length
    }, 0)
    if (substations > 0) count(['substations'], files['fan-gateways'] ?? files['feeder-devices']!, substations)
    this.quantities = this.figures.reduce((all, { path, listed }) => changed(all, path, listed), stated)

    const ratio = (key: string, file: string, what: string, listed: number, made: () => number) =>
      this.figures.push({ path: [key], file, listed, makes: { what, count: made } })
    const even = () => new Layout(this.quantities, territories)
    if (daps) ratio('endpoints-per-dap', files.daps!, 'DAP', daps.length, () => even().daps)
    if (gateways) {
      const open = { field: 'by endpoints', substation: 'by endpoints' } as const
      const made = () => numberOf('fan-gateway.field', { ...this.quantities, 'fan-gateways': open })
      ratio('endpoints-per-fan-gateway', files['fan-gateways']!, 'FAN gateway', gateways.length, made)
    }
    const some = files.daps ?? files['fan-gateways'] ?? files['feeder-devices']!
    const feeders = named([...(daps ?? []), ...(gateways ?? []), ...(devices ?? [])].map((one) => one.feeder))
    if (feeders > 0) ratio('meters-per-feeder', some, 'feeder', feeders, () => even().feeders.length)
    const areas = named([...(daps ?? []), ...(gateways ?? [])].map((one) => one.area))
    const all = () => feeders || even().feeders.length
    if (areas > 0) ratio('feeders-per-area', some, 'area', areas, () => Math.ceil(all() / stated['feeders-per-area']))
  }

  /** A quantity that the deployment states as well, and that contradicts the lists. */
  check({ source, isWritten }: Settled, problems: Problems): void {
    for (const { path, file, listed, makes } of this.figures) {
      const whole = ['quantities', ...path]
      const said = at((source.data as Record<string, unknown>)['quantities'], path)
      if (!isWritten(whole) || typeof said !== 'number') continue
      const made = makes?.count()
      if ((made ?? said) === listed) continue
      const message = makes
        ? `${said} makes ${made} ${makes.what}${made === 1 ? '' : 's'}, but ${file} has ${listed}`
        : `expected ${listed}, as many as ${file} has; found ${said}`
      problems.add(source.position(whole), `${whole.join('.')}: ${message}`, 'leave it out: the list says it')
    }
  }

  /** The assumptions of a deployment, with the lists as the source of what they count, and without what they make idle. */
  assumptions(schema: SchemaNode, settled: Settled): Assumption[] {
    const counted = this.figures.filter((one) => one.makes === undefined && one.listed > 0)
    const files = new Map(counted.map(({ path, file }) => [`quantities.${path.join('.')}`, file]))
    const idle = new Set(this.figures.filter((one) => one.makes).map(({ path }) => `quantities.${path.join('.')}`))
    const data = counted.reduce(
      (all, { path, listed }) => changed(all, ['quantities', ...path], listed),
      settled.source.data as object,
    )
    const isWritten: Settled['isWritten'] = (path) => files.has(path.join('.')) || settled.isWritten(path)
    const found = assumptionsOf(schema, { ...settled, source: { ...settled.source, data }, isWritten })
    return found
      .filter(({ name, setBy }) => setBy !== 'default' || !idle.has(name))
      .map((one) => ({ ...one, source: files.get(one.name) ?? one.source }))
  }
}

/** How many names there are. */
function named(names: readonly (string | undefined)[]): number {
  return new Set(names.filter((one) => one !== undefined)).size
}

function at(data: unknown, [step, ...rest]: readonly string[]): unknown {
  if (step === undefined) return data
  return data !== null && typeof data === 'object' ? at((data as Record<string, unknown>)[step], rest) : undefined
}

/** A copy with one value in the place of another, or added. */
function changed<T extends object>(data: T, [step, ...rest]: readonly string[], value: number): T {
  const inside = (data as Record<string, unknown>)[step!]
  const inner = typeof inside === 'object' && inside !== null ? inside : {}
  return { ...data, [step!]: rest.length === 0 ? value : changed(inner, rest, value) }
}
