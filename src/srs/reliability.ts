import { nearest } from '../input/nearest.js'
import type { Cell } from './cell.js'
import { refuse } from './cell.js'
import type { Range } from './range.js'
import { printRange, readRange } from './range.js'
import { Scanner } from './scanner.js'
import type { TimeUnit } from './time-unit.js'
import { TIME_UNIT_PATTERN, microsOf } from './time-unit.js'

/**
 * SRS 2.2.2.2.1 "Reliability": a share of all, shares captured by certain times (SRS 4.10.4.4), or shares by the size of
 * an outage (SRS 4.12), of which the small one is left open (`xx`).
 */
export type Reliability =
  | { kind: 'share'; bound: number; strict: boolean }
  | { kind: 'windowed'; windows: ReliabilityWindow[] }
  | { kind: 'outage'; large: number; small: number | undefined }

/** `90% success every 4-6 hr`: `share` within a window of `from` to `to` microseconds; `strict` where `>` is written. */
export interface ReliabilityWindow {
  share: number
  strict: boolean
  kind: 'every' | 'over'
  from: number
  to: number
  length: Range
  unit: TimeUnit
  /** Whether the cell writes the word `success`; it says nothing more than its absence. */
  success: boolean
}

const WINDOW = new RegExp(`( success)? (every|over) (\\d+(?:-\\d+)?) (${TIME_UNIT_PATTERN})`, 'y')

const OUTAGE = /^> (\d+)% large outage, > (\d+|xx)% small outage$/

export function readReliability(text: string): Cell<Reliability> {
  const outage = OUTAGE.exec(text)
  if (outage) {
    const small = outage[2] === 'xx' ? undefined : Number(outage[2]) / 100
    return { value: { kind: 'outage', large: Number(outage[1]) / 100, small } }
  }
  const windows: ReliabilityWindow[] = []
  const scan = new Scanner(text)
  for (;;) {
    const start = scan.offset
    const percent = scan.take(/(> )?(\d+(?:\.\d+)?)%/y)
    if (percent === undefined) return refuse('expected a share such as > 98% or 98% success over 1 day', start)
    const share = Number(percent[2]) / 100
    if (share <= 0 || share > 1) return refuse('expected a share above 0% and up to 100%', start)
    const strict = percent[1] !== undefined
    if (windows.length === 0 && scan.atEnd) return { value: { kind: 'share', bound: share, strict } }
    const window = scan.take(WINDOW)
    if (window === undefined) return refuseWindow(scan)
    const length = readRange(window[3])
    if ('problem' in length) return refuse(length.problem, start)
    if (length.value.low === 0) return refuse('expected a window longer than none', start)
    const unit = window[4] as TimeUnit
    windows.push({
      share,
      strict,
      kind: window[2] as 'every' | 'over',
      from: length.value.low * microsOf(unit),
      to: length.value.high * microsOf(unit),
      length: length.value,
      unit,
      success: window[1] !== undefined,
    })
    if (scan.atEnd) return { value: { kind: 'windowed', windows } }
    if (!scan.take(/, /y)) return refuse('expected ", " between two windows', scan.offset)
  }
}

/** Says which of the words of a window is misspelt, if one is. */
function refuseWindow(scan: Scanner): { problem: string; offset: number } {
  const expected = 'expected "over 1 day", "every 4-6 hr" or the like'
  const start = scan.offset
  scan.take(/ success(?! success)/y)
  scan.take(/ /y)
  const word = scan.take(/[a-z]+/iy)?.[0]
  const near = word === undefined ? undefined : nearest(word, ['success', 'every', 'over'])
  if (word === undefined || near === undefined || near === word) return refuse(expected, start)
  return refuse(`${expected}; found "${word}", did you mean "${near}"?`, scan.offset - word.length)
}

export function printReliability(reliability: Reliability): string {
  if (reliability.kind === 'share') return printShare(reliability.bound, reliability.strict)
  if (reliability.kind === 'outage') {
    const small = reliability.small === undefined ? '> xx%' : printShare(reliability.small, true)
    return `${printShare(reliability.large, true)} large outage, ${small} small outage`
  }
  return reliability.windows
    .map((w) => {
      const success = w.success ? ' success' : ''
      return `${printShare(w.share, w.strict)}${success} ${w.kind} ${printRange(w.length)} ${w.unit}`
    })
    .join(', ')
}

/** Rounded to what a double can hold of a printed percentage: 0.29 × 100 is not 29. */
function printShare(share: number, strict: boolean): string {
  return `${strict ? '> ' : ''}${Number((share * 100).toPrecision(12))}%`
}
