/**
 * Pending events, handed out in the order (time, priority, key), lowest first.
 *
 * An event is five numbers, never an object: when it happens, what breaks a tie, and what to do (a code and an argument).
 *
 * - time: any finite double; the simulation lets only whole microseconds through
 * - priority: 0 to 7, lower first among equal times
 * - key: a whole number, 0 <= key < 2^50, lower first among equal times and priorities
 * - code, argument: whole numbers of 32 bits with sign
 *
 * Events equal in all of time, priority and key (packets of one message at one hop) come out in the order in which they were pushed.
 *
 * Cost: of push, pop, peekTime and cancel O(1) on an average, whatever the number that waits; O(log n) of
 * events that are of one moment. No call allocates, but for the doubling of a store that is full.
 */
export interface EventQueue {
  /** How many events are waiting; cancelled ones do not count. */
  readonly size: number

  push(time: number, priority: number, key: number, code: number, argument: number): void

  /** The same, for an event that may be called off. The handle is a positive whole number, never handed out twice. */
  pushCancellable(time: number, priority: number, key: number, code: number, argument: number): number

  /** False when there is nothing to call off: it has fired, it was cancelled or cleared, or it never was a handle. */
  cancel(handle: number): boolean

  /** When the next event happens; Infinity when there is none. */
  peekTime(): number

  /** Takes the next event out and loads it into the fields below; false, and the fields untouched, when there is none at or before `until`. */
  pop(until?: number): boolean

  readonly time: number
  readonly priority: number
  readonly key: number
  readonly code: number
  readonly argument: number

  /** Drops every event; handles given out before are stale. */
  clear(): void
}
