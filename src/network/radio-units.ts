import { readMeasure, type Scale } from '../input/measure.js'
import { quantity, type Reading } from '../input/quantity.js'

/** What a link budget is written in. A bare number is refused here too: 30 could be watts, and a range metres or kilometres. */
export const power = () => quantity(readPower, 'a power such as "30 dBm"')
export const decibels = () => quantity(readDecibels, 'a ratio such as "10 dB"')
export const frequency = () => quantity(readFrequency, 'a frequency with its unit, such as "915 MHz"')
export const distance = () => quantity(readDistance, 'a distance with its unit, such as "150 m"')
export const density = () => quantity(readDensity, 'a density such as "300 per km2"')

/** dBm. */
const readPower = (text: string): Reading<number> => readLevel(text, ['dBm'])

/** dB; a gain over an isotropic antenna is one too. */
const readDecibels = (text: string): Reading<number> => readLevel(text, ['dB', 'dBi'])

/** Hertz. */
const readFrequency = (text: string): Reading<number> => readMeasure(text, frequencies)

/** Metres. */
function readDistance(text: string): Reading<number> {
  const read = readMeasure(text, distances)
  return 'value' in read ? { value: read.value / 1000 } : read
}

/** Devices per square kilometre. */
function readDensity(text: string): Reading<number> {
  const found = /^(\d+\.?\d*|\.\d+)\s*(?:per |\/)\s*km(?:2|²)$/i.exec(text.trim())
  return found === null ? { expected: 'a number and "per km2"' } : { value: Number(found[1]) }
}

function readLevel(text: string, units: readonly string[]): Reading<number> {
  const found = /^([+-]?(?:\d+\.?\d*|\.\d+))\s*(.*)$/.exec(text.trim().replace(/^−/, '-'))
  if (found === null) return { expected: `a number and "${units[0]!}"` }
  const known = units.some((unit) => unit.toLowerCase() === found[2]!.toLowerCase())
  return known ? { value: Number(found[1]) } : { expected: `"${units[0]!}" after the number` }
}

const unit = (name: string, factor: number) => ({ name, factor, aliases: [], printed: true })

const frequencies: Scale = {
  units: [unit('Hz', 1), unit('kHz', 1e3), unit('MHz', 1e6), unit('GHz', 1e9)],
  spelling: (text) => text.toLowerCase(),
  sums: false,
}

const distances: Scale = {
  units: [unit('mm', 1), unit('cm', 10), unit('m', 1e3), unit('km', 1e6)],
  spelling: (text) => text.toLowerCase(),
  sums: false,
}
