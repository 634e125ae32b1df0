import { z } from 'zod'
import { duration } from '../input/quantity.js'
import { keyed } from '../kernel/keyed.js'
import type { LinkBook } from './link-book.js'
import { DRAW_BACK_OFF, DRAW_CHANNEL, PRIORITY_ARRIVAL, PRIORITY_SERVED } from './order.js'

const PREAMBLES = 'expected a whole number of preambles from 1 to 100000, such as 54'
const ATTEMPTS = 'expected a whole number of attempts from 1 to 200, such as 10'
const TR_37_868 = '3GPP TR 37.868, table 6.2.2.1.1'

/** The key `random-access:`: how endpoints of a sector ask to be heard. */
export function randomAccessSchema() {
  return z.strictObject({
    every: duration()
      .refine((value) => value >= 1, 'expected a time of at least 1 us')
      .prefault('5 ms')
      .meta({
        description: 'From one moment at which endpoints may ask to the next.',
        source: `${TR_37_868} (index 6)`,
      }),
    preambles: z.int(PREAMBLES).min(1, PREAMBLES).max(100_000, PREAMBLES).prefault(54).meta({
      description: 'Among how many signals an endpoint chooses one by chance; those who choose the same are not heard.',
      source: TR_37_868,
    }),
    response: duration()
      .prefault('5 ms')
      .meta({ description: 'How long an endpoint waits to be answered.', source: `${TR_37_868} (response window)` }),
    'back-off': duration()
      .prefault('20 ms')
      .meta({ description: 'Who is not answered waits a random time up to this.', source: `${TR_37_868} (indicator)` }),
    attempts: z.int(ATTEMPTS).min(1, ATTEMPTS).max(200, ATTEMPTS).prefault(10).meta({
      description: 'How often an endpoint asks before it gives up what it wanted to send.',
      source: TR_37_868,
    }),
  })
}

export type RandomAccessSettings = z.output<ReturnType<typeof randomAccessSchema>>

/** What becomes of those who ask. */
export interface AccessHost {
  /** On behalf of which packet an endpoint asks that was going to for one; -1: it does not ask any more, and the host has seen to that. */
  asks(endpoint: number, packet: number): number
  admitted(endpoint: number): void
  refused(endpoint: number): void
}

/**
 * Slotted random access: at the next slot an endpoint sends one of P preambles, chosen by chance. It is heard unless another one chose the
 * same in the same slot; then both wait a random time and ask again, until they give up. Two events an attempt.
 */
export class RandomAccess {
  // By endpoint: the packet for which it asks, how often it has, and whether it met another this time.
  private asker = new Int32Array(0)
  private attempt = new Uint8Array(0)
  private met = new Uint8Array(0)
  /** By sector and preamble: the slot in which it was last sent, and by whom first. */
  private slot = new Float64Array(0)
  private first = new Int32Array(0)
  private readonly sectorOf: (endpoint: number) => number
  private readonly askCode: number
  private readonly answerCode: number

  constructor(
    name: string,
    private readonly settings: RandomAccessSettings,
    private readonly seed: number,
    private readonly book: LinkBook,
    sectorOf: (endpoint: number) => number,
    private readonly host: AccessHost,
  ) {
    this.sectorOf = sectorOf
    this.askCode = book.simulation.handler(`access over ${name}`, (endpoint) => this.send(endpoint))
    this.answerCode = book.simulation.handler(`answer to access over ${name}`, (endpoint) => this.answer(endpoint))
  }

  /** An endpoint asks on behalf of one of its packets, which stays where it is until the answer. */
  ask(endpoint: number, packet: number): void {
    if (endpoint >= this.asker.length) this.widen(endpoint)
    this.asker[endpoint] = packet
    this.attempt[endpoint] = 0
    this.expect(endpoint, this.book.simulation.now)
  }

  /** At the next slot: that of the very moment has begun. */
  private expect(endpoint: number, after: number): void {
    const { every } = this.settings
    let at = Math.ceil((Math.floor(after / every) + 1) * every)
    if (at <= after) at = Math.ceil(at + every)
    this.book.simulation.at(at, PRIORITY_ARRIVAL, this.keyOf(endpoint), this.askCode, endpoint)
  }

  private send(endpoint: number): void {
    if (!this.asksStill(endpoint)) return
    const { settings, book } = this
    const { now } = book.simulation
    const preamble = Math.floor(this.draw(endpoint, DRAW_CHANNEL) * settings.preambles)
    const place = this.sectorOf(endpoint) * settings.preambles + preamble
    if (place >= this.slot.length) this.widenSlots(place)
    this.met[endpoint] = 0
    if (this.slot[place] === now) this.met[endpoint] = this.met[this.first[place]!] = 1
    else {
      this.slot[place] = now
      this.first[place] = endpoint
    }
    // After all who send in this slot, also where the answer takes no time.
    const at = Math.ceil(now + settings.response)
    book.simulation.at(at, PRIORITY_SERVED, this.keyOf(endpoint), this.answerCode, endpoint)
  }

  private asksStill(endpoint: number): boolean {
    const packet = this.host.asks(endpoint, this.asker[endpoint]!)
    this.asker[endpoint] = packet
    return packet >= 0
  }

  private answer(endpoint: number): void {
    if (!this.asksStill(endpoint)) return
    if (this.met[endpoint] === 0) {
      this.host.admitted(endpoint)
      return
    }
    const wait = this.draw(endpoint, DRAW_BACK_OFF) * this.settings['back-off']
    this.attempt[endpoint]!++
    if (this.attempt[endpoint]! >= this.settings.attempts) this.host.refused(endpoint)
    else this.expect(endpoint, Math.ceil(this.book.simulation.now + wait))
  }

  private draw(endpoint: number, purpose: number): number {
    const { packets } = this.book
    const packet = this.asker[endpoint]!
    const hop = packets.hop[packet]! * 65536 + packets.number[packet]!
    return keyed(this.seed, packets.source[packet]!, packets.serial[packet]!, hop, this.attempt[endpoint]!, purpose)
  }

  private keyOf(endpoint: number): number {
    const { packets } = this.book
    const packet = this.asker[endpoint]!
    return packets.key[packet]! + packets.hop[packet]!
  }

  private widen(endpoint: number): void {
    const size = Math.max(64, 2 * (endpoint + 1))
    const asker = new Int32Array(size)
    asker.set(this.asker)
    this.asker = asker
    for (const column of ['attempt', 'met'] as const) {
      const wide = new Uint8Array(size)
      wide.set(this[column])
      this[column] = wide
    }
  }

  private widenSlots(place: number): void {
    const size = Math.max(2 * this.slot.length, place + this.settings.preambles)
    const slot = new Float64Array(size).fill(-1)
    slot.set(this.slot)
    this.slot = slot
    const first = new Int32Array(size)
    first.set(this.first)
    this.first = first
  }
}
