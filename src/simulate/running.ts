import type { Tally } from '../check/tally.js'
import type { Emission } from '../traffic/emission.js'
import type { LegTimes } from '../trace/leg-times.js'
import type { Readings } from '../traffic/readings.js'
import type { TakingIn } from './taking-in.js'

/** What one emission needs while it runs. */
export interface Running {
  emission: Emission
  /** One but for a sending to all, which has one more wherever the ways to its devices part. */
  stages: Stage[]
  /** Who takes in a sending to all. */
  takingIn: TakingIn | undefined
  /** What its bytes are counted under. */
  payload: number
  /** Processing at its sender, where that is a mere delay. */
  delay: number
  /** Whether it is a leg of a chain. */
  onChain: boolean
  /** Of both one an addressee. */
  tallies: Tally[]
  legs: LegTimes[]
  /** Of a scheduled read: what its devices still have to send. */
  readings: Readings | undefined
  /** Its class of priority: 0 goes first. */
  priority: number
  /** How long after its sending nobody wants it any more; Infinity: it is never too late. */
  expires: number
  /** Bytes that security adds to one message; by addressee, the time in which it is checked, and shown to whoever reads it. */
  securityBytes: number
  checking: readonly number[]
  /** How its receivers acknowledge it, where they do. */
  acknowledged: Acknowledged | undefined
  /** The sessions without which it is not sent, in the order in which they are set up. */
  sessions: readonly SessionUse[]
  /** Where it is acknowledged, or needs sessions. */
  ways: Ways | undefined
}

/** What a receiver sends back, and when the sender tries again. */
export interface Acknowledged {
  timeOut: number
  resends: number
  bytes: number
}

/** The ways to single addressees and back (`wayTo`), and what each end takes to process a packet that it sends, where that is a mere delay. */
export interface Ways {
  stages: readonly Stage[]
  sending: number
  /** By addressee. */
  answering: readonly number[]
}

/** A session that an emission needs: which (by number), at which of its nodes, and with which addressee. */
export interface SessionUse {
  session: number
  node: number
  addressee: number
}

export const THERE = 0
export const BACK = 1

/** Which of the ways of an emission leads to an addressee, or back from it. */
export function wayTo(addressee: number, direction: typeof THERE | typeof BACK): number {
  return 2 * addressee + direction
}

/** A part of the way that one message goes over: for all devices together, for those of a tree, or for one. */
export interface Stage {
  by: 'one' | 'tree' | 'device'
  route: number
  /** Which leg of the whole way its first is. */
  firstLeg: number
  /** Bytes that one of its packets may carry. */
  room: number
}

/** Of a stage on which nothing is sent. */
export const NO_ROUTE = -1

/** Counts by payload: messages, those that all their addressees have, application bytes. */
export interface PayloadCounts {
  sent: Float64Array
  delivered: Float64Array
  /** Times that one was sent again, and that one came which was there already. */
  resent: Float64Array
  duplicates: Float64Array
  bytes: Float64Array
}

/** All addressees of a message, as bits. */
export function everyone({ tallies }: Running): number {
  // Of a number of 32 bits with sign, the highest is left out: a message has at most 31.
  return 2 ** tallies.length - 1
}
