import type { Simulation } from '../kernel/simulation.js'
import type { Links } from './links.js'
import type { LoadByHour } from './load-by-hour.js'
import { lossDraw } from './loss-draw.js'
import type { Medium, MediumHost } from './medium.js'
import { PRIORITY_ARRIVAL } from './order.js'
import type { Packets } from './packets.js'
import type { WireSettings } from './wire.js'

/**
 * A wire of its own for each of many devices or homes (`wire` in all else), counted together: a city has a million of them, and
 * nearly all stand idle. All that is kept of one is when it is next free; a packet on its way has an event.
 */
export class OwnWires implements Medium {
  readonly room: number
  readonly rate: number
  private readonly microsPerByte: number
  private readonly busyUntil: Float64Array
  private readonly arrivalCode: number
  private readonly retryCode: number
  /** Which wire each packet that is to be sent again was lost on. */
  private wireOf = new Int32Array(0)

  constructor(
    name: string,
    private readonly settings: WireSettings,
    private readonly seed: number,
    private readonly simulation: Simulation,
    private readonly links: Links,
    private readonly packets: Packets,
    private readonly load: LoadByHour,
    private readonly bytesByTag: Float64Array,
    private readonly host: MediumHost,
    /** The line of `links` under which all of them are counted. */
    private readonly record: number,
    count: number,
  ) {
    this.room = settings.mtu - settings.header
    this.rate = settings.rate
    this.microsPerByte = 8e6 / settings.rate
    this.busyUntil = new Float64Array(count)
    this.arrivalCode = simulation.handler(`arrival over ${name}`, (packet) => this.arrive(packet))
    this.retryCode = simulation.handler(`retry over ${name}`, (packet) => this.retry(packet))
  }

  offer(packet: number, wire: number): void {
    this.links.packetsOffered[this.record]!++
    this.packets.attempt[packet] = 0
    this.transmit(packet, wire)
  }

  private transmit(packet: number, wire: number): void {
    const { links, packets, settings, record } = this
    const now = this.simulation.now
    const wireBytes = packets.bytes[packet]! + settings.header
    let start = this.busyUntil[wire]!
    let backlog = wireBytes
    if (start <= now) start = now
    else {
      backlog += (start - now) / this.microsPerByte
      if (backlog >= settings.queue + 0.5) {
        links.packetsDropped[record]!++
        this.host.lost(packet, record, 'queue full')
        return
      }
    }
    if (backlog > links.backlogMax[record]!) links.backlogMax[record] = backlog
    const finish = start + wireBytes * this.microsPerByte
    this.busyUntil[wire] = finish
    if (finish > links.busyUntil[record]!) links.busyUntil[record] = finish
    links.busy[record]! += finish - start
    links.transmissions[record]!++
    links.bytesWire[record]! += wireBytes
    const attempt = packets.attempt[packet]!
    const first = attempt === 0
    if (first) links.bytesApplication[record]! += packets.bytes[packet]!
    this.bytesByTag[packets.tag[packet]!]! += wireBytes
    const messages = first && packets.number[packet] === 0 ? 1 : 0
    this.load.add(links.lane[record]!, start, messages, first ? packets.bytes[packet]! : 0, wireBytes)
    this.load.occupy(links.lane[record]!, start, finish)
    const key = packets.key[packet]! + packets.hop[packet]!
    if (settings.loss > 0 && lossDraw(packets, packet, attempt, this.seed) < settings.loss) {
      this.remember(packet, wire)
      this.simulation.at(Math.ceil(finish + settings['retry-after']), PRIORITY_ARRIVAL, key, this.retryCode, packet)
      return
    }
    const arrival = Math.ceil(finish + settings.delay + links.processing[record]!)
    this.simulation.at(arrival, PRIORITY_ARRIVAL, key, this.arrivalCode, packet)
  }

  private remember(packet: number, wire: number): void {
    if (packet >= this.wireOf.length) {
      const wide = new Int32Array(Math.max(1024, 2 * packet))
      wide.set(this.wireOf)
      this.wireOf = wide
    }
    this.wireOf[packet] = wire
  }

  private arrive(packet: number): void {
    this.links.packetsDelivered[this.record]!++
    this.host.crossed(packet, this.record)
  }

  private retry(packet: number): void {
    const { packets, record } = this
    if (packets.attempt[packet]! >= this.settings.retries) {
      this.links.packetsExhausted[record]!++
      this.host.lost(packet, record, 'retries exhausted')
      return
    }
    packets.attempt[packet]!++
    this.transmit(packet, this.wireOf[packet]!)
  }
}
