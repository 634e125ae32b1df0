import { parseArgs } from 'node:util'

/** What a program is asked on its command line (--key=value). */
export function asked(...keys) {
  const options = Object.fromEntries(keys.map((key) => [key, { type: 'string' }]))
  const { values } = parseArgs({ options })
  const missing = keys.filter((key) => values[key] === undefined)
  if (missing.length > 0) throw new Error(`expected ${missing.map((key) => `--${key}`).join(', ')}`)
  return values
}

/** Prints the line of JSON: `seconds` of the work itself; `result` is alike in all programs. */
export function tell(line) {
  console.log(JSON.stringify({ peakBytes: process.resourceUsage().maxRSS * 1024, ...line }))
}
