/**
 * What the ways of sendings to all cost up to where their messages are now, leg by leg (network/leg-columns). Where a message goes on as many,
 * all of them share what it left, until the last is over.
 */
export class EarlierLegs {
  /** By record and number. */
  columns = new Float64Array(0)
  /** By record: how many numbers of it are known, how many messages share it, and the next free one. */
  private lengths = new Int32Array(0)
  private users = new Int32Array(0)
  private next = new Int32Array(0)
  private free = -1
  /** By message: its record, counted from 1; 0: it has none. */
  private records = new Int32Array(0)

  constructor(
    /** The most numbers of a message. */
    private readonly width: number,
  ) {}

  /** Adds what a message found on its own part of the way. */
  add(message: number, legs: Float64Array, from: number, to: number): void {
    const before = this.recordOf(message)
    const record = this.take()
    const length = before < 0 ? 0 : this.lengths[before]!
    const { columns, width } = this
    const at = record * width
    if (length > 0) columns.copyWithin(at, before * width, before * width + length)
    for (let i = from; i < to; i++) columns[at + length + i - from] = legs[i]!
    this.lengths[record] = length + to - from
    this.drop(message)
    this.set(message, record)
  }

  /** A message goes on for another one. */
  share(from: number, message: number): void {
    const record = this.recordOf(from)
    if (record >= 0) this.set(message, record)
  }

  /** A message is over. */
  drop(message: number): void {
    const record = this.recordOf(message)
    if (record < 0) return
    this.records[message] = 0
    if (--this.users[record]! > 0) return
    this.next[record] = this.free
    this.free = record
  }

  /** Where in the columns what is known of a message begins, -1 where that is nothing, and how many numbers it is. */
  startOf(message: number): number {
    const record = this.recordOf(message)
    return record < 0 ? -1 : record * this.width
  }

  lengthOf(message: number): number {
    return this.lengths[this.recordOf(message)]!
  }

  /** Records that some message has. */
  get inUse(): number {
    return this.users.reduce((sum, users) => sum + (users > 0 ? 1 : 0), 0)
  }

  private recordOf(message: number): number {
    return message < this.records.length ? this.records[message]! - 1 : -1
  }

  private set(message: number, record: number): void {
    if (message >= this.records.length) {
      const wide = new Int32Array(Math.max(256, 2 * message))
      wide.set(this.records)
      this.records = wide
    }
    this.records[message] = record + 1
    this.users[record]!++
  }

  private take(): number {
    if (this.free < 0) this.grow(Math.max(16, 2 * this.users.length))
    const record = this.free
    this.free = this.next[record]!
    this.users[record] = 0
    return record
  }

  private grow(records: number): void {
    const columns = new Float64Array(records * this.width)
    columns.set(this.columns)
    this.columns = columns
    const before = this.users.length
    for (const name of ['lengths', 'users', 'next'] as const) {
      const wide = new Int32Array(records)
      wide.set(this[name])
      this[name] = wide
    }
    for (let record = records - 1; record >= before; record--) {
      this.next[record] = this.free
      this.free = record
    }
  }
}
