/** What an endpoint of a sector does that has something to send or to receive. */
export const AWAKE = 0
/** It sleeps; what waits for it waits until it listens. */
export const ASLEEP = 1
/** It has asked for access. */
export const ASKING = 2

/** What the packets of a line do, those of one endpoint in one direction. */
export const WAITING = 0
/** They may be sent from a known moment on. */
export const READY_LATER = 1
/** They are in turn. */
export const IN_TURN = 2
/** The first of them is on the air, and has left the line. */
export const ON_AIR = 3

/**
 * The endpoints of sectors for which something waits, in columns: a slot each, only for so long. All else about an endpoint follows from its number
 * and from when it was on the air last.
 */
export class SectorEndpoints {
  node!: Int32Array
  sector!: Int32Array
  stage!: Uint8Array
  /** While it sleeps: the event of its listening. */
  wake!: Float64Array
  /** While it is awake: when its access is set up. */
  setUp!: Float64Array
  /** How often it was called while it was down, and did not answer. */
  calls!: Uint8Array
  /** By line (2 × endpoint + direction): what the packets there do. */
  does!: Uint8Array

  private capacity = 0
  private free = -1
  /** By node: its slot and one more; 0: none. */
  private slotOf = new Int32Array(0)

  constructor(private readonly nodes: number) {
    this.grow(64)
  }

  /** The slot of a node; -1: nothing waits for it. */
  of(node: number): number {
    return node < this.slotOf.length ? this.slotOf[node]! - 1 : -1
  }

  /** A slot for a node (EVERYONE: one that nobody finds by the node). */
  take(node: number, sector: number): number {
    if (this.free < 0) this.grow(Math.max(64, this.capacity * 2))
    const slot = this.free
    this.free = this.sector[slot]!
    this.node[slot] = node
    this.sector[slot] = sector
    this.setUp[slot] = 0
    this.calls[slot] = 0
    this.does[2 * slot] = this.does[2 * slot + 1] = WAITING
    if (node >= 0) {
      if (node >= this.slotOf.length) this.widen(node)
      this.slotOf[node] = slot + 1
    }
    return slot
  }

  release(slot: number): void {
    const node = this.node[slot]!
    if (node >= 0) this.slotOf[node] = 0
    this.sector[slot] = this.free
    this.free = slot
  }

  private widen(node: number): void {
    const wide = new Int32Array(Math.max(this.nodes, node + 1, 2 * this.slotOf.length))
    wide.set(this.slotOf)
    this.slotOf = wide
  }

  private grow(capacity: number): void {
    const int = (size: number, old?: Int32Array) => {
      const wide = new Int32Array(size)
      if (old) wide.set(old)
      return wide
    }
    const byte = (size: number, old?: Uint8Array) => {
      const wide = new Uint8Array(size)
      if (old) wide.set(old)
      return wide
    }
    this.node = int(capacity, this.node)
    this.sector = int(capacity, this.sector)
    this.stage = byte(capacity, this.stage)
    this.calls = byte(capacity, this.calls)
    this.does = byte(2 * capacity, this.does)
    for (const column of ['wake', 'setUp'] as const) {
      const wide = new Float64Array(capacity)
      if (this.capacity > 0) wide.set(this[column])
      this[column] = wide
    }
    for (let slot = capacity - 1; slot >= this.capacity; slot--) {
      this.sector[slot] = this.free
      this.free = slot
    }
    this.capacity = capacity
  }
}
