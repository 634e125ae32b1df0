/** Says when the members of one source send, in the order of time. */
export interface SendingTimes {
  /** Loads the next sending into the three fields below. */
  next(): void
  /** When it is sent, unrounded. */
  readonly time: number
  /** Which member of the source sends it. */
  readonly member: number
  /** When it was due: the member's own moment, without jitter. */
  readonly due: number
}
