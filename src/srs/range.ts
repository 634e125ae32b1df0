import type { Cell } from './cell.js'
import { refuse } from './cell.js'

/** A figure that the SRS gives as `1-50`, or as one number (low = high). */
export interface Range {
  low: number
  high: number
}

/** Which end of a range a deployment takes: SRS 4.21 step 4 asks for one value where ranges are given. */
export type Pick = 'low' | 'mid' | 'high'

export function pickFrom(range: Range, pick: Pick): number {
  if (pick === 'low') return range.low
  if (pick === 'high') return range.high
  return (range.low + range.high) / 2
}

export function readRange(text: string): Cell<Range> {
  const match = /^(\d+)(?: ?- ?(\d+))?/.exec(text)
  if (match === null) return refuse('expected a number or a range such as 1-50', 0)
  if (match[0].length < text.length) return refuse(`unexpected "${text.slice(match[0].length)}"`, match[0].length)
  const low = Number(match[1])
  const high = Number(match[2] ?? match[1])
  if (high < low) return refuse(`the range runs down, from ${low} to ${high}`, 0)
  return { value: { low, high } }
}

export function printRange(range: Range, dash = '-'): string {
  return range.low === range.high ? `${range.low}` : `${range.low}${dash}${range.high}`
}
