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
  most: Amount
  /** `10 min - < 2 hr`: the shortest that is expected; nothing is held against it. */
  least: Amount | undefined
  /** `< 7 day per 100,000 mtrs`: how many the bound is for, in a campaign. */
  per: { count: number; of: string } | undefined
}

interface Amount {
  amount: number
  unit: TimeUnit
  /** Written without a blank between number and unit. */
  tight: boolean
}

const WINDOW = ' (expected window of data delivery)'
const UNIT = new RegExp(TIME_UNIT_PATTERN, 'y')
const PER = / per (\d{1,3}(?:,\d{3})*|\d+) (\S.*)$/y

export function readLatency(text: string): Cell<Latency> {
  const scan = new Scanner(text)
  let least: Amount | undefined
  if (/^\d/.test(text)) {
    const read = readAmount(scan)
    if ('problem' in read)
      return read.offset === 0 ? refuse('expected "< " before the bound: it is strict (SRS 4.18)', 0) : read
    if (!scan.take(/ - /y)) return refuse('expected "< " before the bound: it is strict (SRS 4.18)', 0)
    least = read.value
  }
  if (!scan.take(/< /y)) return refuse('expected "< " before the bound: it is strict (SRS 4.18)', scan.offset)
  const most = readAmount(scan)
  if ('problem' in most) return most
  const bound = Math.round(microsIn(most.value))
  if (least && microsIn(least) > bound) return refuse('the shortest is longer than the bound', 0)
  const per = scan.take(PER)
  const window = scan.rest === WINDOW
  if (!window && !scan.atEnd) return refuse(`unexpected "${scan.rest.trim()}"`, scan.offset)
  const many = per && { count: Number(per[1]!.replaceAll(',', '')), of: per[2]! }
  return { value: { bound, window, most: most.value, least, per: many } }
}

export function printLatency({ window, most, least, per }: Latency): string {
  const from = least ? `${printAmount(least)} - ` : ''
  const many = per ? ` per ${per.count.toLocaleString('en-US')} ${per.of}` : ''
  return `${from}< ${printAmount(most)}${many}${window ? WINDOW : ''}`
}

function readAmount(scan: Scanner): Cell<Amount> {
  const start = scan.offset
  const number = scan.take(/\d+(?:\.\d+)?/y)
  const amount = Number(number?.[0])
  if (!(amount > 0)) return refuse('expected a number above 0', start)
  const tight = !scan.take(/ /y)
  const word = scan.take(UNIT)
  if (word === undefined) return refuse(`expected a unit of time, one of ${TIME_UNITS.join(', ')}`, scan.offset)
  return { value: { amount, unit: word[0] as TimeUnit, tight } }
}

function printAmount({ amount, unit, tight }: Amount): string {
  return `${amount}${tight ? '' : ' '}${unit}`
}

function microsIn({ amount, unit }: Amount): number {
  return amount * microsOf(unit)
}
