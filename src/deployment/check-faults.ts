import { didYouMean } from '../input/nearest.js'
import { at as placeOf } from '../input/position.js'
import type { Problems } from '../input/problems.js'
import type { YamlFile } from '../input/yaml.js'
import { lineage } from '../srs/actor.js'
import type { Deployment } from './deployment.js'
import type { TreeKind } from './device-kinds.js'
import { FAULT_KEYS, isFault, type FaultWhat } from './fault-keys.js'
import type { Fault, FaultyNode } from './faults.js'
import { flowsInUse } from './flows-in-use.js'
import type { Parts } from './in-play.js'
import { classesOfActor } from './in-play.js'
import { printTime, timeOf, whyOutside } from './moment.js'
import type { NetworkName } from './networks.js'
import { networksInUse } from './networks-in-use.js'
import { actorsOf, nodeOf, SINGLE_NODES, type NodeName } from './nodes.js'
import type { Settings } from './schema.js'

type Entry = Settings['events'][number]
type InTime = Parts & Pick<Deployment, 'start' | 'end'>
type InUse = ReadonlyMap<NetworkName, ReadonlySet<TreeKind>>

/** What `events:` makes fail, in the order of time. What cannot be goes on the list; a fault that the run does not outlast is a warning. */
export function scriptedFaults(source: YamlFile, parts: InTime, problems: Problems, warnings: Problems): Fault[] {
  const { events } = parts.settings
  // Asked only where a link fails: it goes through all requirements.
  let known: InUse | undefined
  const inUse = () => (known ??= networksInUse(parts))
  const faults = events.flatMap((entry, i) => {
    if (!isFault(entry.what)) return []
    return new FaultCheck(source, parts, entry, entry.what, i, inUse, problems, warnings).fault()
  })
  const inOrder = faults.sort((a, b) => a.at - b.at)
  inOrder.forEach((one, i) => {
    const other = inOrder.slice(0, i).find((earlier) => earlier.until > one.at && isSame(earlier, one))
    if (other === undefined) return
    problems.add(one.position, `${one.what}: it lasts here already, since ${placeOf(other.position)}`)
  })
  return inOrder
}

/** Nodes and networks that fail at random must be there. */
export function checkRandomFaults(source: YamlFile, parts: InTime, problems: Problems): void {
  const { nodes, links, feeders } = parts.settings.faults
  for (const name of Object.keys(nodes) as NodeName[]) {
    if (nodes[name as keyof typeof nodes] === undefined || stands(parts, name)) continue
    problems.add(source.keyPosition(['faults', 'nodes', name]), `faults.nodes: this deployment has no ${name}`)
  }
  const networks = Object.keys(links).filter((one) => links[one as NetworkName] !== undefined)
  const inUse = networks.length > 0 ? networksInUse(parts) : new Map<NetworkName, Set<TreeKind>>()
  for (const name of networks) {
    if (inUse.has(name as NetworkName)) continue
    const position = source.keyPosition(['faults', 'links', name])
    problems.add(position, `faults.links: ${noneCrosses(name)}`, didYouMean(name, inUse.keys()))
  }
  if (feeders === undefined) return
  const { length: many } = parts.layout.feeders
  const outages = (many * (parts.end - parts.start)) / (feeders.mtbf + feeders.mttr)
  if (outages <= MOST_OUTAGES) return
  const message = `expected at most ${MOST_OUTAGES} outages in the run; ${many} feeders have about ${Math.round(outages)}`
  problems.add(source.position(['faults', 'feeders']), `faults.feeders: ${message}`)
}

/** They are drawn before the run, and kept. */
const MOST_OUTAGES = 1_000_000

function noneCrosses(network: string): string {
  return `no message of this deployment crosses ${network}`
}

/** The actors of which there is one are not counted. */
function stands(parts: Parts, name: NodeName): boolean {
  if ((SINGLE_NODES as readonly string[]).includes(name)) return true
  const classes = actorsOf(name).flatMap((actor) =>
    parts.territories.flatMap((territory) => classesOfActor(parts, actor, territory)),
  )
  return classes.some((one) => one.count > 0)
}

function isSame(one: Fault, other: Fault): boolean {
  if (one.what === 'node-down')
    return other.what === 'node-down' && JSON.stringify(one.node) === JSON.stringify(other.node)
  if (other.what === 'node-down') return false
  const inOneTree = one.tree === undefined || other.tree === undefined || one.tree === other.tree
  return one.what === other.what && one.network === other.network && inOneTree
}

const NODE_KEYS = ['node', 'dap', 'gateway', 'device'] as const
const TREE_KEYS = ['dap', 'gateway'] as const

class FaultCheck {
  constructor(
    private readonly source: YamlFile,
    private readonly parts: InTime,
    private readonly entry: Entry,
    private readonly what: FaultWhat,
    private readonly index: number,
    private readonly inUse: () => InUse,
    private readonly problems: Problems,
    private readonly warnings: Problems,
  ) {}

  /** None where something is wrong. */
  fault(): Fault[] {
    const before = this.problems.count
    const { what, source, index } = this
    this.checkKeys()
    const at = this.time()
    const until = at + this.lasts()
    const times = { at, until, position: source.position(['events', index]) }
    const found: Fault | undefined =
      what === 'node-down' ? this.nodeDown(times) : what === 'link-down' ? this.linkDown(times) : this.load(times)
    if (found === undefined || this.problems.count > before) return []
    const { end, settings } = this.parts
    if (until > end) {
      const message = `events.${index}.for: it lasts beyond the end of the run, ${printTime(end, settings.start)}`
      this.warnings.add(source.position(['events', index, 'for']), message)
    }
    if (found.what === 'node-down' && 'name' in found.node) this.checkUse(found.node.name)
    return [found]
  }

  /** No mistake, and perhaps not meant: what nothing goes through may fail as it likes. */
  private checkUse(name: NodeName): void {
    const { source, index, parts, warnings } = this
    const { actors } = parts.catalogue
    const ends = [...flowsInUse(parts)].flatMap(({ from, to }) => [from, to])
    if (ends.some((actor) => nodeOf(lineage(actors, actor)) === name)) return
    const message = `events.${index}.node: no message of this deployment goes through ${name}`
    warnings.add(source.position(['events', index, 'node']), message)
  }

  private nodeDown(times: Pick<Fault, 'at' | 'until' | 'position'>): Fault | undefined {
    const node = this.node()
    return node && { ...times, what: 'node-down', node }
  }

  private linkDown(times: Pick<Fault, 'at' | 'until' | 'position'>): Fault | undefined {
    const links = this.links()
    return links && { ...times, what: 'link-down', ...links }
  }

  private load(times: Pick<Fault, 'at' | 'until' | 'position'>): Fault | undefined {
    const { share } = this.entry
    if (share === undefined)
      this.wrong('share', 'expected the part of the capacity that other traffic takes; found nothing')
    else if (share >= 1) this.wrong('share', 'expected a share below 100 %, so that some of the capacity is left')
    const links = this.links()
    return links && share !== undefined ? { ...times, what: 'background-load', ...links, share } : undefined
  }

  private checkKeys(): void {
    const known: readonly string[] = FAULT_KEYS[this.what]
    for (const key of Object.keys(this.entry) as (keyof Entry)[]) {
      if (this.entry[key] === undefined || known.includes(key)) continue
      const position = this.source.keyPosition(['events', this.index, key])
      this.problems.add(position, `events.${this.index}: ${this.what} has no key "${key}"`, didYouMean(key, known))
    }
  }

  private time(): number {
    const { start: from, end, settings } = this.parts
    const { start } = settings
    const time = timeOf(this.entry.at, start)
    const outside = whyOutside(time, this.entry.at, { from, end, start })
    if (outside !== undefined) this.wrong('at', outside.message, outside.hint)
    return time
  }

  private lasts(): number {
    const { for: lasts } = this.entry
    if (lasts === undefined) this.wrong('for', `expected how long it lasts, such as "10 min"; found nothing`)
    return lasts ?? 0
  }

  private node(): FaultyNode | undefined {
    const { node, device } = this.entry
    const key = this.oneOf(NODE_KEYS)
    if (key === undefined) return undefined
    if (key === 'node') return { name: node as NodeName }
    if (key !== 'device') {
      const tree = this.tree(key)
      return tree === undefined ? undefined : { tree }
    }
    const { layout } = this.parts
    const number = layout.deviceNamed(device!)
    if (number >= 0) return { device: number }
    const names = layout.namedDevices
    if (names.length > 0) this.wrong('device', `no feeder device is called "${device}"`, didYouMean(device!, names))
    else this.wrong('device', 'no list of this deployment names feeder devices', 'nodes.feeder-devices names one')
    return undefined
  }

  /** The one key of several that the entry has. */
  private oneOf<K extends keyof Entry>(keys: readonly K[]): K | undefined {
    const [key, another] = keys.filter((one) => this.entry[one] !== undefined)
    if (key === undefined) this.wrong('what', `expected one of ${keys.join(', ')} beside ${this.what}; found none`)
    else if (another === undefined) return key
    else this.wrong(another, `expected one of ${keys.join(', ')}; found ${key} and ${another}`)
    return undefined
  }

  private tree(key: 'dap' | 'gateway'): number | undefined {
    const { layout } = this.parts
    const name = this.entry[key]!
    const place = layout.placeNamed(key, name)
    if (place !== undefined) return place.numbers[0]
    const names = layout.namesOf(key)
    if (names.length === 0) this.wrong(key, `this deployment has no ${key}`)
    else this.wrong(key, `no ${key} is called "${name}"`, didYouMean(name, names))
    return undefined
  }

  private links(): { network: NetworkName; tree: number | undefined } | undefined {
    const network = this.entry.network as NetworkName | undefined
    const key = TREE_KEYS.some((one) => this.entry[one] !== undefined) ? this.oneOf(TREE_KEYS) : undefined
    const tree = key === undefined ? undefined : this.tree(key)
    if (network === undefined) {
      this.wrong('network', 'expected the network whose links it is about; found nothing')
      return undefined
    }
    const inUse = this.inUse()
    const kinds = inUse.get(network)
    if (kinds === undefined) this.wrong('network', noneCrosses(network), didYouMean(network, inUse.keys()))
    else if (tree !== undefined && !kinds.has(this.parts.layout.treesWith(tree).kind)) {
      const kind = this.parts.layout.treesWith(tree).kind
      const others = [...inUse].filter(([, those]) => those.has(kind)).map(([name]) => name)
      this.wrong(key!, `no link of ${network} is that of a ${key}`, didYouMean(network, others))
    }
    return { network, tree }
  }

  private wrong(key: keyof Entry, message: string, hint?: string): void {
    this.problems.add(
      this.source.position(['events', this.index, key]),
      `events.${this.index}.${key}: ${message}`,
      hint,
    )
  }
}
