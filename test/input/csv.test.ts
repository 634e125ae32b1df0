import { describe, expect, it } from 'vitest'
import { parseCsv, readCsv, readCsvLines } from '../../src/input/csv.js'
import { Problems } from '../../src/input/problems.js'
import { complaint, fileOf } from './files.js'

const parse = (text: string, columns = ['a', 'b']) => parseCsv(text, 'f.csv', columns)
const place = (line: number, column: number) => ({ file: 'f.csv', line, column })

describe('a CSV file', () => {
  it('gives its cells by column, whatever the order of the columns', () => {
    const [row] = readCsv(fileOf('b,a\n1,2\n'), ['a', 'b'])
    expect([row.get('a'), row.get('b')]).toEqual(['2', '1'])
  })

  it('keeps cells as they are written', () => {
    const rows = parse('a,b\n x ,"say ""no"", please"\n,\n')
    expect(rows.map((row) => [row.get('a'), row.get('b')])).toEqual([
      [' x ', 'say "no", please'],
      ['', ''],
    ])
  })

  it('may lack the last line end', () => {
    expect(parse('a,b\n1,2')).toHaveLength(1)
  })

  it('may have a byte order mark', () => {
    expect(readCsv(fileOf('\uFEFFa,b\n1,2\n'), ['a', 'b'])[0].get('a')).toBe('1')
  })

  it('reads the same with the line ends of another system', () => {
    const [first, second] = parse('a,b\r\n"x\r\ny",2\r\n3,4\r\n')
    expect(first.get('a')).toBe('x\ny')
    expect(first.position('b')).toEqual(place(3, 4))
    expect(second.get('b')).toBe('4')
    expect(second.position('b')).toEqual(place(4, 3))
  })

  it('of a header alone has no rows', () => {
    expect(parse('a,b\n')).toEqual([])
  })

  it('is read by asking for columns that it has', () => {
    expect(() => parse('a,b\n1,2\n')[0].get('c')).toThrow('asked for "c"')
  })
})

describe('the place of a cell', () => {
  it('is where it begins', () => {
    const [row] = parse('a,b\n12,34\n')
    expect(row.position('a')).toEqual(place(2, 1))
    expect(row.position('b')).toEqual(place(2, 4))
  })

  it('counts the empty lines that are skipped', () => {
    const rows = parse('\na,b\n\n\n1,2\n\n3,4\n')
    expect(rows.map((row) => row.position('b'))).toEqual([place(5, 3), place(7, 3)])
  })

  it('counts the lines, commas and quotes inside quoted cells', () => {
    const [first, second] = parse('a,b\n"one, ""two""\nthree",x\n4,5\n')
    expect(first.position('a')).toEqual(place(2, 1))
    expect(first.position('b')).toEqual(place(3, 8))
    expect(second.position('a')).toEqual(place(4, 1))
  })
})

describe('the place of a character of a cell', () => {
  it('is counted from where the cell begins, behind its quote if it has one', () => {
    const [plain, quoted] = parse('a,b\n12,345\n12,"3,5"\n')
    expect(plain.positionIn('b', 2)).toEqual(place(2, 6))
    expect(quoted.positionIn('b', 0)).toEqual(place(3, 5))
    expect(quoted.positionIn('b', 2)).toEqual(place(3, 7))
  })

  it('takes a quote inside, which is written twice, for one', () => {
    const [row] = parse('a,b\n"a ""b"" c",x\n')
    expect(row.get('a').indexOf('c')).toBe(6)
    expect(row.positionIn('a', 6)).toEqual(place(2, 10))
  })

  it('is in the line in which the character stands', () => {
    const [row] = parse('a,b\r\nx,"one\r\n""two"""\r\n')
    expect(row.get('b')).toBe('one\n"two"')
    expect(row.positionIn('b', row.get('b').indexOf('t'))).toEqual(place(3, 3))
  })
})

describe('what can be read of a CSV file', () => {
  const read = (text: string) => {
    const problems = new Problems()
    const { rows, whole } = readCsvLines(fileOf(text), ['a', 'b'], problems)
    return { rows: rows.map((row) => row.get('a')), whole, problems: problems.count }
  }

  it('is all of a sound one', () => {
    expect(read('a,b\n1,2\n3,4\n')).toEqual({ rows: ['1', '3'], whole: true, problems: 0 })
  })

  it('is the rows of the right width', () => {
    expect(read('a,b\n1,2\n3\n5,6,7\n8,9\n')).toEqual({ rows: ['1', '8'], whole: false, problems: 2 })
  })

  it('is the rows before broken quotes', () => {
    expect(read('a,b\n1,2\n3,"4\n5,6\n')).toEqual({ rows: ['1'], whole: false, problems: 1 })
  })

  it('is nothing under another header', () => {
    expect(read('a,c\n1,2\n')).toEqual({ rows: [], whole: false, problems: 2 })
  })

  it('is nothing of a file that is not there', () => {
    const problems = new Problems()
    expect(readCsvLines('/no/such/file.csv', ['a'], problems)).toEqual({ rows: [], whole: false })
    expect(problems.list.map(({ position }) => position.file)).toEqual(['/no/such/file.csv'])
  })
})

describe('a CSV file is refused', () => {
  it.each([
    ['empty', '', 'f.csv:1:1: the file is empty: expected the columns a, b'],
    ['of empty lines', '\n\n', 'f.csv:1:1: the file is empty: expected the columns a, b'],
    ['with a column missing', 'b\n1\n', 'f.csv:1:1: the column "a" is missing'],
    ['with an unknown column', 'a,b,c\n', 'f.csv:1:5: unknown column "c"\n  one of: a, b'],
    ['with a column twice', 'a,b,a\n', 'f.csv:1:5: the column "a" is there twice'],
    ['with a cell too many', 'a,b\n1,2,3\n', 'f.csv:2:5: expected 2 cells, found 3\n  quote a cell that holds a comma'],
    ['with a cell too few', 'a,b\n\n1\n', 'f.csv:3:1: expected 2 cells, found 1\n  "b" is the first one missing'],
    ['with a quote inside a cell', 'a,b\n1,x"y\n', 'f.csv:2:4: a quote inside a cell that does not begin with one'],
    [
      'with text after a quote',
      'a,b\n"1\n2","x"y\n',
      'f.csv:3:7: expected a comma or the end of the line after the closing quote',
    ],
    ['with a quote that is never closed', 'a,b\n\n1,"x\n2,3\n4,5\n', 'f.csv:3:3: this quote is never closed'],
    ['with a broken header', '"a,b\n', 'f.csv:1:1: this quote is never closed'],
  ])('%s', (_, text, message) => {
    expect(complaint(() => parse(text)).startsWith(message)).toBe(true)
  })

  it('with the nearest of the columns that are missing', () => {
    expect(complaint(() => parse('latency,reliabilty\n', ['latency', 'reliability']))).toBe(
      'f.csv:1:1: the column "reliability" is missing\n' +
        'f.csv:1:9: unknown column "reliabilty"\n  did you mean "reliability"?',
    )
  })

  it('for everything at once', () => {
    const lines = complaint(() => parse('a,c\n1\n1,2,3\n1,"\n')).split('\n')
    expect(lines.filter((line) => line.startsWith('f.csv')).map((line) => line.split(' ')[0])).toEqual([
      'f.csv:1:1:',
      'f.csv:1:3:',
      'f.csv:2:1:',
      'f.csv:3:5:',
      'f.csv:4:3:',
    ])
  })

  it('with the place of what is not UTF-8', () => {
    const file = fileOf(Uint8Array.of(0x61, 0x2c, 0x62, 0x0a, 0x31, 0x2c, 0xb5, 0x0a))
    expect(complaint(() => readCsv(file, ['a', 'b']))).toContain(`${file}:2:3: not UTF-8`)
  })
})
