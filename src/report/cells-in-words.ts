import { printDuration } from '../input/units.js'
import type { HowOften, HowOftenTerm } from '../srs/how-often.js'
import type { Latency } from '../srs/latency.js'
import type { Range } from '../srs/range.js'
import type { Reliability } from '../srs/reliability.js'
import type { Size } from '../srs/size.js'
import type { When } from '../srs/when.js'

/** How each cell of the SRS was read, said plainly: the way to see that a reading is not what was meant. */
export function howOftenInWords(howOften: HowOften): string {
  if ('seeTable' in howOften) return 'refers to the requirements table: assumptions.see-reqmts-table'
  return howOften.terms.map(termInWords).join('; and ')
}

function termInWords({ count, perMany, population, period }: HowOftenTerm): string {
  const many = typeof count === 'string' ? `${count} (left open)` : rangeInWords(count)
  const each = perMany === 1 ? `each member of ${population}` : `every ${perMany} members of ${population}`
  if (period.kind === 'time') {
    const times =
      period.times === undefined
        ? ''
        : `, times ${typeof period.times === 'string' ? period.times : rangeInWords(period.times)}`
    return `${many} for ${each} in ${printDuration(period.micros)}${times}`
  }
  const rate =
    period.rate === undefined
      ? ''
      : `, which comes ${rangeInWords(period.rate.count)} in ${printDuration(period.rate.micros)}`
  return `${many} for ${each} at each "${period.event}"${rate}`
}

export function whenInWords({ windows, periods, within }: When): string {
  if (periods) return `periods of ${rangeInWords(periods.hours)} hours, ${rangeInWords(periods.timesAYear)} a year`
  if (within) return `within ${printDuration(within.bound)} of a ${within.event}`
  const clock = (minute: number) =>
    `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`
  return windows.map(({ from, to }) => `${clock(from)} to ${clock(to)}`).join(' and ')
}

export function latencyInWords({ bound, window, per }: Latency): string {
  if (per) return `less than ${printDuration(bound)} for ${per.count} ${per.of}, in proportion`
  return `less than ${printDuration(bound)}${window ? ', a window of delivery' : ' from sending to consuming'}`
}

export function reliabilityInWords(reliability: Reliability): string {
  const percent = (share: number, strict: boolean) =>
    `${strict ? 'more than' : 'at least'} ${Number((share * 100).toPrecision(6))} %`
  if (reliability.kind === 'share') return `${percent(reliability.bound, reliability.strict)} in time`
  if (reliability.kind === 'outage') {
    const small =
      reliability.small === undefined ? 'left open: assumptions.small-outage' : percent(reliability.small, true)
    return `${percent(reliability.large, true)} in a large outage; in a small one ${small}`
  }
  return reliability.windows
    .map(({ share, strict, from, to }) => {
      const length = from === to ? printDuration(from) : `${printDuration(from)} to ${printDuration(to)}`
      return `${percent(share, strict)} within ${length} of being due`
    })
    .join('; ')
}

export function sizeInWords(size: Size): string {
  if (size.kind === 'fixed') return `${size.bytes} bytes`
  if (size.kind === 'range') return `${size.low} to ${size.high} bytes`
  if (size.kind === 'unknown') return 'megabytes, how many is left open: assumptions.x-mb'
  const points = size.points.map(({ bytes, hours }) => `${bytes} bytes for ${Number(hours.toPrecision(4))} h of data`)
  return `${points.join(', ')}; follows the time since the last one`
}

function rangeInWords({ low, high }: Range): string {
  return low === high ? `${low}` : `${low} to ${high}`
}
