import { readDuration, readRate, readShare, readSize } from '../input/units.js'

const READERS = [readRate, readDuration, readSize, readShare]

/** What two values have in common that say the same: `1kbps` and `1000 bps`. */
export function sameValueKey(data: unknown): string {
  if (typeof data === 'string')
    for (const [kind, read] of READERS.entries()) {
      const reading = read(data)
      if ('value' in reading) return `${kind}: ${reading.value}`
    }
  return JSON.stringify(data)
}
