/** A clock that runs only at certain times of the day's clock: sources draw their times on it, whatever those times are. */
export interface Clock {
  /** Microseconds on this clock to which a rate a day belongs. */
  readonly aDay: number
  /** The moment of the day's clock at which so much time has passed here. */
  toWall(active: number): number
  /** The time that has passed here by a moment of the day's clock. */
  fromWall(wall: number): number
}
