import { z } from 'zod'
import { didYouMean } from '../input/nearest.js'
import { bytes, duration, rate } from '../input/quantity.js'
import { ClassQueues } from './class-queues.js'
import { known } from './known-keys.js'
import type { LinkBook } from './link-book.js'
import { linkLossSchema, meanLoss } from './link-loss.js'
import type { Medium } from './medium.js'
import { NextFree, type WireQueue } from './next-free.js'
import { PlainWire } from './plain-wire.js'
import { technology } from './technology.js'
import { WireCrossing } from './wire-crossing.js'
import type { Wires } from './wires.js'

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
const ORDERS = ['fifo', 'strict', 'weighted'] as const
const WEIGHTS = 'expected four weights above zero, one for each class of priority, such as [8, 4, 2, 1]'

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
      jitter: duration().prefault('0 ms').meta({
        description:
          'Time that the way takes beyond the delay, drawn evenly between none and this; a packet that would overtake one of the same sender waits for it.',
      }),
      loss: linkLossSchema(defaults.loss),
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
      order: z
        .enum(ORDERS, {
          error: ({ input }) => `expected an order: ${ORDERS.join(', ')}\n${didYouMean(String(input), ORDERS)}`,
        })
        .prefault('fifo')
        .meta({
          description:
            'Which waiting packet is sent next: the first that came, that of the first class of priority (strict), or by the weight of its class (weighted). None is interrupted.',
        }),
      weights: z.array(z.number(WEIGHTS).positive(WEIGHTS), WEIGHTS).length(4, WEIGHTS).optional().meta({
        description: 'What share of a busy link each class of priority gets, the first first; of order: weighted.',
      }),
    })
    .refine((wire) => wire.mtu > wire.header, {
      path: ['mtu'],
      message: 'expected an mtu above the header: no byte of a message fits',
      when: known('mtu', 'header'),
      params: { about: ['mtu', 'header'] },
    })
    .refine((wire) => wire.queue >= wire.mtu, {
      path: ['queue'],
      message: 'expected a queue that holds at least one packet of the mtu',
      when: known('queue', 'mtu'),
      params: { about: ['queue', 'mtu'] },
    })
    .refine(({ order, weights }) => order !== 'weighted' || weights !== undefined, {
      path: ['weights'],
      message: WEIGHTS,
      params: { about: ['weights', 'order'] },
      when: ({ value }) => (value as Record<string, unknown>)['order'] === 'weighted',
    })
}

export type WireSettings = z.output<ReturnType<typeof wireSchema>>

/**
 * A full-duplex wire: fixed rate, fixed propagation and jitter, loss with bounded retries, a finite queue, first come first served or by
 * class of priority. It never reorders the packets of one sender (`SenderOrder`).
 */
export class Wire implements Medium {
  readonly room: number
  readonly apart: { isPlain: boolean }
  readonly asksForLinkOnly: boolean
  private readonly queue: WireQueue

  constructor(
    name: string,
    settings: WireSettings,
    seed: number,
    private readonly book: LinkBook,
    /** How many node numbers there are (`Membership`). */
    nodes = 0,
  ) {
    this.room = settings.mtu - settings.header
    // Who is at the end of a link matters only where nodes differ in what they lose.
    this.asksForLinkOnly = typeof settings.loss === 'number'
    const isPlain = settings.order === 'fifo' && !(settings.jitter > 0)
    this.apart = { isPlain: isPlain && meanLoss(settings.loss) === 0 }
    if (isPlain && book.faults === undefined) {
      this.queue = new PlainWire(name, settings, seed, book, nodes)
      return
    }
    const crossing = new WireCrossing(name, settings, seed, book, nodes, isPlain)
    const queue = wireQueue(name, settings, book, book.links, crossing)
    crossing.again = (packet) => queue.send(packet, book.packets.link[packet]!)
    this.queue = queue
  }

  offer(packet: number): void {
    const { book, queue } = this
    book.offered(packet)
    queue.send(packet, book.packets.link[packet]!)
  }
}

/** How wires of such settings are served. */
export function wireQueue(
  name: string,
  settings: WireSettings,
  book: LinkBook,
  wires: Wires,
  crossing: WireCrossing,
): WireQueue {
  const { order, weights } = settings
  // Where something can fail, what waits must be known by name.
  if (order === 'fifo' && book.faults === undefined) return new NextFree(settings, book, wires, crossing)
  return new ClassQueues(name, settings, book, wires, crossing, order === 'weighted' ? weights : undefined)
}
