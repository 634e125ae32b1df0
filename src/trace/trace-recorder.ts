import { keyed } from '../kernel/keyed.js'
import type { RowSink, TraceCell } from './trace-columns.js'
import { TraceFilter, type Pair, type TraceOutcome } from './trace-filter.js'

/** What is said of one message and addressee. Moments in microseconds; numbers that there are not are -1, moments NaN, texts empty. */
export interface MessageRow {
  message: number
  pair: Pair
  device: number
  sentAt: number
  receivedAt: number
  bytes: number
  outcome: TraceOutcome
  cause: number
  dueAt: string
  eventAt: number
  district: number
  setOff: string
  lostAt: string
}

/** What is said of one packet and link. */
export interface HopRow {
  message: number
  hop: number
  link: string
  attempt: number
  queued: number
  sent: number
  received: number
  outcome: string
  piece: string
  packet: number
  from: string
  to: string
  device: number
  transmissions: number
}

/** Whether a message is in the sample, or a device with all its reads. */
const DRAW_SAMPLE = 40
const OF_MESSAGES = 0
const OF_DEVICES = 1

/** Writes the part of what happens that is asked for: a sample, and of that what fits the filter. */
export class TraceRecorder {
  private readonly cells: TraceCell[] = []
  private readonly hopCells: TraceCell[] = []

  constructor(
    private readonly messages: RowSink,
    private readonly hops: RowSink,
    private readonly seed: number,
    /** From 0 to 1. */
    private readonly sample = 1,
    private readonly filter = new TraceFilter(),
  ) {}

  /** Whether a message that nothing caused is in the sample: by its number alone, whatever else is traced. What it causes goes with it. */
  hasMessage(number: number): boolean {
    return this.sample >= 1 || keyed(this.seed, OF_MESSAGES, number, 0, 0, DRAW_SAMPLE) < this.sample
  }

  /** Whether the scheduled reads of a device are in the sample: all of them, or none. */
  hasReadsOf(device: number): boolean {
    return this.sample >= 1 || keyed(this.seed, OF_DEVICES, device, 0, 0, DRAW_SAMPLE) < this.sample
  }

  fitsPair(pair: Pair): boolean {
    return this.filter.fitsPair(pair)
  }

  /** A message that is in the sample has ended for one addressee, whose pair fits. */
  message(row: MessageRow): void {
    const { cells, filter } = this
    if (!filter.fitsOutcome(row.outcome) || !filter.fitsDevice(row.device)) return
    cells[0] = number(row.message)
    cells[1] = row.pair.requirement
    cells[2] = row.pair.payload
    cells[3] = row.pair.from
    cells[4] = row.pair.to
    cells[5] = number(row.device)
    cells[6] = moment(row.sentAt)
    cells[7] = moment(row.receivedAt)
    cells[8] = number(row.bytes)
    cells[9] = row.outcome
    cells[10] = number(row.cause)
    cells[11] = text(row.dueAt)
    cells[12] = moment(row.eventAt)
    cells[13] = number(row.district)
    cells[14] = text(row.setOff)
    cells[15] = text(row.lostAt)
    this.messages.write(cells)
  }

  /** Whether hops of packets for a device, or for all (-1), are written. */
  hasHopsOf(device: number): boolean {
    return device < 0 || this.filter.fitsDevice(device)
  }

  hop(row: HopRow): void {
    const { hopCells: cells } = this
    cells[0] = row.message
    cells[1] = row.hop
    cells[2] = row.link
    cells[3] = row.attempt
    cells[4] = moment(row.queued)
    cells[5] = moment(row.sent)
    cells[6] = moment(row.received)
    cells[7] = row.outcome
    cells[8] = row.piece
    cells[9] = row.packet
    cells[10] = row.from
    cells[11] = row.to
    cells[12] = number(row.device)
    cells[13] = row.transmissions
    this.hops.write(cells)
  }

  /** All rows are in their files. */
  end(): void {
    this.messages.end()
    this.hops.end()
  }
}

function number(value: number): number | undefined {
  return value < 0 ? undefined : value
}

function moment(micros: number): number | undefined {
  return Number.isNaN(micros) ? undefined : micros
}

function text(value: string): string | undefined {
  return value === '' ? undefined : value
}
