import { describe, expect, test } from 'vitest'
import { NdjsonRows } from '../../src/input/ndjson-rows.js'
import { Problems } from '../../src/input/problems.js'
import { complaint, fileOf } from './files.js'

function read(text: string): { columns: readonly string[]; rows: string[][]; wrong: string[] } {
  const problems = new Problems()
  const rows = new NdjsonRows(fileOf(text, 't.ndjson'), problems)
  const found: string[][] = []
  while (rows.next()) found.push(rows.columns.map((_, i) => rows.text(i)))
  rows.close()
  const wrong = problems.list.map(({ position, message }) =>
    'line' in position ? `${position.line} ${message}` : message,
  )
  return { columns: rows.columns, rows: found, wrong }
}

describe('rows of one JSON object a line', () => {
  test('have the columns of the first lines; what is null or not there is empty', () => {
    expect(read('{"a":1,"b":"x"}\r\n\n{"b":null,"c":[1.5,2]}\n{"a":true}')).toEqual({
      columns: ['a', 'b', 'c'],
      rows: [
        ['1', 'x', ''],
        ['', '', '1.5;2'],
        ['true', '', ''],
      ],
      wrong: [],
    })
  })

  test('are told of with their line where they are no objects, and the others are read', () => {
    const { rows, wrong } = read('{"a":1}\n[1]\nnull\n{"a":2}\n{"a" 3}\n{"a":4')
    expect(rows).toEqual([['1'], ['2']])
    expect(wrong).toHaveLength(4)
    expect(wrong.map((one) => one.slice(0, 10))).toEqual(['2 expected', '3 expected', '5 not JSON', '6 not JSON'])
    expect(wrong[3]).toContain('cut off in its last line')
  })

  test('are the same wherever a chunk ends', () => {
    const many = 60_000
    const { rows } = read(Array.from({ length: many }, (_, i) => `{"a":${i},"b":"äöü"}`).join('\n'))
    expect(rows).toHaveLength(many)
    expect(rows.filter(([a, b], i) => Number(a) !== i || b !== 'äöü')).toEqual([])
  })

  test('are refused where a line is longer than any record, or the file empty', () => {
    expect(complaint(() => read(`{"a":1}\n{"a":"${'x'.repeat(5 * 2 ** 20)}"}`))).toMatch(
      /:2:1: this line is longer than 1 MiB/,
    )
    expect(complaint(() => read(''))).toMatch(/the file is empty/)
  })
})
