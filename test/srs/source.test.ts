import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { loadCatalogue } from '../../src/srs/catalogue.js'
import { rowsOf } from './rows-of.js'

/**
 * Holds the catalogue against the text of the SRS, which is not part of this project: SGSIM_SRS_TEXT names it. The
 * text sets each cell on a line that begins with a tab, and a blank line between two rows.
 */
const source = process.env['SGSIM_SRS_TEXT']
const catalogue = loadCatalogue()

describe.skipIf(source === undefined)(
  'the catalogue, held against the SRS (skipped unless SGSIM_SRS_TEXT names its text)',
  () => {
    const text = source === undefined ? '' : readFileSync(source, 'utf8')
    const printed = scenarioRows(text)
    const rows = rowsOf(catalogue.requirements)

    it('has each scenario row of 4.10.4 and 4.15.4, and no row beside them but the inferred ones', () => {
      // Counted by hand: 2 + 2 + 1 + 2 + 2 rows in 4.10.4, 2 + 2 + 2 + 2 + 1 and the same again in 4.15.4.
      expect(printed.size).toBe(27)
      const inferred = [...rows].filter(([row]) => !printed.has(row))
      expect([...printed.keys()].filter((row) => !rows.has(row))).toEqual([])
      expect(inferred.map(([row]) => row)).toEqual([
        '4.15.4.7/valve_opr_cancel_cmd',
        '4.15.4.7/valve_opr_cmd_ack',
        '4.15.4.10/valve_post-oper-info_resp-data',
      ])
    })

    it.each([...rows.keys()].filter((row) => printed.has(row)))('%s has the pairs and the cells of its row', (row) => {
      const cells = printed.get(row)!
      const [from, to] = [actorsOf(cells.from), actorsOf(cells.to)]
      const pairs = rows.get(row)!
      expect(pairs.map((pair) => [pair.from, pair.to])).toEqual(from.flatMap((f) => to.map((t) => [f, t])))
      for (const { id, payload, cells: own } of pairs) {
        expect(payload.type, id).toBe(cells.type)
        expect(cells.attributes.replace(/,$/, ''), id).toBe(payload.dataElements.replace(/,$/, ''))
        expect([payload.baseload, payload.highload], id).toEqual([cells.baseload === 'X', cells.highload === 'X'])
        expect(cells.reliability, id).toContain(own.reliability)
        expect(cells.latency, id).toContain(own.latency)
        expect(cells.when, id).toContain(own.when)
        expect(cells.size, id).toContain(own.size)
        for (const term of own.howOften.split(/, (?=(?:x|\d[\d-]*) per )/)) expect(cells.howOften, id).toContain(term)
      }
    })

    it('uses every figure that a row prints in one of its pairs, valve_opr_cmd excepted (errata, 4.15.4.6)', () => {
      for (const [row, cells] of printed) {
        const pairs = rows.get(row)!
        for (const bound of cells.latency.match(/< \d+ \w+/g) ?? []) {
          if (row === '4.15.4.6/valve_opr_cmd' && bound === '< 2 min') continue
          expect(
            pairs.some((pair) => pair.cells.latency.startsWith(bound)),
            `${row} ${bound}`,
          ).toBe(true)
        }
        for (const [, population] of cells.howOften.matchAll(/\| (\S+) per \|/g)) {
          expect(
            pairs.some((pair) => pair.cells.howOften.includes(`| ${population} per |`)),
            `${row} ${population}`,
          ).toBe(true)
        }
      }
    })

    it('has the interface categories and the risk levels of each payload', () => {
      for (const { name, section, lic, confidentiality, integrity, availability } of catalogue.payloads.values()) {
        const table = text.slice(text.indexOf(`\n${section} Applicable`))
        const [, , category, levels] = table
          .slice(table.indexOf(`\n\t${name}\n`) + 1)
          .split('\n')
          .map((line) => line.trim())
        expect([category, levels], name).toEqual([lic, `${confidentiality}-${integrity}-${availability}`])
      }
    })
  },
)

interface PrintedRow {
  type: string
  attributes: string
  baseload: string
  highload: string
  from: string
  to: string
  reliability: string
  latency: string
  when: string
  howOften: string
  size: string
}

function scenarioRows(text: string): Map<string, PrintedRow> {
  const rows = new Map<string, PrintedRow>()
  for (const scenario of text.split(/\n(?=4\.\d+[\d.]* )/)) {
    const section = /^(4\.(?:10|15)\.4\.\d+) Scenario/.exec(scenario)?.[1]
    if (section === undefined) continue
    for (const row of scenario.split(/\n\s*\n(?=\t)/)) {
      const cells = row.split('\n\t').map((cell) => cell.replace(/\s+/g, ' ').trim())
      if (cells.length !== 12 || cells[0].includes('Payload Name')) continue
      const [name, type, attributes, baseload, highload, from, to, reliability, latency, when, howOften, size] = cells
      rows.set(`${section}/${name}`, {
        type,
        attributes,
        baseload,
        highload,
        from,
        to,
        reliability,
        latency,
        when,
        howOften,
        size,
      })
    }
  }
  return rows
}

/** The distinct actors of a cell, in the order in which they are printed. */
function actorsOf(cell: string): string[] {
  const names = cell.split(',').map((spelling) => {
    const actor = catalogue.actor(spelling.trim())
    if (actor === undefined) throw new Error(`unknown actor "${spelling}"`)
    return actor.name
  })
  return [...new Set(names)]
}
