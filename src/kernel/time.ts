/** Time is whole microseconds since the start of the first day, in doubles: exact for 285 years. */
export const MILLISECOND = 1_000
export const SECOND = 1_000 * MILLISECOND
export const MINUTE = 60 * SECOND
export const HOUR = 60 * MINUTE
export const DAY = 24 * HOUR
