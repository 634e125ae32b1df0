import type { Tally } from '../check/tally.js'
import type { Emission } from '../traffic/emission.js'
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
  tallies: Tally[]
  /** Of a scheduled read: what its devices still have to send. */
  readings: Readings | undefined
}

/** A part of the way that one message goes over: for all devices together, for those of a tree, or for one. */
export interface Stage {
  by: 'one' | 'tree' | 'device'
  route: number
  /** Bytes that one of its packets may carry. */
  room: number
}

/** Of a stage on which nothing is sent. */
export const NO_ROUTE = -1

/** Counts by payload: messages, those that all their addressees have, application bytes. */
export interface PayloadCounts {
  sent: Float64Array
  delivered: Float64Array
  bytes: Float64Array
}
