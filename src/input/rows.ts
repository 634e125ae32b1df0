import type { Position } from './position.js'

/** The records of a file, one after the other; none but the present one is held. */
export interface Rows {
  /** The names of what a record has, as the file writes them. */
  readonly columns: readonly string[]
  /** How many records have been read, and in which line the present one begins. */
  readonly count: number
  readonly line: number
  /** Bytes that have been read, of how many. */
  readonly used: number
  readonly size: number
  /** What is between the cells, where that is not as usual, in words. */
  readonly manner: string | undefined
  /** Goes to the next record; false where there is none. One that cannot be read is put on the list of problems and passed over. */
  next(): boolean
  /** A cell of the present record: empty where it has none. */
  text(column: number): string
  position(column: number): Position
  close(): void
}
