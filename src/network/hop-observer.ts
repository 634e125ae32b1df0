import type { LossReason } from './medium.js'

/** Who follows packets from link to link, for a trace. What it is told changes nothing. */
export interface HopObserver {
  /** A packet stands before its link, perhaps not for the first time. */
  offered(packet: number): void
  /** A transmission of it begins at a moment, which may lie ahead: by the node that it left, or by one in between. */
  sent(packet: number, start: number): void
  /** It is over its link, and has been processed at the far end where that is a mere delay. */
  crossed(packet: number): void
  /** It goes no further than this link. */
  lost(packet: number, reason: LossReason): void
}
