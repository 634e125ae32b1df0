import type { Simulation } from '../kernel/simulation.js'
import { OF_A_LEG } from '../network/leg-columns.js'
import type { Network } from '../network/network.js'
import type { Column } from '../stats/columns.js'
import { HANDED_ON, MESSAGE, type Messages } from '../trace/messages.js'

/**
 * What parts hand over to the back office, in rows of numbers: a packet that stands before a step, the loss of one whose message may have
 * others there, or a message that is all sent there. A row begins with how long it is, when it happened, and what the event had in which it did: what is of one moment is in one order
 * whoever simulates it.
 */
const [LENGTH, TIME, PRIORITY, KEY, STEP] = [0, 1, 2, 3, 4]
/** Instead of a step. Of a loss the addressees (bits) that will not have the message stand in place of the packet. */
const LOSS = -1
const WHOLE = -2

/** Of a message, its key first: that is what it is known by. */
const MESSAGE_COLUMNS = [
  'key',
  'emission',
  'source',
  'serial',
  'device',
  'tree',
  'bytes',
  'sentAt',
  'eventAt',
  'flags',
  'has',
  'readings',
  'due',
  'packetsBefore',
] as const
const PACKET_COLUMNS = [
  'step',
  'number',
  'bytes',
  'application',
  'security',
  'expires',
  'tag',
  'priority',
  'source',
  'serial',
  'handed',
  'atOrigin',
] as const
const OF_MESSAGE = STEP + 1
const OF_PACKET = OF_MESSAGE + MESSAGE_COLUMNS.length
const OF_LEGS = OF_PACKET + PACKET_COLUMNS.length

const FIRST_ROWS = 2 ** 12

/** Some columns of a pool, which replaces them all when it grows. */
class Columns<Name extends string> {
  private columns: Column[] = []

  constructor(
    private readonly pool: Readonly<Record<Name, Column>>,
    private readonly names: readonly Name[],
  ) {}

  /** Writes what a slot has into a row. */
  read(slot: number, rows: Float64Array, at: number): void {
    const columns = this.now()
    for (let i = 0; i < columns.length; i++) rows[at + i] = columns[i]![slot]!
  }

  /** Gives a slot what a row says. */
  write(slot: number, rows: Float64Array, at: number): void {
    const columns = this.now()
    for (let i = 0; i < columns.length; i++) columns[i]![slot] = rows[at + i]!
  }

  private now(): Column[] {
    const { pool, names } = this
    if (this.columns[0] !== pool[names[0]!]) this.columns = names.map((name) => pool[name])
    return this.columns
  }
}

/** What a part hands over, until someone takes it. */
export class Outbox {
  private rows = new Float64Array(FIRST_ROWS)
  private used = 0
  private readonly ofMessage: Columns<(typeof MESSAGE_COLUMNS)[number]>
  private readonly ofPacket: Columns<(typeof PACKET_COLUMNS)[number]>

  constructor(
    private readonly simulation: Simulation,
    private readonly network: Network,
    private readonly messages: Messages,
  ) {
    this.ofMessage = new Columns(messages, MESSAGE_COLUMNS)
    this.ofPacket = new Columns(network.packets, PACKET_COLUMNS)
  }

  /** A packet stands before a step. */
  packet(packet: number, step: number): void {
    const { packets, routes } = this.network
    const legs = routes.depth[step]! * OF_A_LEG
    const at = this.begin(OF_LEGS + legs, step, packets.message[packet]!)
    const { rows } = this
    this.ofPacket.read(packet, rows, at + OF_PACKET)
    const from = packets.legAt(packet, 0)
    for (let i = 0; i < legs; i++) rows[at + OF_LEGS + i] = packets.legs[from + i]!
  }

  /** A packet of a message is lost. */
  loss(message: number, beyond: number): void {
    // No other can have gone on.
    if (this.messages.packetsBefore[message] === 1) return
    const at = this.begin(OF_PACKET + 1, LOSS, message)
    this.rows[at + OF_PACKET] = beyond
  }

  /** A message is about to be sent over links that are all of the back office. */
  whole(message: number): void {
    this.begin(OF_PACKET, WHOLE, message)
  }

  /** The rows so far, which are then whoever's takes them. */
  take(): Float64Array {
    const rows = this.rows.slice(0, this.used)
    this.used = 0
    return rows
  }

  private begin(length: number, step: number, message: number): number {
    const at = this.used
    this.used += length
    if (this.used > this.rows.length) this.grow()
    const { rows, simulation, messages } = this
    rows[at + LENGTH] = length
    rows[at + TIME] = simulation.now
    rows[at + PRIORITY] = simulation.priority
    rows[at + KEY] = simulation.key
    rows[at + STEP] = step
    this.ofMessage.read(message, rows, at + OF_MESSAGE)
    messages.flags[message]! |= HANDED_ON
    return at
  }

  private grow(): void {
    const wide = new Float64Array(2 * Math.max(this.used, this.rows.length))
    wide.set(this.rows)
    this.rows = wide
  }
}

/** Who goes on with what was handed over. */
export interface Receiver {
  /** A packet of a message is lost: addressees (bits) will not have it. */
  lostElsewhere(message: number, beyond: number): void
  /** A message is to be sent now. */
  launch(message: number): void
}

/** What the back office was handed: it goes on there in the order in which it happened. */
export class Inbox {
  /** By part: rows that wait, where in the first of them, and whether one has its event. */
  private readonly batches: Float64Array[][] = []
  private readonly at: number[] = []
  private readonly isWaiting: boolean[] = []
  private readonly code: number
  private readonly ofMessage: Columns<(typeof MESSAGE_COLUMNS)[number]>
  private readonly ofPacket: Columns<(typeof PACKET_COLUMNS)[number]>
  /** Is told when all rows that a part gave at once are used. */
  taken: ((part: number) => void) | undefined
  /** Messages of which not all packets are accounted for, by their keys. */
  private readonly slots = new Map<number, number>()

  constructor(
    private readonly simulation: Simulation,
    private readonly network: Network,
    private readonly messages: Messages,
    private readonly receiver: Receiver,
  ) {
    this.code = simulation.handler('what was handed over', (part) => this.goOn(part))
    this.ofMessage = new Columns(messages, MESSAGE_COLUMNS)
    this.ofPacket = new Columns(network.packets, PACKET_COLUMNS)
  }

  /** More rows of a part. */
  add(part: number, rows: Float64Array): void {
    if (rows.length === 0) return
    ;(this.batches[part] ??= []).push(rows)
    this.expect(part)
  }

  /** The slot of a message is given up. */
  forget(message: number): void {
    this.slots.delete(this.messages.key[message]!)
  }

  /** One row of each part has an event, so that what the back office itself does in between comes where it belongs. */
  private expect(part: number): void {
    const rows = this.batches[part]![0]
    if (this.isWaiting[part] || rows === undefined) return
    this.isWaiting[part] = true
    const at = this.at[part] ?? 0
    this.simulation.at(rows[at + TIME]!, rows[at + PRIORITY]!, rows[at + KEY]!, this.code, part)
  }

  private goOn(part: number): void {
    // It is the one in which the row was written.
    this.simulation.uncount()
    const rows = this.batches[part]![0]!
    const at = this.at[part] ?? 0
    const next = at + rows[at + LENGTH]!
    if (next < rows.length) this.at[part] = next
    else {
      this.batches[part]!.shift()
      this.taken?.(part)
      this.at[part] = 0
    }
    this.isWaiting[part] = false
    this.expect(part)
    const step = rows[at + STEP]!
    if (step === WHOLE) {
      this.receiver.launch(this.copied(rows, at))
      return
    }
    const message = this.messageOf(rows, at)
    if (step === LOSS) this.receiver.lostElsewhere(message, rows[at + OF_PACKET]!)
    else this.network.leave(this.packetOf(rows, at, message), step)
  }

  private messageOf(rows: Float64Array, at: number): number {
    const { messages, slots } = this
    const key = rows[at + OF_MESSAGE]!
    const known = slots.get(key)
    if (known !== undefined) return known
    const message = this.copied(rows, at)
    const count = messages.packetsBefore[message]!
    messages.copies[message] = count
    messages.missing.fill(count, message * messages.stride, (message + 1) * messages.stride)
    slots.set(key, message)
    return message
  }

  private copied(rows: Float64Array, at: number): number {
    const { messages } = this
    const message = messages.take()
    this.ofMessage.write(message, rows, at + OF_MESSAGE)
    messages.kind[message] = MESSAGE
    messages.lost[message] = 0
    messages.stage[message] = 0
    messages.waiting[message] = 0
    messages.copies[message] = 0
    return message
  }

  private packetOf(rows: Float64Array, at: number, message: number): number {
    const { messages } = this
    const { packets, routes } = this.network
    packets.haveLegs(routes.longest)
    const packet = packets.take()
    this.ofPacket.write(packet, rows, at + OF_PACKET)
    packets.message[packet] = message
    packets.tree[packet] = messages.tree[message]!
    packets.device[packet] = messages.device[message]!
    packets.key[packet] = messages.key[message]!
    const legs = rows[at + LENGTH]! - OF_LEGS
    const to = packets.legAt(packet, 0)
    for (let i = 0; i < legs; i++) packets.legs[to + i] = rows[at + OF_LEGS + i]!
    return packet
  }
}
