import type { Cell } from './cell.js'
import { refuse } from './cell.js'
import type { HowOften } from './how-often.js'
import type { Pick } from './range.js'
import { pickFrom, printRange, readRange } from './range.js'

/**
 * SRS 2.2.2.2.1 "App Payload Size": bytes without security and protocol. `tied` sizes follow how often the data is
 * sent, because a read carries all since the last one (SRS 4.10.4.4 and the last note to the text); `words` is what
 * the cell says of a point.
 */
export type Size =
  | { kind: 'fixed'; bytes: number }
  | { kind: 'range'; low: number; high: number; thousands?: true }
  | { kind: 'tied'; points: SizePoint[] }
  | { kind: 'unknown'; unit: number }

/** So many bytes for so many hours of data. */
export interface SizePoint {
  bytes: number
  hours: number
  words: string
}

/** `xMB`: only the unit is given. */
const MEGABYTE = 1_000_000

/** More is no message of a smart grid (the largest image of the SRS has 2 MB), and bytes on their way are counted in 32 bits. */
const MOST_BYTES = 50_000_000

export function readSize(text: string): Cell<Size> {
  const size = readAny(text)
  if ('problem' in size || mostOf(size.value) <= MOST_BYTES) return size
  return refuse(`expected at most ${MOST_BYTES} bytes in one message`, 0)
}

function mostOf(size: Size): number {
  if (size.kind === 'fixed') return size.bytes
  if (size.kind === 'range') return size.high
  return size.kind === 'unknown' ? size.unit : Math.max(...size.points.map((point) => point.bytes))
}

function readAny(text: string): Cell<Size> {
  if (text === 'xMB') return { value: { kind: 'unknown', unit: MEGABYTE } }
  if (text.includes(' for ')) return readTied(text)
  const thousands = THOUSANDS.exec(text)
  if (thousands) return readThousands(thousands)
  const range = readRange(text)
  if ('problem' in range) return refuse(`expected bytes, such as 25, 200 - 2400 or xMB: ${range.problem}`, range.offset)
  const { low, high } = range.value
  if (low === 0) return refuse('expected bytes from 1', 0)
  return { value: low === high ? { kind: 'fixed', bytes: low } : { kind: 'range', low, high } }
}

/** `400k - 2,000k`: firmware images in thousands of bytes. */
const THOUSANDS = /^(\d{1,3}(?:,\d{3})*)k - (\d{1,3}(?:,\d{3})*)k$/

function readThousands(match: RegExpExecArray): Cell<Size> {
  const [low, high] = [match[1]!, match[2]!].map((text) => Number(text.replaceAll(',', '')) * 1000)
  if (low === 0) return refuse('expected bytes from 1k', 0)
  if (high! < low!) return refuse(`the range runs down, from ${match[1]}k to ${match[2]}k`, 0)
  return { value: { kind: 'range', low: low!, high: high!, thousands: true } }
}

function printThousands({ low, high }: { low: number; high: number }): string {
  const thousands = (bytes: number) => `${(bytes / 1000).toLocaleString('en-US')}k`
  return `${thousands(low)} - ${thousands(high)}`
}

export function printSize(size: Size): string {
  if (size.kind === 'fixed') return `${size.bytes}`
  if (size.kind === 'range') return size.thousands ? printThousands(size) : printRange(size, ' - ')
  if (size.kind === 'unknown') return 'xMB'
  return size.points.map((point) => `${point.bytes}${point.words}`).join(' - ')
}

/**
 * Bytes of one payload. A tied size asks how often a day one is sent and leaves no choice to `pick`; `x` stands for
 * the number that the SRS leaves open before `MB`.
 */
export function sizeAt(size: Size, howOftenPerDay: number, pick: Pick, x = 1): number {
  if (size.kind === 'fixed') return size.bytes
  if (size.kind === 'range') return Math.round(pickFrom(size, pick))
  if (size.kind === 'unknown') return Math.round(x * size.unit)
  return Math.round(bytesFor(24 / howOftenPerDay, size.points))
}

/**
 * A range of sizes beside a range of how often of a timed source, as for gas (`1-6 per … day`, `200 - 2400`), is tied
 * inversely: the smallest payload goes with the most frequent sending.
 */
export function tiedToHowOften(size: Size, howOften: HowOften): Size {
  if (size.kind !== 'range' || 'seeTable' in howOften || howOften.terms.length !== 1) return size
  const { count, perMany, period } = howOften.terms[0]
  if (typeof count === 'string' || count.low === count.high || perMany !== 1 || period.kind !== 'time') return size
  const hoursAt = (often: number) => period.micros / often / 3_600_000_000
  return {
    kind: 'tied',
    points: [
      { bytes: size.low, hours: hoursAt(count.high), words: '' },
      { bytes: size.high, hours: hoursAt(count.low), words: '' },
    ],
  }
}

/** Linear between the points given; beyond them in proportion to the hours, so that no size falls below zero. */
function bytesFor(hours: number, points: SizePoint[]): number {
  const first = points[0]
  const last = points[points.length - 1]
  if (hours <= first.hours) return (first.bytes * hours) / first.hours
  if (hours >= last.hours) return (last.bytes * hours) / last.hours
  const next = points.findIndex((point) => point.hours >= hours)
  const [a, b] = [points[next - 1], points[next]]
  return a.bytes + ((b.bytes - a.bytes) * (hours - a.hours)) / (b.hours - a.hours)
}

/** `1600 for 4hr of data` covers 4 hours; `200 for 1hr interval 4 pts every hr` is sent every hour, so covers one. */
function readTied(text: string): Cell<Size> {
  const points: SizePoint[] = []
  let offset = 0
  for (const part of text.split(' - ')) {
    const match = /^(\d+)( for .+)$/.exec(part)
    const covered = /for (\d+) ?hr of data$/.exec(part) ?? /every (\d*) ?hr$/.exec(part)
    if (match === null || covered === null) {
      return refuse('expected "<bytes> for … <n>hr of data" or "<bytes> for … every hr"', offset)
    }
    const hours = Number(covered[1] || 1)
    const previous = points.at(-1)
    if (Number(match[1]) === 0) return refuse('expected bytes from 1', offset)
    if (hours === 0 || (previous && previous.hours >= hours)) {
      return refuse('expected points over more and more hours of data', offset)
    }
    points.push({ bytes: Number(match[1]), hours, words: match[2] })
    offset += part.length + ' - '.length
  }
  if (points.length < 2) return refuse('expected two points joined by " - "', 0)
  return { value: { kind: 'tied', points } }
}
