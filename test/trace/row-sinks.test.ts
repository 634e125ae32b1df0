import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parse } from 'csv-parse/sync'
import fc from 'fast-check'
import { parquetMetadata, parquetReadObjects } from 'hyparquet'
import { afterAll, describe, expect, test } from 'vitest'
import { ChunkedFile } from '../../src/trace/chunked-file.js'
import { CsvRowSink } from '../../src/trace/csv-rows.js'
import { NdjsonRowSink } from '../../src/trace/ndjson-rows.js'
import { ParquetRowSink } from '../../src/trace/parquet-rows.js'
import { secondsText, type RowSink, type TraceCell, type TraceColumn } from '../../src/trace/trace-columns.js'

const FOLDER = mkdtempSync(join(tmpdir(), 'sgsim-rows-'))
afterAll(() => rmSync(FOLDER, { recursive: true }))

const COLUMNS: TraceColumn[] = [
  { name: 'message', kind: 'whole' },
  { name: 'at', kind: 'moment' },
  { name: 'words', kind: 'text' },
]
/** The largest number of a message that a run can give stands in a double. */
const LARGEST = 2 ** 47

const ROWS: TraceCell[][] = [
  [LARGEST, 0, 'plain'],
  [0, 86_400_000_000.4, 'with, "quotes"\nand a line'],
  [undefined, 1_500_000, undefined],
  [17, undefined, 'Ümläut → ✓'],
  [18, 1, '=SUM(A1:A2)'],
]
/** As whole microseconds; a formula is escaped where a spreadsheet would read it. */
const SECONDS = [0, 86_400, 1.5, null, 0.000001]

function written(make: new (path: string, columns: readonly TraceColumn[]) => RowSink, name: string, rows = ROWS) {
  const path = join(FOLDER, name)
  const sink = new make(path, COLUMNS)
  // One array for all rows, as whoever traces does it.
  const cells: TraceCell[] = []
  for (const row of rows) {
    cells.splice(0, cells.length, ...row)
    sink.write(cells)
  }
  sink.end()
  return path
}

test('a moment in seconds has six decimals at most, and reads as the same microsecond', () => {
  expect([0, 1, 10, 999_999, 1e6, 1_200_000, 90_061_000_001].map(secondsText)).toEqual(
    ['0', '0.000001', '0.00001', '0.999999', '1', '1.2', '90061.000001'], // prettier-ignore
  )
  // A year of microseconds.
  fc.assert(fc.property(fc.integer({ min: 0, max: 365 * 86_400_000_000 }), (micros) => Math.round(Number(secondsText(micros)) * 1e6) === micros)) // prettier-ignore
})

describe('rows are written', () => {
  test('as CSV that another reader of RFC 4180 reads', () => {
    const text = readFileSync(written(CsvRowSink, 'a.csv'), 'utf8')
    const read = parse(text) as string[][]
    expect(read).toEqual([
      ['message', 'at', 'words'],
      [`${LARGEST}`, '0', 'plain'],
      ['0', '86400', 'with, "quotes"\nand a line'],
      ['NA', '1.5', 'NA'],
      ['17', 'NA', 'Ümläut → ✓'],
      ['18', '0.000001', "'=SUM(A1:A2)"],
    ])
  })

  test('as one JSON object a line', () => {
    const lines = readFileSync(written(NdjsonRowSink, 'a.ndjson'), 'utf8').trimEnd().split('\n')
    expect(lines.map((line) => JSON.parse(line) as object)).toEqual(
      ROWS.map(([message, , words], i) => ({ message: message ?? null, at: SECONDS[i], words: words ?? null })),
    )
  })

  test('as Parquet, in row groups', async () => {
    const many = Array.from({ length: 250_001 }, (_, i): TraceCell[] => [
      i,
      1e6 * i + 1,
      i % 3 === 0 ? undefined : `n ${i % 5}`,
    ])
    const file = readFileSync(written(ParquetRowSink, 'many.parquet', many))
    const buffer = file.buffer.slice(file.byteOffset, file.byteOffset + file.byteLength) as ArrayBuffer
    const { row_groups: groups } = parquetMetadata(buffer)
    expect(groups.map((one) => Number(one.num_rows))).toEqual([100_000, 100_000, 50_001])
    const read = await parquetReadObjects({ file: buffer, rowStart: 199_998, rowEnd: 200_002 })
    expect(read).toEqual(
      [199_998, 199_999, 200_000, 200_001].map((i) => ({ message: BigInt(i), at: i + 0.000001, words: i % 3 === 0 ? null : `n ${i % 5}` })), // prettier-ignore
    )
  })

  test('as Parquet with nothing where nothing is said, and as a file where nothing happened', async () => {
    for (const rows of [ROWS, []]) {
      const file = readFileSync(written(ParquetRowSink, 'a.parquet', rows))
      const buffer = file.buffer.slice(file.byteOffset, file.byteOffset + file.byteLength) as ArrayBuffer
      const read = await parquetReadObjects({ file: buffer })
      expect(read).toEqual(
        rows.map(([message, , words], i) => ({
          message: message === undefined ? null : BigInt(message),
          at: SECONDS[i],
          words: words ?? null,
        })),
      )
    }
  })
})

describe('a file that is written piece by piece', () => {
  test('has all of it, also pieces that are longer than what it keeps in memory', () => {
    const pieces = [
      'a',
      'ü'.repeat(2 ** 20),
      'b',
      'x'.repeat(2 ** 21),
      '→',
      ...Array.from({ length: 50_000 }, (_, i) => `line ${i} ✓\n`),
    ]
    const path = join(FOLDER, 'pieces')
    const file = new ChunkedFile(path)
    for (const piece of pieces) file.append(piece)
    file.end()
    expect(readFileSync(path, 'utf8') === pieces.join('')).toBe(true)
  })

  test.runIf(existsSync('/dev/full'))('tells of a full disk', () => {
    const file = new ChunkedFile('/dev/full')
    file.append('x')
    expect(() => file.end()).toThrow(/ENOSPC/)
    file.stop()
  })
})
