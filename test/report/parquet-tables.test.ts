import { copyFileSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parquetMetadata, parquetReadObjects } from 'hyparquet'
import { describe, expect, test } from 'vitest'
import { kindOf } from '../../src/report/column-kinds.js'
import { writeParquetTable, writeParquetTables } from '../../src/report/parquet-tables.js'
import { deploymentOf } from '../deployment/fixture.js'
import { folder } from '../input/files.js'
import { rowsOf, written } from './written.js'

const README = new URL('../../reports/README.md', import.meta.url)

function bytesOf(path: string): ArrayBuffer {
  const bytes = readFileSync(path)
  return bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength) as ArrayBuffer
}

const rowsIn = (path: string) =>
  parquetReadObjects({ file: bytesOf(path) }) as Promise<Record<string, string | number | bigint | null>[]>

describe('the tables of a report as Parquet', () => {
  test('say what the CSVs say: figures as doubles, counts as whole numbers, NA as null', async () => {
    const { files } = await written(
      deploymentOf(
        'name: town\nduration: 12 hr\nquantities: { meters: { electric: { residential: 500 } } }\nbudgets: [{ add: wan utilisation max < 90% }]',
      ),
    )
    const place = folder()
    for (const [name, text] of files) writeFileSync(join(place, name), text)
    writeParquetTables(place)
    const tables = [...files.keys()].filter((name) => name.endsWith('.csv'))
    expect(tables.length).toBeGreaterThan(8)
    for (const name of tables) {
      const rows = rowsOf(files.get(name)!)
      const parquet = await rowsIn(join(place, name.replace('.csv', '.parquet')))
      const asText = parquet.map((row) =>
        Object.fromEntries(Object.entries(row).map(([column, cell]) => [column, cell === null ? 'NA' : String(cell)])),
      )
      // A text that a spreadsheet would take for a formula has a quote before it in the CSV alone.
      const plain = rows.map((row) =>
        Object.fromEntries(Object.entries(row).map(([column, cell]) => [column, asNumber(name, column, cell)])),
      )
      expect(asText, name).toEqual(plain)
      const kinds = { text: 'string', whole: 'bigint', figure: 'number' }
      for (const row of parquet)
        for (const [column, cell] of Object.entries(row))
          if (cell !== null) expect(typeof cell, `${name} ${column}`).toBe(kinds[kindOf(name, column)!])
    }
  })

  test('of which one without a row still has its columns', async () => {
    const path = join(folder(), 'chains.csv')
    writeFileSync(path, 'section,name,sent,share_in_time\n')
    writeParquetTable(path)
    const file = path.replace('.csv', '.parquet')
    expect(await rowsIn(file)).toEqual([])
    expect(parquetMetadata(bytesOf(file)).schema.slice(1).map(({ name, type }) => [name, type])).toEqual([
      ['section', 'BYTE_ARRAY'], ['name', 'BYTE_ARRAY'], ['sent', 'INT64'], ['share_in_time', 'DOUBLE'],
    ]) // prettier-ignore
  })

  test('keep what a text says that looks like a formula or a number', async () => {
    const path = join(folder(), 'assumptions.csv')
    writeFileSync(path, `assumption,value,share\n'=a,12,'-0.5\n"a ""b"", c",NA,1e-7\n`)
    writeParquetTable(path)
    expect(await rowsIn(path.replace('.csv', '.parquet'))).toEqual([
      { assumption: '=a', value: '12', share: -0.5 },
      { assumption: 'a "b", c', value: null, share: 1e-7 },
    ])
  })

  test('know what each column is that reports/README.md explains', () => {
    const sections = readFileSync(README, 'utf8')
      .split(/^###? /m)
      .slice(1)
    const unknown = sections.flatMap((text) => {
      const table = text.slice(0, text.indexOf('\n'))
      if (!table.endsWith('.csv')) return []
      const columns = [...text.matchAll(/^\| `([^`]+)` \| \S/gm)].map((found) => found[1]!)
      expect(columns.length, table).toBeGreaterThan(0)
      return columns.filter((column) => kindOf(table, column) === undefined).map((column) => `${table} ${column}`)
    })
    expect(unknown).toEqual([])
  })

  test('are the same bytes for the same tables', () => {
    const [one, other] = [folder(), folder()]
    mkdirSync(join(one, 'a'))
    writeFileSync(join(one, 'links.csv'), 'link,transmissions\na 1,12\n')
    copyFileSync(join(one, 'links.csv'), join(other, 'links.csv'))
    for (const place of [one, other]) writeParquetTables(place)
    expect(readdirSync(other)).toEqual(['links.csv', 'links.parquet'])
    expect(readFileSync(join(one, 'links.parquet'))).toEqual(readFileSync(join(other, 'links.parquet')))
  })
})

function asNumber(table: string, column: string, cell: string): string {
  const plain = cell.replace(/^'(?=[=+\-@])/, '')
  return cell === 'NA' || kindOf(table, column) === 'text' ? plain : String(Number(plain))
}
