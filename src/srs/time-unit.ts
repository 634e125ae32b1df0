const SECOND = 1_000_000

/** The units of time as the SRS's cells write them, in microseconds. A month is a twelfth of 365 days. */
const micros = {
  sec: SECOND,
  min: 60 * SECOND,
  hr: 3_600 * SECOND,
  hour: 3_600 * SECOND,
  hours: 3_600 * SECOND,
  day: 86_400 * SECOND,
  week: 7 * 86_400 * SECOND,
  month: (365 / 12) * 86_400 * SECOND,
  year: 365 * 86_400 * SECOND,
} as const

export type TimeUnit = keyof typeof micros

export const TIME_UNITS = Object.keys(micros) as readonly TimeUnit[]

export const DAY = micros.day

/** A pattern source that finds any of the units as a whole word. */
export const TIME_UNIT_PATTERN = `(?:${TIME_UNITS.join('|')})(?![A-Za-z])`

export function microsOf(unit: TimeUnit): number {
  return micros[unit]
}
