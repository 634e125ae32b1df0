import { bytes } from '../input/quantity.js'
import { printSize } from '../input/units.js'

/** Bytes of a message are counted in 32 bits on its way, and the headers of all its packets come on top. */
export const MOST_BYTES = 1e9
/** A read carries the readings of up to 31 earlier ones that did not get through. */
export const MOST_BYTES_OF_A_PAYLOAD = 50e6

/** The size of what is sent as one message. */
export const messageSize = () => bytes().refine((value) => value <= MOST_BYTES, tooLarge(MOST_BYTES))

export function tooLarge(most: number): string {
  return `expected at most ${printSize(most)} in one message`
}
