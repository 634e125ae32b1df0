import { wrapped } from './wrapped.js'

/** A line of totals, wrapped beside its name. */
export function field(name: string, value: string): string {
  const [first, ...rest] = wrapped(value, ' '.repeat(14))
  return [`${name.padEnd(14)}${first!.trimStart()}`, ...rest].join('\n')
}
