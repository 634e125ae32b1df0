import { describe, expect, test } from 'vitest'
import { CsvRows } from '../../src/input/csv-rows.js'
import { Problems } from '../../src/input/problems.js'
import { complaint, fileOf } from './files.js'

const KNOWN = ['a', 'b', 'c']

/** All rows of a text, and what is wrong with the others without the name of the file. */
function read(text: string | Uint8Array): {
  rows: string[][]
  wrong: string[]
  manner: string | undefined
  lines: number[]
} {
  const problems = new Problems()
  const rows = new CsvRows(fileOf(text, 't.csv'), (name) => KNOWN.includes(name), problems)
  const found: string[][] = []
  const lines: number[] = []
  while (rows.next()) {
    found.push(rows.columns.map((_, i) => rows.text(i)))
    lines.push(rows.line)
  }
  rows.close()
  const wrong = problems.list.map(({ position, message }) =>
    'line' in position ? `${position.line}:${position.column} ${message}` : message,
  )
  return { rows: found, wrong, manner: rows.manner, lines }
}

const refusal = (text: string | Uint8Array) => complaint(() => read(text)).replace(/^.*t\.csv:?/, '')

describe('rows of a CSV file read chunk by chunk', () => {
  test('are split as RFC 4180 says: quotes, doubled quotes, cells of several lines, CR LF, a byte order mark, empty lines', () => {
    const text = '\uFEFFa,b,c\r\n1,"x, y",3\r\n\r\n"say ""so""","two\r\nlines",\r\n7,8,"9"\r\n'
    expect(read(text)).toMatchObject({
      rows: [
        ['1', 'x, y', '3'],
        ['say "so"', 'two\r\nlines', ''],
        ['7', '8', '9'],
      ],
      lines: [2, 4, 6],
      wrong: [],
    })
  })

  test('need no line end after the last', () => {
    expect(read('a,b,c\n1,2,3').rows).toEqual([['1', '2', '3']])
    expect(read('a,b,c\n1,2,"3"').rows).toEqual([['1', '2', '3']])
  })

  test('are the same wherever a chunk ends', () => {
    // Records of 31 bytes: 2^20 is no multiple of it, so chunks end inside records, quotes and letters of several bytes.
    const record = (i: number) => `${String(i).padStart(6, '0')},"ä""ß, ${i % 10}","\n${String(i).padStart(6, '0')}"\n`
    const many = 120_000
    const { rows, wrong } = read('a,b,c\n' + Array.from({ length: many }, (_, i) => record(i)).join(''))
    expect(wrong).toEqual([])
    expect(rows).toHaveLength(many)
    const odd = rows.filter(([a, b, c], i) => Number(a) !== i || b !== `ä"ß, ${i % 10}` || c !== `\n${a}`)
    expect(odd).toEqual([])
  })

  test('may be separated by semicolons or tabs, where the header shows it', () => {
    expect(read('a;b;c\n1,5;2;3\n')).toMatchObject({
      rows: [['1,5', '2', '3']],
      manner: 'cells separated by semicolons',
    })
    expect(read('a\tb\tc\n1\t2\t3\n')).toMatchObject({ rows: [['1', '2', '3']], manner: 'cells separated by tabs' })
    // One that is known tells more than several that are not.
    expect(read('a;x,y,z\n1;2\n').rows).toEqual([['1', '2']])
    expect(read('a,b,c\n1,2,3\n').manner).toBeUndefined()
  })

  test('are refused with another sign between the cells', () => {
    expect(refusal('a|b|c\n1|2|3\n')).toBe('1:1: the cells are separated by "|": expected commas, semicolons or tabs')
  })

  test('of too few or too many cells are told of with their place, and the others are read', () => {
    const { rows, wrong } = read('a,b,c\n1,2\n1,2,3\n"1\n",2,3,4\n5,6,7\n')
    expect(rows).toEqual([
      ['1', '2', '3'],
      ['5', '6', '7'],
    ])
    expect(wrong).toEqual(['2:3 expected 3 cells, found 2', '5:7 expected 3 cells, found 4'])
  })

  test('are read back as they were before sgsim put an apostrophe before what a spreadsheet takes for a formula', () => {
    expect(read(`a,b,c\n'=x,"'+1,5",'@y\n'-3,it's,'plain\n'＝z,',''\n`).rows).toEqual([
      ['=x', '+1,5', '@y'],
      ['-3', "it's", "'plain"],
      ['＝z', "'", "''"],
    ])
  })

  test('that are cut off at the end of the file are told of as that', () => {
    expect(read('a,b,c\n1,2,3\n4,').wrong).toEqual([
      '3:3 expected 3 cells, found 2: the file seems cut off in its last line',
    ])
    expect(read('a,b,c\n4,5\n').wrong).toEqual(['2:3 expected 3 cells, found 2'])
  })

  test('are refused where their quotes are broken', () => {
    expect(refusal('a,b,c\n1,"2,3\n')).toMatch(/^2:3: this quote is never closed/)
    expect(refusal('a,b,c\n1,2"x,3\n')).toMatch(/^2:4: a quote inside a cell that does not begin with one/)
    expect(refusal('a,b,c\n1,"2"x,3\n')).toMatch(/^2:6: expected the end of the cell after the closing quote/)
  })

  test('are refused where a line is longer than any record, without reading all of it', () => {
    expect(refusal(`a,b,c\n1,2,3\n${'x'.repeat(5 * 2 ** 20)}`)).toMatch(/^3:1: this line is longer than 1 MiB/)
    expect(refusal(`a,b,c\n1,"${'x\n'.repeat(2 ** 20)}`)).toMatch(/^2:1: this line is longer than 1 MiB/)
  })

  test.each([
    [Buffer.from([0x1f, 0x8b, 8, 0]), /compressed file \(gzip\)\n.*decompress it first/],
    [Buffer.from('PK\x03\x04 sheet'), /ZIP archive or a spreadsheet/],
    [Buffer.from('PAR1 and more'), /found Parquet/],
    [Buffer.from([0xff, 0xfe, 0x61, 0]), /UTF-16\n.*save it as UTF-8/],
    [Buffer.from([0x61, 0, 0x62]), /^1:2: expected a text file, found a binary one/],
    [Buffer.from(''), /the file is empty/],
    [Buffer.from('a,b,c\r1,2,3\r'), /lines end in CR alone/],
  ])('are refused where the file is none: %#', (bytes, said) => {
    expect(refusal(bytes)).toMatch(said)
  })

  test('that are not UTF-8 are told of', () => {
    expect(
      read(Buffer.concat([Buffer.from('a,b,c\n1,2,3\n1,'), Buffer.from([0xe4]), Buffer.from(',3\n')])),
    ).toMatchObject({
      rows: [['1', '2', '3']],
      wrong: ['3:1 not UTF-8'],
    })
  })
})
