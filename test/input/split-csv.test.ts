import { type CsvError, parse } from 'csv-parse/sync'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseCsv } from '../../src/input/csv.js'
import { locate } from '../../src/input/locate.js'
import type { Position } from '../../src/input/position.js'
import { InputError } from '../../src/input/problems.js'
import { cellOffset, splitCsv } from '../../src/input/split-csv.js'

/** Signs that mean something to CSV, and a few that do not: one, and one of two UTF-16 units. */
const sign = fc.constantFrom('"', '"', '"', ',', ',', '\n', '\n', '\r', ' ', 'x', 'é', '😀', "'", ';')
const anything = fc.array(sign, { maxLength: 40 }).map((signs) => signs.join(''))

/** Text as a writer of CSV makes it: cells quoted where they must be, and sometimes where they need not be. */
const cell = fc
  .tuple(anything, fc.boolean())
  .map(([text, quoted]) => (quoted || /[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text))
const written = fc
  .array(fc.array(cell, { minLength: 1, maxLength: 6 }), { maxLength: 8 })
  .map((rows) => rows.map((row) => row.join(',')).join('\n'))
/** Sound text in which one sign was put somewhere, but not into the middle of another one: a file is sound UTF-8. */
const spoilt = fc.tuple(written, fc.nat(), sign).map(([text, at, one]) => {
  const signs = Array.from(text)
  return signs.toSpliced(at % (signs.length + 1), 0, one).join('')
})
const csv = fc.oneof(anything, written, spoilt)

interface Read {
  records: { cells: string[]; line: number }[]
  /** The kind of fault, the line and column at which csv-parse gave up. */
  fault: string | undefined
}

/** What csv-parse reads; its `raw` text tells where a record begins. */
function byCsvParse(text: string): Read {
  const records: Read['records'] = []
  let offset = 0
  const place = (at: number) => locate('f.csv', text, at)
  try {
    parse(text, {
      raw: true,
      record_delimiter: '\n',
      relax_column_count: true,
      skip_empty_lines: true,
      on_record: (read) => {
        const { raw, record } = read as unknown as { raw: string; record: string[] }
        records.push({ cells: record, line: place(offset + /^\n*/.exec(raw)![0].length).line })
        offset += raw.length
        return null
      },
    })
  } catch (error) {
    const { code, raw, index } = error as CsvError & { raw: string; index: number }
    const empty = /^\n*/.exec(raw)![0].length
    const at =
      code === 'CSV_QUOTE_NOT_CLOSED'
        ? cellOffset(text, offset + empty, index)
        : offset + raw.length - (code === 'INVALID_OPENING_QUOTE' ? 1 : 0)
    const { line, column } = place(at)
    return { records, fault: `${line}:${column} ${WORDS[code]}` }
  }
  return { records, fault: undefined }
}

const WORDS: Readonly<Record<string, string>> = {
  CSV_QUOTE_NOT_CLOSED: 'this quote is never closed',
  INVALID_OPENING_QUOTE: 'a quote inside a cell that does not begin with one',
  CSV_INVALID_CLOSING_QUOTE: 'expected a comma or the end of the line after the closing quote',
}

/** What a file of that text is refused for that speaks of quotes. */
function refusedFor(text: string): string | undefined {
  try {
    parseCsv(text, 'f.csv', ['a', 'b'])
  } catch (error) {
    if (!(error instanceof InputError)) throw error
    const about = error.problems.filter(({ message }) => Object.values(WORDS).includes(message))
    expect(about.length).toBeLessThan(2)
    return about.map(({ position, message }) => {
      const { line, column } = position as Position
      return `${line}:${column} ${message}`
    })[0]
  }
  return undefined
}

describe('a text is split', () => {
  it('into the records that csv-parse reads, each on its line, as far as its quotes are sound', () => {
    fc.assert(
      fc.property(csv, (text) => {
        const { records, broken } = splitCsv(text)
        const { records: expected, fault } = byCsvParse(text)
        expect(records.map(({ cells, line }) => ({ cells, line }))).toEqual(expected)
        expect(broken !== undefined).toBe(fault !== undefined)
      }),
      { numRuns: 5_000 },
    )
  })

  it('and refused where csv-parse gives it up', () => {
    fc.assert(
      fc.property(csv, (text) => {
        const lines = text.replaceAll('\r\n', '\n')
        expect(refusedFor(text)).toBe(byCsvParse(lines).fault)
      }),
      { numRuns: 5_000 },
    )
  })

  it('back into the cells that were written, each at its place', () => {
    const rows = fc.array(fc.array(anything, { minLength: 2, maxLength: 5 }), { minLength: 1, maxLength: 6 })
    fc.assert(
      fc.property(rows, (table) => {
        const quoted = table.map((row) => row.map((text) => `"${text.replaceAll('"', '""')}"`))
        const text = quoted.map((row) => row.join(',')).join('\n')
        const { records } = splitCsv(text)
        expect(records.map((record) => record.cells)).toEqual(table)
        records.forEach(({ offset }, r) =>
          quoted[r]!.forEach((each, c) => {
            const at = cellOffset(text, offset, c)
            expect(text.slice(at, at + each.length)).toBe(each)
          }),
        )
      }),
    )
  })
})
