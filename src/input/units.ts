import { type Measured, printMeasure, readMeasure, type Scale, type Unit } from './measure.js'

/** Microseconds: `40 ms`, `1.5 min`, `1 h 30 min`. */
export const readDuration = (text: string): Measured => readMeasure(text, durations)
export const printDuration = (micros: number, digits = 4): string => printMeasure(micros, durations, digits)

/** Bits per second: `50 kbps`, `1 Gbit/s`. */
export const readRate = (text: string): Measured => readMeasure(text, rates)
export const printRate = (bitsPerSecond: number, digits = 4): string => printMeasure(bitsPerSecond, rates, digits)

/** Bytes: `1600 B`, `1.5 kB` (1000), `64 KiB` (1024). */
export const readSize = (text: string): Measured => readMeasure(text, sizes)
export const printSize = (bytes: number, digits = 4): string => printMeasure(bytes, sizes, digits)

export { printShare, readShare } from './share.js'

const unit = (name: string, factor: number, aliases: readonly string[] = [], printed = true): Unit => ({
  name,
  factor,
  aliases,
  printed,
})

const durations: Scale = {
  units: [
    unit('us', 1, ['µs', 'μs']),
    unit('ms', 1e3),
    unit('s', 1e6, ['sec', 'secs', 'second', 'seconds']),
    unit('min', 60e6, ['mins', 'minute', 'minutes']),
    unit('h', 3600e6, ['hr', 'hrs', 'hour', 'hours']),
    unit('day', 86400e6, ['days']),
    // The SRS counts in days, also beyond seven.
    unit('week', 7 * 86400e6, ['weeks'], false),
  ],
  spelling: (text) => text.toLowerCase(),
  sums: true,
}

const rates: Scale = {
  units: [
    unit('bps', 1, ['bit/s']),
    unit('kbps', 1e3, ['kbit/s']),
    unit('Mbps', 1e6, ['Mbit/s']),
    unit('Gbps', 1e9, ['Gbit/s']),
  ],
  // `mbps` can only be Mbps, but a capital B would be bytes: eight times as many.
  spelling: (text) => (/B(?!it)/.test(text) ? text : text.toLowerCase()),
  sums: false,
  slip: rateSlip,
}

/** Bytes, the symbols of a modem, and bits a second of which nobody says so. */
function rateSlip(number: string, unit: string): string | undefined {
  const [, prefix] = /^([kKMG]?)B(?:ps|\/s)$/.exec(unit) ?? []
  if (prefix !== undefined) {
    const thousands = ['', 'k', 'M', 'G'].indexOf(prefix.replace('K', 'k'))
    const bytes = ['bytes', 'kilobytes', 'megabytes', 'gigabytes'][thousands]!
    const bits = printRate(Math.round(Number(number) * 8 * 1000 ** thousands), 15)
    return `a rate in bits: ${unit} is ${bytes} a second, and ${number} ${unit} = ${bits}`
  }
  const [, many] = /^(k?)(?:bauds?|bd)$/i.exec(unit) ?? []
  if (many !== undefined)
    return `a rate in bits: ${number} ${unit} are ${number} ${many.toLowerCase()}bps where a symbol is one bit`
  return unit === '' ? `a unit after the number: ${number} bps, where it is bits a second` : undefined
}

const sizes: Scale = {
  units: [
    unit('B', 1, ['byte', 'bytes']),
    unit('kB', 1e3),
    unit('KiB', 2 ** 10, [], false),
    unit('MB', 1e6),
    unit('MiB', 2 ** 20, [], false),
    unit('GB', 1e9),
    unit('GiB', 2 ** 30, [], false),
  ],
  // The case of k and M is nobody's meaning, but a small b would be bits.
  spelling: (text) => (text.length > 3 ? text.toLowerCase() : text.slice(0, -1).toLowerCase() + text.at(-1)),
  sums: false,
}
