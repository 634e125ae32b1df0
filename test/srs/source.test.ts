import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { readCsv } from '../../src/input/csv.js'
import { loadCatalogue } from '../../src/srs/catalogue.js'
import type { PrintedRow } from './printed-rows.js'
import { FIGURES, figuresIn, printedRows, squash } from './printed-rows.js'
import { rowsOf } from './rows-of.js'

/** Holds the catalogue against the text of the SRS, which is not part of this project: SGSIM_SRS_TEXT names it. */
const source = process.env['SGSIM_SRS_TEXT']
const catalogue = loadCatalogue()
const rows = rowsOf(catalogue.requirements)

describe.skipIf(source === undefined)(
  'the catalogue, held against the SRS (skipped unless SGSIM_SRS_TEXT names its text)',
  () => {
    const text = source === undefined ? '' : readFileSync(source, 'utf8')
    const printed = new Map(printedRows(text).map((row) => [`${row.section}/${row.payload}`, row]))

    it('has a fixture that says what the text prints', () => {
      const columns = [
        'section',
        'payload',
        'from',
        'to',
        'pairs',
        'reliability',
        'latency',
        'when',
        'how_often',
        'size',
      ]
      const lines = readCsv(join(import.meta.dirname, 'fixtures/rows.csv'), columns)
      const fixture = lines.map((line) => columns.map((column) => line.get(column)))
      const facts = [...printed.values()].map((row) => {
        const [from, to] = [new Set(actorsOf(row.from)).size, new Set(actorsOf(row.to)).size]
        return [
          row.section,
          row.payload,
          ...[from, to, from * to].map(String),
          ...FIGURES.map((f) => figuresIn(row[f])),
        ]
      })
      expect(fixture).toEqual(facts)
    })

    it.each([...printed])(
      '%s has every pair of its actors, as many times as they are printed or once',
      (row, cells) => {
        const pairs = rows.get(row)!
        const [from, to] = [actorsOf(cells.from), actorsOf(cells.to)]
        const product = (f: string[], t: string[]) => f.flatMap((a) => t.map((b) => `${a} → ${b}`))
        const own = pairs.map((pair) => `${pair.from} → ${pair.to}`)
        // A row of several modes or steps has its pairs once or more for each of them.
        if (pairs.some((pair) => pair.mode !== undefined)) {
          expect(new Set(own)).toEqual(new Set(product(from, to)))
          return
        }
        const once = product([...new Set(from)], [...new Set(to)])
        expect(own).toEqual(own.length === once.length ? once : product(from, to))
      },
    )

    it.each([...printed])('%s has nothing in a cell that its row does not print', (row, cells) => {
      for (const { id, payload, cells: own } of rows.get(row)!) {
        expect(payload.type, id).toBe(cells.type.toLowerCase())
        expect(bare(payload.dataElements), id).toBe(bare(meant(row, cells.attributes)))
        for (const column of FIGURES) {
          for (const term of termsOf(own[column])) expect(bare(cells[column]), `${id} ${column}`).toContain(bare(term))
        }
      }
    })

    it.each([...printed])('%s prints nothing that is in none of its pairs', (row, cells) => {
      const pairs = rows.get(row)!
      for (const column of FIGURES) {
        const terms = new Set(pairs.flatMap((pair) => termsOf(pair.cells[column]).map(bare)))
        let left = bare(cells[column])
        for (const term of [...terms].sort((a, b) => b.length - a.length)) left = left.replaceAll(term, '')
        // One of two bounds of this row is in no pair (errata, 4.15.4.6).
        expect(left.replaceAll(',', ''), `${row} ${column}`).toBe(
          row === '4.15.4.6/valve_opr_cmd' && column === 'latency' ? '<2min' : '',
        )
      }
    })

    it('has the flags of each payload: any X is yes, 0 is no', () => {
      const flags = new Map<string, Set<string>>()
      const flag = (cell: string) => (cell.startsWith('X') ? 'yes' : cell === '0' ? 'no' : 'not stated')
      for (const { payload, baseload, highload } of printed.values())
        flags.set(payload, (flags.get(payload) ?? new Set()).add(`${flag(baseload)}, ${flag(highload)}`))
      const word = (value: boolean | undefined) => (value === undefined ? 'not stated' : value ? 'yes' : 'no')
      for (const { name, baseload, highload } of catalogue.payloads.values()) {
        const own = `${word(baseload)}, ${word(highload)}`
        expect([...(flags.get(name) ?? ['not stated, not stated', 'yes, yes'])], name).toContain(own)
      }
    })

    it('has the interface categories and the risk levels of each payload, wherever a table prints them', () => {
      const levels = payloadTables(text)
      for (const { name, lic, confidentiality, integrity, availability } of catalogue.payloads.values()) {
        const own = `${lic} | ${confidentiality}-${integrity}-${availability}`
        expect([...(levels.get(name) ?? ['not stated | not stated-not stated-not stated'])], name).toContain(own)
      }
    })
  },
)

/** Category and C-I-A of each payload: a row of a payload table prints its name first, and the category before the levels. */
function payloadTables(text: string): Map<string, Set<string>> {
  const levels = new Map<string, Set<string>>()
  for (const row of text.replaceAll('\r', '').split(/\n\n+/)) {
    const cells = row.split('\n').map(squash)
    const at = cells.findIndex((cell) => /^[LMH]-[LMH]-[LMH]$/.test(cell))
    const name = cells.findLast((cell, i) => i < at && /^\S*_\S*$/.test(cell))
    if (name) levels.set(name, (levels.get(name) ?? new Set()).add(`${cells[at - 1]} | ${cells[at]}`))
  }
  return levels
}

/** The actors of a cell, in the order in which they are printed. */
function actorsOf(cell: string): string[] {
  return cell.split(',').map((spelling) => {
    const actor = ACTORS.get(squash(spelling))
    if (actor === undefined) throw new Error(`unknown actor "${spelling}"`)
    return actor
  })
}

const ACTORS = new Map(
  [...catalogue.actors.values()].flatMap(({ name, aliases }) => [name, ...aliases].map((one) => [squash(one), name])),
)

/** The values of a cell, which commas part: not those inside a note or a number. What is read as one value stays one. */
function termsOf(cell: string): string[] {
  if (/ over |large outage/.test(cell)) return [cell]
  const terms: string[] = []
  let depth = 0
  let start = 0
  for (let i = 0; i <= cell.length; i++) {
    if (cell[i] === '(') depth++
    if (cell[i] === ')') depth--
    const inNumber = /\d/.test(cell[i - 1] ?? '') && /^\d{3}(?!\d)/.test(cell.slice(i + 1))
    const inPeriods = cell.slice(0, i).endsWith(' hr duration')
    if (i < cell.length && (cell[i] !== ',' || depth > 0 || inNumber || inPeriods)) continue
    if (cell.slice(start, i).trim() !== '') terms.push(cell.slice(start, i).trim())
    start = i + 1
  }
  return terms
}

/** Without blanks, and without the comma that some cells end with. */
function bare(text: string): string {
  return text.replaceAll(/\s/g, '').replace(/,$/, '')
}

/** Data elements that cannot be meant (errata, 4.4.1.5.1.2). */
function meant(row: PrintedRow['section'], attributes: string): string {
  return row === '4.4.1.5.1.2/FeederCapBank_close_ack' ? 'device ID, acknowledgement code' : attributes
}
