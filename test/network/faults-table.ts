import { LinkStates } from '../../src/network/link-states.js'
import { NO_DOMAIN, type Medium, type Membership } from '../../src/network/medium.js'
import { NodeStates } from '../../src/network/node-states.js'
import { PRIORITY_SERVED } from '../../src/network/order.js'
import { Bench, hop, place, type CreateMedium } from './bench.js'

// Two trees of four devices each: the devices are the nodes 0…7, the heads of the trees 8 and 9, the one behind them 10, and the head-end 11.
export const DEVICES = 8
const EACH = 4
export const HEAD_END = 11
export const treeOf = (device: number) => Math.floor(device / EACH)
export const headOf = (device: number) => DEVICES + treeOf(device)
export const END = 800 * 3_600_000_000

const MEMBERSHIP: Membership = {
  nodes: DEVICES + 2 + 1,
  membersOf: (domain, visit) => {
    for (let device = 0; device < DEVICES; device++) if (headOf(device) === domain) visit(device)
  },
}

export const UP = 0
export const DOWN = 1
/** What is for all devices of a tree: it is of no device. */
export const TO_ALL = 2

export interface Message {
  at: number
  bytes: number
  device: number
  way: number
  priority: number
}

/** A node, or all links of a tree, fail at a moment or are there again; or others take so much of the links of a tree from then on. */
export type Change = { at: number } & (
  ({ falls?: boolean } & ({ node: number } | { tree: number })) | { tree: number; taken: number }
)

/** One medium with a link up and a link down for each of two trees, all of which can fail. */
export class FaultsTable {
  readonly bench = new Bench(7)
  readonly links = this.bench.network.links
  readonly nodes = new NodeStates(HEAD_END + 1, this.bench.simulation)
  readonly states = new LinkStates(2)
  /** Each transmission: of which message, when it was begun, and whether its sender had gone down since the packet came before the link. */
  readonly sent: { message: number; now: number; start: number; finish: number; isOfDead: boolean }[] = []
  medium!: Medium
  private readonly changes: Change[] = []
  private readonly falls: number[][] = Array.from({ length: HEAD_END + 1 }, () => [])
  private readonly changeCode = this.bench.simulation.handler('change', (i) => this.change(this.changes[i]!))

  constructor(create: CreateMedium, { noDomain = false, canFail = true } = {}) {
    const { bench } = this
    const { network, simulation } = bench
    if (canFail) network.letFail(this.nodes, this.states)
    const medium = bench.medium((...given) => (this.medium = create(...given)), MEMBERSHIP)
    const domain = noDomain ? place('one', NO_DOMAIN) : place('tree', DEVICES)
    const head = noDomain ? place('one', HEAD_END) : place('tree', DEVICES)
    for (const direction of ['up', 'down'] as const) {
      const first = bench.links(medium, { flow: 'radio', network: 'radio', count: 2, direction })
      const [near, far] = direction === 'up' ? [place('device'), head] : [head, place('device')]
      const link = place('tree', first)
      for (let routes = direction === 'up' ? 1 : 2; routes > 0; routes--)
        bench.route(hop(link.first, { link, domain, endpoint: place('device'), ends: { near, far } }))
    }
    const { book, packets } = network
    const sent = book.sent.bind(book)
    book.sent = (packet, start, finish, ...rest) => {
      const { now } = simulation
      const since = packets.since[packet]!
      const falls = canFail ? this.falls[packets.near[packet]!]! : []
      // What falls in the same microsecond may come before or after.
      const isOfDead = falls.some((at) => at >= since && at < now)
      this.sent.push({ message: packets.message[packet]!, now, start, finish, isOfDead })
      sent(packet, start, finish, ...rest)
    }
  }

  send({ at, bytes, device, way, priority }: Message, message: number): void {
    const whose = way === TO_ALL ? -1 : device
    this.bench.send(at, message, { bytes, device: whose, tree: treeOf(device), route: way, priority, source: way })
  }

  at(change: Change): void {
    this.bench.simulation.at(change.at, PRIORITY_SERVED, 0, this.changeCode, this.changes.push(change) - 1)
  }

  private change(change: Change): void {
    const { nodes, states } = this
    const network = states.numberOf('radio')
    if ('taken' in change) states.fill(network, change.tree, change.taken)
    else if ('tree' in change) {
      if (change.falls) states.fall(network, change.tree)
      else states.rise(network, change.tree)
    } else if (change.falls) {
      this.falls[change.node]!.push(change.at)
      nodes.fall(change.node)
    } else nodes.rise(change.node)
  }

  run(until = END): this {
    this.bench.run(until)
    return this
  }

  /** All that is known afterwards of the messages that a test picks. */
  told(of: (message: number) => boolean = () => true) {
    const { bench, sent } = this
    const mine = ({ message }: { message: number }) => of(message)
    return {
      consumptions: bench.consumptions.filter(mine),
      losses: bench.losses.filter(mine),
      sent: sent.filter(mine).map(({ message, start, finish }) => ({ message, start, finish })),
    }
  }
}
