/** Wires of which each serves one packet at a time. */
export interface Wires {
  readonly count: number
  /** When a wire has sent all that it was given: unrounded, so that no bandwidth is lost to rounding (design 4). */
  busyUntil(wire: number): number
  occupy(wire: number, until: number): void
}
