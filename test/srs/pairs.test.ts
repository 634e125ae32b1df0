import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { CsvRow } from '../../src/input/csv.js'
import { readCsv } from '../../src/input/csv.js'
import type { Requirement } from '../../src/srs/catalogue.js'
import { loadCatalogue } from '../../src/srs/catalogue.js'
import { rowsOf } from './rows-of.js'

/**
 * fixtures/pairs.csv says which value goes with which pair, wherever a row of the scenario tables prints several: `*` is any
 * actor or mode, `;` joins several, an empty cell stands for the one value of the row. It was read from the text of the SRS, its notes and its
 * narratives, not from payloads/. Where the text leaves a choice (errata.csv) it follows the erratum: 4.4.1.7.3#2
 * (reliability of DAC - Ops/Regnl), 4.5.4.2#3 (terms behind a gateway), 4.8.4.1#2, 4.10.4.2#3 and 4.9.4.11#6.
 */
const VALUES = ['reliability', 'latency', 'when', 'how_often', 'size'] as const
const lines = readCsv(join(import.meta.dirname, 'fixtures/pairs.csv'), ['row', 'mode', 'from', 'to', ...VALUES])
const byRow = grouped(lines, (line) => line.get('row'))
const rows = new Map(
  [...rowsOf(loadCatalogue().requirements)].map(([row, pairs]) => [row, pairs.filter((pair) => pair.used)] as const),
)

describe('a row that prints several values', () => {
  it('is held pair by pair, whichever it is', () => {
    const several = [...rows].filter(([, pairs]) =>
      pairs.some((pair) => String(valuesOf(pair)) !== String(valuesOf(pairs[0]))),
    )
    expect(several.map(([row]) => row).sort()).toEqual([...byRow.keys()].sort())
  })

  it.each([...byRow])('gives each of its pairs what is its own: %s', (row, own) => {
    const pairs = rows.get(row) ?? []
    const found = grouped(pairs, (pair) => `${pair.mode ?? ''} ${pair.from} → ${pair.to}`)
    for (const [name, alike] of found) {
      const speaking = own.filter((line) => speaksOf(line, alike[0]))
      // Pairs of the same actors are told apart by their values: each has a line of its own.
      expect(alike.map((pair) => expected(speaking, pair)).sort(), name).toEqual(speaking.map(written).sort())
    }
    for (const line of own)
      expect(
        pairs.some((pair) => speaksOf(line, pair)),
        written(line),
      ).toBe(true)
    for (const column of VALUES.filter((one) => own.every((line) => line.get(one) === '')))
      expect(new Set(pairs.map((pair) => valuesOf(pair)[VALUES.indexOf(column)])).size, column).toBe(1)
  })

  it('counts a first step before a second one: the pairs of FCIR, in the order of their windows (4.4.1.7.3)', () => {
    for (const [row, pairs] of rows) {
      if (!/^4\.4\.1\.7\.3\.[123]\//.test(row)) continue
      for (const alike of grouped(pairs, ({ from, to, mode }) => `${mode} ${from} → ${to}`).values()) {
        const bounds = alike.toSorted((a, b) => a.n - b.n).map(({ when }) => when.within!.bound)
        expect(bounds, row).toEqual(bounds.toSorted((a, b) => a - b))
      }
    }
  })
})

function valuesOf({ cells }: Requirement): string[] {
  return [cells.reliability, cells.latency, cells.when, cells.howOften, cells.size]
}

function speaksOf(line: CsvRow, { mode, from, to }: Requirement): boolean {
  const is = (column: string, word: string) => line.get(column) === '*' || line.get(column).split(';').includes(word)
  return is('mode', mode ?? '') && is('from', from) && is('to', to)
}

/** The line whose values the pair has, or what the pair has instead. */
function expected(speaking: readonly CsvRow[], pair: Requirement): string {
  const has = valuesOf(pair)
  const line = speaking.find((one) => VALUES.every((column, i) => ['', has[i]].includes(one.get(column))))
  return line === undefined ? `${pair.id}: ${has.join(' | ')}` : written(line)
}

function written(line: CsvRow): string {
  return VALUES.map((column) => line.get(column)).join(' | ')
}

function grouped<T>(items: readonly T[], key: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>()
  for (const item of items) groups.set(key(item), [...(groups.get(key(item)) ?? []), item])
  return groups
}
