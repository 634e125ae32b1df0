import { nearest } from './nearest.js'

/** A value read from a text, or what was expected in its place. */
export type Measured = { value: number } | { expected: string }

export interface Unit {
  /** How it is printed, and read. */
  name: string
  /** Other spellings that are read. */
  aliases: readonly string[]
  /** How many of the base unit it is. */
  factor: number
  /** False for a unit that is read but that no value is printed in. */
  printed: boolean
}

/** Units from small to large; the first one is the base, of which every value is a whole number. */
export interface Scale {
  units: readonly Unit[]
  /** The spelling under which a unit is looked up: what two spellings of one unit have in common. */
  spelling(unit: string): string
  /** May a value be a sum of units, from large to small, as in `1 h 30 min`? */
  sums: boolean
  /** What to say of a number with a unit that is none here although people write it, or without one. */
  slip?(number: string, unit: string): string | undefined
}

const number = String.raw`(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+(?![A-Za-z]))?`
const part = new RegExp(String.raw`(${number})\s*([^\s\d.]*)\s*`, 'y')

export function readMeasure(text: string, scale: Scale): Measured {
  const trimmed = text.trim()
  if (/^-\s*[\d.]/.test(trimmed)) return { expected: 'a number that is not negative' }
  const grouped = withoutCommas(trimmed, scale)
  if (grouped !== undefined) return grouped
  let sum = 0
  let last = Infinity
  part.lastIndex = 0
  do {
    const found = part.exec(trimmed)
    if (found === null) return { expected: 'a number and its unit' }
    const end = part.lastIndex
    const unit = findUnit(found[2], scale)
    const slip = unit === undefined ? scale.slip?.(found[1], found[2]) : undefined
    if (slip !== undefined) return { expected: slip }
    if (found[2] === '') return { expected: `a unit after the number, one of: ${names(scale)}` }
    if (unit === undefined) return { expected: unknownUnit(found[2], scale) }
    if (unit.factor >= last) return { expected: 'units from large to small, each once' }
    sum += Number(found[1]) * unit.factor
    last = unit.factor
    part.lastIndex = end
  } while (part.lastIndex < trimmed.length && scale.sums)
  if (part.lastIndex < trimmed.length) return { expected: 'one number and its unit' }
  const base = scale.units[0].name
  const value = Math.round(sum)
  if (value > Number.MAX_SAFE_INTEGER) return { expected: `at most 2^53 - 1 ${base}` }
  if (value === 0 && sum > 0) return { expected: `at least 1 ${base}, or 0 ${base}` }
  return { value }
}

/** In the largest unit of which there is at least one, with at most so many significant digits. */
export function printMeasure(value: number, scale: Scale, digits: number): string {
  const rounded = (unit: Unit) => Number((value / unit.factor).toPrecision(digits))
  const unit = scale.units.findLast((unit) => unit.printed && rounded(unit) >= 1) ?? scale.units[0]
  return `${rounded(unit)} ${unit.name}`
}

/** `4,800 bps`: in some countries 4800, in others 4.8. Only the first is likely where three digits follow, and neither is read. */
function withoutCommas(text: string, scale: Scale): Measured | undefined {
  const number = /^\d{1,3}(?:,\d{3})+(?![,\d])(?:\.\d*)?/.exec(text)?.[0]
  if (number === undefined) return undefined
  const plain = `${number.replaceAll(',', '')} ${text.slice(number.length).trim()}`.trim()
  const read = readMeasure(plain, scale)
  return 'value' in read ? { expected: `a number without a comma: ${plain}` } : read
}

function findUnit(text: string, scale: Scale): Unit | undefined {
  const wanted = scale.spelling(text)
  return scale.units.find(({ name, aliases }) => [name, ...aliases].some((known) => scale.spelling(known) === wanted))
}

function unknownUnit(text: string, scale: Scale): string {
  const known = scale.units.flatMap(({ name, aliases }) => [name, ...aliases])
  // What a unit begins with says how many: `kps` is as near to bps as to kbps, and a thousand times as much.
  const first = (name: string) => Number(name[0]!.toLowerCase() === text[0]!.toLowerCase())
  const near = nearest(
    text,
    known.sort((a, b) => first(b) - first(a)),
  )
  const hint = near === undefined ? `one of: ${names(scale)}` : `did you mean "${near}"?`
  return `a unit that is known, not "${text}": ${hint}`
}

function names(scale: Scale): string {
  return scale.units.map(({ name }) => name).join(', ')
}
