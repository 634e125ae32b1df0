import { z } from 'zod'
import { bytes, duration, rate, share } from '../input/quantity.js'
import { technology } from './technology.js'
import type { LinkBook } from './link-book.js'
import { lossDraw } from './loss-draw.js'
import type { Medium } from './medium.js'
import { PRIORITY_ARRIVAL } from './order.js'

/** The figures of a wire that the SRS leaves open, as a deployment writes them. */
export interface WireDefaults {
  rate: string
  delay: string
  loss: string
  retries: number
  'retry-after': string
  mtu: string
  header: string
  queue: string
}

const RETRIES = 'expected a whole number of retries from 0 to 100, such as 3'

/** The part of the schema that a wire adds: the keys of `networks: {<network>: {medium: wire, …}}`. */
export function wireSchema(defaults: WireDefaults) {
  return z
    .strictObject({
      medium: z.literal('wire').prefault('wire').meta({ description: 'How the network behaves: a full-duplex wire.' }),
      technology: technology(),
      rate: rate()
        .refine((value) => value > 0, 'expected a rate above zero')
        .prefault(defaults.rate)
        .meta({ description: 'Bits per second of one link, in each direction.' }),
      delay: duration().prefault(defaults.delay).meta({ description: 'Propagation, from one end to the other.' }),
      loss: share()
        .refine((value) => value < 1, 'expected a share below 100%: a link that loses every packet carries nothing')
        .prefault(defaults.loss)
        .meta({ description: 'Share of the transmissions that are lost, each packet by itself.' }),
      retries: z
        .int(RETRIES)
        .min(0, RETRIES)
        .max(100, RETRIES)
        .prefault(defaults.retries)
        .meta({ description: 'How often a lost packet is sent again on the same link before it is given up.' }),
      'retry-after': duration()
        .prefault(defaults['retry-after'])
        .meta({ description: 'How long after the end of a transmission its loss is noticed.' }),
      mtu: bytes().prefault(defaults.mtu).meta({ description: 'The largest packet, its header included.' }),
      header: bytes().prefault(defaults.header).meta({
        description: 'Bytes that protocols and security add to each packet (the sizes of the SRS exclude them).',
      }),
      queue: bytes()
        .prefault(defaults.queue)
        .meta({ description: 'Bytes that may wait for one link, the packet being sent included; more are dropped.' }),
    })
    .refine((wire) => wire.mtu > wire.header, {
      path: ['mtu'],
      message: 'expected an mtu above the header: no byte of a message fits',
      when: known('mtu', 'header'),
    })
    .refine((wire) => wire.queue >= wire.mtu, {
      path: ['queue'],
      message: 'expected a queue that holds at least one packet of the mtu',
      when: known('queue', 'mtu'),
    })
}

/** Compares two sizes also where another key of the wire is wrong, so that all problems are reported in one go. */
const known =
  (...keys: string[]) =>
  ({ value }: { value: unknown }): boolean =>
    keys.every((key) => typeof (value as Record<string, unknown>)[key] === 'number')

export type WireSettings = z.output<ReturnType<typeof wireSchema>>

/**
 * A full-duplex wire: FIFO, fixed rate, fixed propagation, independent loss with bounded retries, finite queue.
 * A plain FIFO line needs no list of waiting packets: when the link is next free says it all, and the backlog is the
 * time until then times the rate. Packets that were sent arrive in order, and losses are noticed in order, so of each
 * kind one event a link is pending, and no two packets of a message can tie for which comes first.
 */
export class Wire implements Medium {
  readonly room: number
  private readonly microsPerByte: number
  private readonly arrivalCode: number
  private readonly retryCode: number

  constructor(
    name: string,
    private readonly settings: WireSettings,
    private readonly seed: number,
    private readonly book: LinkBook,
  ) {
    this.room = settings.mtu - settings.header
    this.microsPerByte = 8e6 / settings.rate
    this.arrivalCode = book.simulation.handler(`arrival over ${name}`, (link) => this.arrive(link))
    this.retryCode = book.simulation.handler(`retry over ${name}`, (link) => this.retry(link))
  }

  offer(packet: number): void {
    this.book.offered(packet)
    this.transmit(packet, this.book.packets.link[packet]!)
  }

  private transmit(packet: number, link: number): void {
    const { book, settings } = this
    const { links, packets } = book
    const now = book.simulation.now
    const wireBytes = book.wireBytes(packet, settings.header)
    let start = links.busyUntil[link]!
    let backlog = wireBytes
    if (start <= now) start = now
    else {
      backlog += (start - now) / this.microsPerByte
      // Bytes are whole: a fraction is the rest of the one that is being sent, or what rounding left of the sum.
      if (backlog >= settings.queue + 0.5) {
        book.lost(packet, 'queue full')
        return
      }
    }
    book.backlog(link, backlog)
    const finish = start + wireBytes * this.microsPerByte
    const attempt = packets.attempt[packet]!
    if (attempt === 0) packets.begun[packet] = start
    links.busyUntil[link] = finish
    book.sent(packet, start, finish, wireBytes, attempt > 0)

    if (settings.loss > 0 && lossDraw(packets, packet, attempt, this.seed) < settings.loss) {
      packets.arrival[packet] = Math.ceil(finish + settings['retry-after'])
      this.append(packet, link, links.lostHead, links.lostTail, this.retryCode)
      return
    }
    book.spent(packet, packets.begun[packet]!, start, finish + settings.delay)
    packets.arrival[packet] = Math.ceil(finish + settings.delay + links.processing[link]!)
    this.append(packet, link, links.head, links.tail, this.arrivalCode)
  }

  private append(packet: number, link: number, head: Int32Array, tail: Int32Array, code: number): void {
    const { next } = this.book.packets
    const last = tail[link]!
    tail[link] = packet
    next[packet] = -1
    if (last >= 0) next[last] = packet
    else {
      head[link] = packet
      this.expect(packet, link, code)
    }
  }

  private takeFirst(link: number, head: Int32Array, tail: Int32Array, code: number): number {
    const { next } = this.book.packets
    const packet = head[link]!
    const second = next[packet]!
    head[link] = second
    if (second < 0) tail[link] = -1
    else this.expect(second, link, code)
    next[packet] = -1
    return packet
  }

  /** Puts the one pending event of a line: what happens to the packet at its head. */
  private expect(packet: number, link: number, code: number): void {
    const { packets, simulation } = this.book
    const key = packets.key[packet]! + packets.hop[packet]!
    simulation.at(packets.arrival[packet]!, PRIORITY_ARRIVAL, key, code, link)
  }

  private arrive(link: number): void {
    const { links } = this.book
    this.book.delivered(this.takeFirst(link, links.head, links.tail, this.arrivalCode))
  }

  private retry(link: number): void {
    const { links, packets } = this.book
    const packet = this.takeFirst(link, links.lostHead, links.lostTail, this.retryCode)
    if (packets.attempt[packet]! >= this.settings.retries) {
      this.book.lost(packet, 'retries exhausted')
      return
    }
    packets.attempt[packet]!++
    this.transmit(packet, link)
  }
}
