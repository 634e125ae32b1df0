/** What became of a message for one of those that it was for. Moments in seconds since the midnight before the start. */
export interface Message {
  /** Its number: the same message may have several receivers. */
  readonly message: number
  /** The requirement that it belongs to. */
  readonly requirement: string
  /** Its name. */
  readonly payload: string
  /** The actor that sent it. */
  readonly from: string
  /** The actor that it was for. */
  readonly to: string
  /** The number of the device that it is of, if it is of one. */
  readonly device: number | undefined
  /** When it was sent. */
  readonly sentAtS: number | undefined
  /** When it was received; undefined where it was not. */
  readonly receivedAtS: number | undefined
  /** Of the application. */
  readonly bytes: number | undefined
  /** `due`: a reading that should have been sent, and was not. */
  readonly outcome: 'delivered' | 'lost' | 'open' | 'due'
  /** The message that caused it, if one did. */
  readonly cause: number | undefined
  /** The event that it tells of, if there is one. */
  readonly eventAtS: number | undefined
  /** The number of its district. */
  readonly district: number | undefined
  /** Where it was lost, and why. */
  readonly lostAt: string | undefined
}
