import { patternOf } from '../deployment/payload-patterns.js'
import { didYouMean, nearest, nearestFew } from '../input/nearest.js'
import { Problems } from '../input/problems.js'
import type { Catalogue } from '../srs/catalogue.js'

export const FILTER_COLUMNS = ['payload', 'requirement', 'from', 'to', 'outcome', 'device'] as const
type FilterColumn = (typeof FILTER_COLUMNS)[number]

export const OUTCOMES = ['delivered', 'lost', 'open', 'due'] as const
export type TraceOutcome = (typeof OUTCOMES)[number]

/** Who sends what to whom: what a row has of its requirement. */
export type Pair = Record<'requirement' | 'payload' | 'from' | 'to', string>

/** Which rows are written: all patterns must fit. */
export class TraceFilter {
  private readonly patterns: readonly { column: FilterColumn; pattern: RegExp }[]

  constructor(patterns: readonly { column: FilterColumn; text: string }[] = []) {
    this.patterns = patterns.map(({ column, text }) => ({ column, pattern: patternOf(text) }))
  }

  fitsPair(pair: Pair): boolean {
    return this.patterns.every(
      ({ column, pattern }) => column === 'outcome' || column === 'device' || pattern.test(pair[column]),
    )
  }

  fitsOutcome(outcome: TraceOutcome): boolean {
    return this.fits('outcome', outcome)
  }

  /** -1: none. */
  fitsDevice(device: number): boolean {
    return this.fits('device', device < 0 ? 'NA' : `${device}`)
  }

  private fits(of: FilterColumn, text: string): boolean {
    for (const { column, pattern } of this.patterns) if (column === of && !pattern.test(text)) return false
    return true
  }
}

/** Reads `column=pattern`, where `*` stands for any letters. A word that nothing in the catalogue has is a mistake. */
export function readTraceFilter(texts: readonly string[], catalogue: Catalogue): TraceFilter {
  const problems = new Problems()
  const patterns: { column: FilterColumn; text: string }[] = []
  for (const given of texts) {
    const place = { file: `--trace-filter ${given}` }
    const at = given.indexOf('=')
    if (at < 0) {
      problems.add(place, 'expected a column and a pattern, such as payload=SW_*')
      continue
    }
    const [name, text] = [given.slice(0, at).trim(), given.slice(at + 1).trim()]
    const column = FILTER_COLUMNS.find((one) => one === name)
    if (column === undefined) {
      problems.add(place, `no column to filter by is called "${name}"`, didYouMean(name, FILTER_COLUMNS))
      continue
    }
    patterns.push({ column, text })
    if (column === 'device') {
      if (!/^[\d*]+$|^NA$/.test(text))
        problems.add(place, `expected the number of a device (* for any digits) or NA, found "${text}"`)
      continue
    }
    const words = wordsOf(column, catalogue)
    const pattern = patternOf(text)
    if (words.some((word) => pattern.test(word))) continue
    const known = text.includes('*') ? [...beginningsAndEnds(words), ...words] : words
    problems.add(place, `no ${WHAT[column]} is called "${text}"`, hintFor(text, known, words))
  }
  problems.throwIfAny()
  return new TraceFilter(patterns)
}

/** A catalogue has hundreds of words: those that differ least are all that helps. */
function hintFor(text: string, known: readonly string[], words: readonly string[]): string {
  if (words.length <= FEW || nearest(text, known) !== undefined) return didYouMean(text, known)
  return `the nearest are ${nearestFew(text, words, FEW).join(', ')}`
}

const FEW = 4

function wordsOf(column: Exclude<FilterColumn, 'device'>, catalogue: Catalogue): string[] {
  if (column === 'outcome') return [...OUTCOMES]
  if (column === 'payload') return [...catalogue.payloads.keys()]
  if (column === 'requirement') return catalogue.requirements.map((one) => one.id)
  return [...new Set(catalogue.requirements.map((one) => one[column]))]
}

/** The patterns that begin or end as words do: what a misspelt one may have meant. */
function beginningsAndEnds(words: readonly string[]): string[] {
  const patterns = words.flatMap((word) =>
    [...word.matchAll(/[_/-]/g)].flatMap(({ index }) => [`${word.slice(0, index + 1)}*`, `*${word.slice(index)}`]),
  )
  return [...new Set(patterns)]
}

const WHAT = { payload: 'payload', requirement: 'requirement', from: 'sender', to: 'receiver', outcome: 'outcome' }
