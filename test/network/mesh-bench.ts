import type { z } from 'zod'
import { LinkStates } from '../../src/network/link-states.js'
import type { Membership } from '../../src/network/medium.js'
import { Mesh } from '../../src/network/mesh.js'
import { MeshLayout } from '../../src/network/mesh-layout.js'
import { meshSchema, type MeshSettings } from '../../src/network/mesh-settings.js'
import { NodeStates } from '../../src/network/node-states.js'
import { PRIORITY_SERVED } from '../../src/network/order.js'
import { Bench, hop, place } from './bench.js'

/** A mesh as a deployment writes it, but quiet: nothing is lost or sent by itself unless the case says so. */
export function mesh(written: z.input<ReturnType<typeof meshSchema>> | object = {}): MeshSettings {
  const none = { bytes: '0 B' }
  return meshSchema().parse({
    medium: 'mesh', loss: '0%', hidden: '0%', 'other-gateways': 'apart', routing: none, beacon: none, 'time-sync': none, ...written,
  }) // prettier-ignore
}

/** The same where time is bytes: a byte takes a microsecond, and nothing else any time. Who is more than a hop away is not heard. */
export function bare(written: object = {}): MeshSettings {
  const nothing = {
    preamble: '0 us',
    header: '0 B',
    sensing: '0 us',
    turnaround: '0 us',
    gap: '0 us',
    'ack-after': '0 us',
    ack: '0 B',
  }
  const access = {
    access: 'aloha',
    acknowledged: false,
    rate: '8 Mbps',
    'min-exponent': 0,
    'max-exponent': 0,
    retries: 0,
    'back-off-unit': '0 us',
  }
  const near = { 'sensing-range': 1, 'interference-range': 1, capture: 'none' }
  return mesh({ ...nothing, ...access, ...near, hops: 'by density', density: '100 per km2', queue: '1 MB', ...written })
}

/** Where the nodes of one gateway stand, by number. */
export type Places = readonly (readonly [x: number, y: number])[]

/** Nodes in a row, each with its neighbours in range only: the first is one hop from the gateway, the last as many as there are. */
export const chain = (nodes: number): Places => Array.from({ length: nodes }, (_, i) => [0.9 * (i + 1), 0])

/** So many gateways with so many devices each: the devices come first, those of one gateway after those of another. */
export function gateways(count: number, devices: number): Membership {
  return {
    nodes: count * (devices + 1) + 1,
    membersOf: (domain, visit) => {
      const tree = domain - count * devices
      if (tree < 0 || tree >= count) return
      for (let device = tree * devices; device < (tree + 1) * devices; device++) visit(device)
    },
  }
}

export const UP = 0
export const DOWN = 1

export interface MeshBenchOptions {
  seed?: number
  places?: Places
  processing?: number
  /** Whether nodes and links can fail. */
  canFail?: boolean
}

/** Meshes on a table: message by message, up from a device, down to one, or (device -1) down to all of a gateway. */
export class MeshBench extends Bench {
  readonly mesh: Mesh
  readonly layout: MeshLayout
  readonly up: number
  readonly down: number
  readonly nodes: NodeStates
  readonly states: LinkStates
  private readonly changes: (() => void)[] = []
  private readonly changeCode = this.simulation.handler('change', (i) => this.changes[i]!())

  constructor(
    settings: MeshSettings,
    count: number,
    readonly devices: number,
    { seed = 1, places, processing = 0, canFail = false }: MeshBenchOptions = {},
  ) {
    super(seed)
    let made: Mesh | undefined
    const membership = gateways(count, devices)
    this.nodes = new NodeStates(membership.nodes, this.simulation)
    this.states = new LinkStates(count)
    if (canFail) this.network.letFail(this.nodes, this.states)
    const placed = places && ((node: number) => places[node]!)
    this.layout = new MeshLayout(settings, seed, membership, placed)
    const medium = this.medium((name, of, book) => (made = new Mesh(name, settings, of, book, membership, this.layout)))
    this.mesh = made!
    const link = (direction: 'up' | 'down') => {
      const first = this.links(medium, { network: 'mesh', count, direction, processing })
      const domain = place('tree', count * devices)
      const [near, far] = direction === 'up' ? [place('device'), domain] : [domain, place('device')]
      const ends = { near, far }
      this.route(hop(first, { link: place('tree', first), domain, endpoint: place('device'), ends }))
      return first
    }
    this.up = link('up')
    this.down = link('down')
  }

  /** What happens at a moment, before anything is sent in it. */
  at(time: number, change: () => void): void {
    const i = this.changes.push(change) - 1
    this.simulation.at(time, PRIORITY_SERVED, i, this.changeCode, i)
  }

  carry(
    at: number,
    message: number,
    device: number,
    route = UP,
    bytes = 100,
    tree = Math.floor(device / this.devices),
  ): void {
    this.send(at, message, { device, tree, route, bytes })
  }

  flood(at: number, message: number, tree = 0, bytes = 100): void {
    this.send(at, message, { device: -1, tree, route: DOWN, bytes })
  }
}
