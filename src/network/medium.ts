/** Why a packet went no further. */
export type LossReason = 'queue full' | 'retries exhausted'

/** What a medium tells the network that it serves. */
export interface MediumHost {
  /** A packet has crossed a link and been processed by the actor at its far end (where that is a mere delay). */
  crossed(packet: number, link: number): void
  /** A packet goes no further. The network releases it. */
  lost(packet: number, link: number, reason: LossReason): void
}

/** How a network behaves. One instance serves all links of one network. */
export interface Medium {
  /** Takes a packet that stands before a link now. */
  offer(packet: number, link: number): void
  /** Bytes that one packet can hold beside its header. */
  readonly room: number
  /** Bits per second of one link in one direction. */
  readonly rate: number
}
