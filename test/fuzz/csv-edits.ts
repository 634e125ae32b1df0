import fc from 'fast-check'
import { parse } from 'csv-parse/sync'
import { stringify } from 'csv-stringify/sync'
import { indexAt, onText, type Edit } from './case.js'
import { somewhere, textEdit } from './text-edits.js'

const ODD_CELLS = [
  ...[
    '',
    ' ',
    '  x',
    '0',
    '-1',
    '1e309',
    'NaN',
    'NA',
    'x',
    'yes',
    'no',
    '"',
    '""',
    "'",
    '=1+1',
    '@x',
    ';',
    ',',
    '|',
    '\n',
    'a\r\nb',
    '#',
    '\t',
    'é',
    '電',
    '😀',
    '\u202E',
  ],
  ...[
    '__proto__',
    'constructor',
    'toString',
    '../x',
    '1 per | ElectrMtr per | day',
    '1-2 per | ElectrMtr | day',
    '0 per 1000 per | ElectrMtr per | day',
    'x per | | day',
  ],
  ...[
    '2-1 per 1000 per | ElectrMtr per | day',
    '1e400 per | ElectrMtr | day',
    '> 98%',
    '> 101%',
    '< 98%',
    '> 0%',
    '> 100%',
    '90% success every 4-6 hr, 98% success over 1 day',
    '98% success over 1 day',
  ],
  ...[
    '< 5 sec',
    '< 0 sec',
    '< -5 sec',
    '< 1e400 sec',
    '< 7 day per 100,000 mtrs',
    '< 0 day per 0 mtrs',
    '> 5 sec',
    '7AM - 10PM',
    '10PM - 7AM',
    '25AM - 0PM',
    '24x7',
    '25',
    '1-2',
    '2-1',
    '0-0',
    '1 MB',
    '1e9 GB',
  ],
  ...[
    '(1Aa + 1B) + (1Cba + 1Cc) + 1D',
    '((((1A',
    '1A + + 1B',
    '1A or',
    ' + ',
    'DAPjm',
    'MDMS',
    'AMI Head-End(j)',
    '2-Way Meter - Electr',
    'ElectrMtr',
    'cmd',
    'ack',
    ';;',
    'a;a',
    '100%',
    '4.8.4.1#1',
    '4.99.9.9',
  ],
  'x'.repeat(5000),
  '1 per | '.repeat(2000),
  '('.repeat(5000),
  '1-'.repeat(3000) + '1',
]

const cell = fc
  .record({ row: somewhere, column: somewhere, by: fc.constantFrom(...ODD_CELLS) })
  .map(({ row, column, by }) => onRows((rows) => void setAt(rows, row, column, by)))

/** A cell of another line of the same column, or of anywhere. */
const moved = fc
  .record({ row: somewhere, column: somewhere, from: somewhere, same: fc.boolean() })
  .map(({ row, column, from, same }) =>
    onRows((rows) => {
      const other = rows[indexAt(from, rows.length)]!
      setAt(rows, row, column, other[indexAt(same ? column : from, other.length)] ?? '')
    }),
  )

/** A cell with a sign less, or one more. */
const misspelt = fc
  .record({
    row: somewhere,
    column: somewhere,
    at: somewhere,
    by: fc.constantFrom('', '1', '-', '%', ' ', '|', ';', '(', ')', '+', '<', '#', '0'),
  })
  .map(({ row, column, at, by }) =>
    onRows((rows) => {
      const line = rows[indexAt(row, rows.length)]!
      const text = line[indexAt(column, line.length)] ?? ''
      const cut = Math.floor(at * (text.length + 1))
      setAt(rows, row, column, text.slice(0, cut) + by + text.slice(by === '' ? cut + 1 : cut))
    }),
  )

const columns = fc
  .record({ first: somewhere, second: somewhere, what: fc.constantFrom('drop', 'double', 'swap', 'empty') })
  .map(({ first, second, what }) =>
    onRows((rows) => {
      const [a, b] = [indexAt(first, rows[0]!.length), indexAt(second, rows[0]!.length)]
      for (const row of rows) {
        if (what === 'drop') row.splice(a, 1)
        else if (what === 'double') row.splice(b, 0, row[a] ?? '')
        else if (what === 'swap') [row[a], row[b]] = [row[b] ?? '', row[a] ?? '']
        else if (row !== rows[0]) row[a] = ''
      }
    }),
  )

const rows = fc
  .record({
    first: somewhere,
    second: somewhere,
    what: fc.constantFrom('drop', 'double', 'swap', 'only', 'short', 'long'),
  })
  .map(({ first, second, what }) =>
    onRows((rows) => {
      const [a, b] = [indexAt(first, rows.length), indexAt(second, rows.length)]
      if (what === 'drop') rows.splice(a, 1)
      else if (what === 'double') rows.splice(b, 0, [...rows[a]!])
      else if (what === 'swap') [rows[a], rows[b]] = [rows[b]!, rows[a]!]
      else if (what === 'only') rows.splice(1, rows.length, rows[a]!)
      else if (what === 'short') rows[a]!.pop()
      else rows[a]!.push('more')
    }),
  )

const delimiter = fc.constantFrom(';', '\t', '|').map((by) => onText((text) => text.replaceAll(',', by)))

/** What happens to a table on its way through a spreadsheet, or in the hands of who writes it. */
export const csvEdit: fc.Arbitrary<Edit> = fc.oneof(
  { weight: 8, arbitrary: cell },
  { weight: 6, arbitrary: moved },
  { weight: 6, arbitrary: misspelt },
  { weight: 1, arbitrary: columns },
  { weight: 5, arbitrary: rows },
  { weight: 1, arbitrary: delimiter },
  { weight: 2, arbitrary: textEdit },
)

/** An edit of the cells; a text that is no CSV any more stays as it is. */
function onRows(change: (rows: string[][]) => void): Edit {
  return onText((text) => {
    let rows: string[][]
    try {
      rows = parse(text, { relax_column_count: true })
    } catch {
      return text
    }
    if (rows.length > 0 && rows[0]!.length > 0) change(rows)
    return stringify(rows)
  })
}

function setAt(rows: string[][], row: number, column: number, by: string): void {
  const line = rows[indexAt(row, rows.length)]!
  line[indexAt(column, line.length)] = by
}
