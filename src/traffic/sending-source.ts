import type { Emission } from './emission.js'

/** What sends without a cause: it keeps its next sending, and goes on to the one after when it is told to. */
export interface SendingSource {
  readonly emission: Emission
  readonly name: string
  /** When it sends next, in whole microseconds; Infinity: never again. */
  readonly time: number
  /** When that was due, without jitter. */
  readonly due: number
  /** Who sends, or is sent to; -1: no device, or all of them. */
  readonly device: number
  readonly tree: number
  /** When the event occurred that it answers; the sending itself, where no event sets it off. */
  readonly eventAt: number
  /** Scripted or exercised. */
  readonly forced: boolean
  /** Exercised: its effects follow however small their share is. */
  readonly exercised: boolean
  next(): void
}
