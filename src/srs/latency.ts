import type { Cell } from './cell.js'
import { refuse } from './cell.js'
import { Scanner } from './scanner.js'
import type { TimeUnit } from './time-unit.js'
import { TIME_UNITS, TIME_UNIT_PATTERN, microsOf } from './time-unit.js'

/**
 * SRS 4.18: from the sender's sending to the receiver's consuming; the bound (microseconds) is strict, key point 7. In
 * a scheduled read it is the window in which the data is delivered, not a time in the network (SRS 4.10.4.4).
 */
export interface Latency {
  bound: number
  window: boolean
  amount: number
  unit: TimeUnit
}

const WINDOW = ' (expected window of data delivery)'
const UNIT = new RegExp(TIME_UNIT_PATTERN, 'y')

export function readLatency(text: string): Cell<Latency> {
  const scan = new Scanner(text)
  if (!scan.take(/< /y)) return refuse('expected "< " before the bound: it is strict (SRS 4.18)', scan.offset)
  const number = scan.take(/\d+(?:\.\d+)?/y)
  const amount = Number(number?.[0])
  if (!(amount > 0)) return refuse('expected a number above 0', 2)
  scan.take(/ /y)
  const word = scan.take(UNIT)
  if (word === undefined) return refuse(`expected a unit of time, one of ${TIME_UNITS.join(', ')}`, scan.offset)
  const window = scan.rest === WINDOW
  if (!window && !scan.atEnd) return refuse(`unexpected "${scan.rest.trim()}"`, scan.offset)
  const unit = word[0] as TimeUnit
  return { value: { bound: Math.round(amount * microsOf(unit)), window, amount, unit } }
}

export function printLatency(latency: Latency): string {
  return `< ${latency.amount} ${latency.unit}${latency.window ? WINDOW : ''}`
}
