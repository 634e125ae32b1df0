import type { Deployment } from '../deployment/deployment.js'
import type { JoiningSettings } from '../deployment/joining.js'
import type { DeviceClass } from '../deployment/layout.js'
import { NodeNumbering } from '../deployment/node-numbering.js'
import { keyed } from '../kernel/keyed.js'
import type { Simulation } from '../kernel/simulation.js'
import { OUT_OF_REACH } from '../network/medium.js'
import type { Network, PacketHost, Sending } from '../network/network.js'
import type { NodeStates } from '../network/node-states.js'
import { DRAW_JOINING, HOPS, PRIORITY_SEND, serialsOf } from '../network/order.js'
import type { Homes } from './homes.js'

/** How the devices of some classes find into their network: the routes to the head of their tree and back, of one hop each. */
export interface JoinWay {
  classes: readonly DeviceClass[]
  settings: JoiningSettings
  up: number
  down: number
  /** Whether the medium itself says through whose head a device can come in, because it knows who is in reach of whom. */
  findsHeads: boolean
}

const IDLE = 0
const WAITING = 1
const ASKING = 2

/**
 * Nodes that find their way into a network again, after they were without power or after the head of their tree was gone: each waits for a moment
 * of its own, asks the head over the real network, and is in when it has the answer. What fails is tried again later and later. So when a
 * town has its power back, all of it contends for the channel at once.
 */
export class Joining implements PacketHost {
  private readonly numbering: NodeNumbering
  private readonly wayOf: (JoinWay | undefined)[]
  /** How long until devices notice that their head is gone; Infinity: there are none that would. */
  private readonly notice: number
  /** By device: what it is doing, how often it has tried, and until when it waits. */
  private readonly doing: Uint8Array
  private readonly tries: Uint8Array
  private readonly until: Float64Array
  private readonly timerCode: number
  private readonly noticeCode: number
  private readonly sending: Sending = {
    message: 0, route: 0, bytes: 0, application: 0, security: 0, tree: 0, device: 0, tag: 0, key: 0, source: 0, serial: 0, first: 0, priority: 0,
    expires: 0,
  } // prettier-ignore

  constructor(
    private readonly deployment: Deployment,
    private readonly simulation: Simulation,
    private readonly network: Network,
    private readonly states: NodeStates,
    private readonly homes: Homes,
    ways: readonly JoinWay[],
    /** What the bytes of the exchange are counted under, and the number of its source among all. */
    private readonly tag: number,
    private readonly source: number,
  ) {
    const { layout } = deployment
    this.numbering = new NodeNumbering(layout)
    this.wayOf = layout.classes.map((of) => ways.find((one) => one.classes.includes(of)))
    this.notice = Math.ceil(Math.min(...ways.map((one) => one.settings.notice)))
    this.doing = new Uint8Array(layout.devices)
    this.tries = new Uint8Array(layout.devices)
    this.until = new Float64Array(layout.devices)
    this.timerCode = simulation.handler('joining a network', (device) => this.timer(device))
    this.noticeCode = simulation.handler('noticing that a head is gone', (tree) => this.noticed(tree))
    states.listen({ wentDown: (node) => this.wentDown(node) })
  }

  /** Whether a node that comes up has to join a network first. */
  mustJoin(node: number): boolean {
    return node < this.deployment.layout.devices && this.way(node) !== undefined
  }

  /** A device that is up, but outside of its network, begins to join it. */
  begin(device: number): void {
    this.tries[device] = 0
    this.wait(device, this.way(device)!.settings.spread * this.draw(device, 0))
  }

  consumed(message: number): void {
    const device = deviceOf(message)
    if (this.doing[device] !== ASKING) return
    if (isRequest(message)) this.send(device, false)
    else {
      this.doing[device] = IDLE
      this.states.joins(device)
    }
  }

  /** What is lost is noticed when no answer has come in time. */
  missed(): void {}
  copied(): void {}
  ended(): void {}

  private timer(device: number): void {
    if (this.until[device] !== this.simulation.now || !this.states.isUp(device)) return
    if (this.doing[device] === WAITING) this.ask(device)
    else if (this.doing[device] === ASKING) this.again(device)
  }

  private ask(device: number): void {
    const { settings, up } = this.way(device)!
    // Whom nothing reaches need not ask: what it has to send is lost on the air.
    if (this.network.wayIn(up, this.homes.of(device), device) === OUT_OF_REACH) {
      this.doing[device] = IDLE
      this.states.joins(device)
      return
    }
    if (!this.findsHead(device)) {
      this.again(device)
      return
    }
    this.doing[device] = ASKING
    this.until[device] = Math.ceil(this.simulation.now + settings['time-out'])
    this.expect(device)
    this.send(device, true)
  }

  /** Later, and each time twice as much later. */
  private again(device: number): void {
    const { retry, 'retry-at-most': most } = this.way(device)!.settings
    const tries = this.tries[device]!
    if (tries < 255) this.tries[device] = tries + 1
    const after = Math.min(retry * 2 ** tries, most)
    this.wait(device, after * (0.5 + this.draw(device, tries + 1)))
  }

  private wait(device: number, time: number): void {
    this.doing[device] = WAITING
    this.until[device] = Math.ceil(this.simulation.now + time)
    this.expect(device)
  }

  /** Whether the head of its tree is there, or that of another to which it goes from now on. */
  private findsHead(device: number): boolean {
    const { network, homes, numbering, states } = this
    const way = this.way(device)!
    const tree = homes.of(device)
    const head = network.wayIn(way.up, tree, device)
    if (way.findsHeads) {
      if (head < 0) return false
      const found = numbering.treeOf(head)
      if (found === tree || found < 0) return true
      if (!way.settings.rehoming) return false
      homes.move(device, found)
      return true
    }
    if (states.isUp(numbering.head(tree))) return true
    const other = way.settings.rehoming ? homes.neighbourOf(device, (one) => states.isUp(numbering.head(one))) : -1
    if (other < 0) return false
    homes.move(device, other)
    return true
  }

  private send(device: number, isRequest: boolean): void {
    const { sending, network, simulation } = this
    const way = this.way(device)!
    sending.message = messageOf(device, isRequest)
    sending.route = isRequest ? way.up : way.down
    sending.bytes = isRequest ? way.settings.bytes : way.settings.reply
    sending.tree = this.homes.of(device)
    sending.device = device
    sending.tag = this.tag
    sending.key = (this.source * serialsOf(this.source) + device) * HOPS
    // Beside the message's own draws, of another try and of the answer.
    sending.source = this.source
    sending.serial = (device * 256 + this.tries[device]!) * 2 + (isRequest ? 0 : 1)
    sending.priority = PRIORITY
    sending.expires = simulation.now + way.settings['time-out']
    network.send(sending, network.roomOf(sending.route))
  }

  private wentDown(node: number): void {
    const { layout } = this.deployment
    if (node < layout.devices) {
      this.doing[node] = IDLE
      this.until[node] = -1
      return
    }
    const tree = this.numbering.treeOf(node)
    if (tree < 0) return
    if (this.notice < Infinity) this.simulation.after(this.notice, PRIORITY_SEND, tree, this.noticeCode, tree)
  }

  /** A head has been gone for so long that its devices notice: they look for a way in anew. */
  private noticed(tree: number): void {
    const { states, homes } = this
    const head = this.numbering.head(tree)
    // It may have come back and gone again since: then another notice is under way.
    if (states.isUp(head) || this.simulation.now - states.fellAt(head) < this.notice) return
    homes.visit(tree, (device) => {
      if (this.way(device) === undefined || !states.isIn(device)) return
      states.strays(device)
      this.begin(device)
    })
  }

  private way(device: number): JoinWay | undefined {
    const { layout } = this.deployment
    return this.wayOf[layout.classes.indexOf(layout.classOf(device))]
  }

  private expect(device: number): void {
    this.simulation.at(this.until[device]!, PRIORITY_SEND, this.source * 2 ** 28 + device, this.timerCode, device)
  }

  private draw(device: number, which: number): number {
    return keyed(this.deployment.settings.seed, 0, device, 0, which, DRAW_JOINING)
  }
}

/** Its packets go before bulk data, and not before alarms. */
const PRIORITY = 1

// A message of a join is a negative number, apart from those of the payloads: of each device there is one there and one back.
const messageOf = (device: number, isRequest: boolean) => -1 - 2 * device - (isRequest ? 0 : 1)
const deviceOf = (message: number) => (-1 - message) >> 1
const isRequest = (message: number) => ((-1 - message) & 1) === 0
