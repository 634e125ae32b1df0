/** Scripted or exercised, itself or its cause. */
export const FORCED = 1
/** Its effects follow however small their share is. */
export const EXERCISED = 2

/**
 * The pool of messages in flight: a message is a slot in typed arrays. It is freed when the last copy of its last
 * packet has ended.
 */
export class Messages {
  /** What it is one of, and which source sent it. */
  emission = new Int32Array(0)
  source = new Int32Array(0)
  /** Its number at its source, and the key that orders its events. */
  serial = new Float64Array(0)
  key = new Float64Array(0)
  device = new Int32Array(0)
  tree = new Int32Array(0)
  bytes = new Int32Array(0)
  sentAt = new Float64Array(0)
  /** Packet copies that are still under way. */
  copies = new Int32Array(0)
  /** Addressees that will not have it, as bits. */
  lost = new Int32Array(0)
  /** Packets still to come, by addressee (`stride` of them). */
  missing = new Int32Array(0)
  /** When the event occurred that set it off, itself or its causes. */
  eventAt = new Float64Array(0)
  /** FORCED and EXERCISED, as bits. */
  flags = new Int32Array(0)
  /** Of a sending to all: which of its stages it is on. */
  stage = new Int32Array(0)
  /** Of an emission on a chain: which leg it is, or -1; when the first leg was sent, and on which tree. */
  chainLeg = new Int32Array(0)
  chainAt = new Float64Array(0)
  chainTree = new Int32Array(0)
  /** Bytes that wait until those under way have arrived, and packets sent before those. */
  waiting = new Int32Array(0)
  packetsBefore = new Int32Array(0)
  // A scheduled read: which readings it carries (bit i: the one i periods before the newest), and when the newest was due.
  readings = new Uint32Array(0)
  due = new Float64Array(0)

  inUse = 0
  private next = new Int32Array(0)
  private free = -1
  private capacity = 0

  constructor(
    /** The most addressees that a message has. */
    readonly stride: number,
  ) {
    this.grow(1024)
  }

  take(): number {
    if (this.free < 0) this.grow(this.capacity * 2)
    const message = this.free
    this.free = this.next[message]!
    this.next[message] = -2
    this.inUse++
    return message
  }

  release(message: number): void {
    this.next[message] = this.free
    this.free = message
    this.inUse--
  }

  /** Visits every message in flight: for what is still open at the end. */
  forEach(visit: (message: number) => void): void {
    for (let message = 0; message < this.capacity; message++) if (this.next[message] === -2) visit(message)
  }

  private grow(capacity: number): void {
    const whole = ['emission', 'source', 'device', 'tree', 'bytes', 'copies', 'lost', 'next'] as const
    for (const column of [...whole, 'flags', 'stage', 'chainLeg', 'chainTree', 'waiting', 'packetsBefore'] as const) {
      const wide = new Int32Array(capacity)
      wide.set(this[column])
      this[column] = wide
    }
    for (const column of ['serial', 'key', 'sentAt', 'eventAt', 'chainAt', 'due'] as const) {
      const wide = new Float64Array(capacity)
      wide.set(this[column])
      this[column] = wide
    }
    const readings = new Uint32Array(capacity)
    readings.set(this.readings)
    this.readings = readings
    const missing = new Int32Array(capacity * this.stride)
    missing.set(this.missing)
    this.missing = missing
    for (let slot = capacity - 1; slot >= this.capacity; slot--) {
      this.next[slot] = this.free
      this.free = slot
    }
    this.capacity = capacity
  }
}
