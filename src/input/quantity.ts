import { z } from 'zod'
import { readDuration, readRate, readShare, readSize } from './units.js'

/** A value read from a text, or what was expected in its place. */
export type Reading<T> = { value: T } | { expected: string }

/**
 * A schema type for a value that is written with its unit. A bare number is refused: `rate: 100` says nothing
 * (100 bps or 100 Mbps?), and a simulator that guesses is wrong silently. `meant`: what to propose in place of one.
 */
export function quantity<T>(read: (text: string) => Reading<T>, what: string, meant?: (bare: number) => string) {
  return z
    .string({
      error: ({ input }) => {
        const hint = typeof input === 'number' && input > 0 && meant ? `\n${meant(input)}` : ''
        return `expected ${what}, found ${found(input)}${hint}`
      },
    })
    .transform((text, context): T => {
      const reading = read(text)
      if ('value' in reading) return reading.value
      context.addIssue({ code: 'custom', message: `expected ${what}, found ${found(text)} (${reading.expected})` })
      return z.NEVER
    })
}

export const duration = () => quantity(readDuration, 'a duration with its unit, such as "40 ms" or "1 day"')
export const rate = () =>
  quantity(
    readRate,
    'a rate with its unit, such as "100 kbps"',
    (bare) => `write "${bare} bps" where it is bits a second`,
  )
export const bytes = () => quantity(readSize, 'a size with its unit, such as "64 kB"')
export const share = () => quantity(readShare, 'a share with its unit, such as "0.1%"')

/** Nobody reads more of it, and a file that was named by mistake is a single value. */
const MOST_SHOWN = 80

/** How a value that was not expected is shown in an error. */
export function found(value: unknown): string {
  if (value === undefined || value === null) return 'nothing'
  if (typeof value === 'string') return value.length > MOST_SHOWN ? `"${value.slice(0, MOST_SHOWN)}…"` : `"${value}"`
  if (Array.isArray(value)) return 'a list'
  if (typeof value === 'object') return 'a group of keys'
  return String(value)
}
