import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { readCsv } from '../../src/input/csv.js'
import { loadCatalogue } from '../../src/srs/catalogue.js'
import { figuresIn } from './printed-rows.js'
import { rowsOf } from './rows-of.js'

/**
 * fixtures/rows.csv holds what each of the 206 rows of the scenario tables (SRS 4.3 to 4.15) prints: its distinct actors on
 * either side, how many pairs they make, and the distinct figures of each column. source.test.ts holds it against the text.
 */
const columns = ['section', 'payload', 'from', 'to', 'pairs', 'reliability', 'latency', 'when', 'how_often', 'size']
const printed = readCsv(join(import.meta.dirname, 'fixtures/rows.csv'), columns)
const catalogue = loadCatalogue()
const rows = rowsOf(catalogue.requirements)
const rowOf = (line: (typeof printed)[number]) => `${line.get('section')}/${line.get('payload')}`

/** No table has a row for these two; they are inferred from the electric ones, and so is the second answer to one of them. */
const VALVES = ['valve_opr_cancel_cmd', 'valve_post-oper-info_resp-data']
const INFERRED = [
  '4.15.4.7/valve_opr_cancel_cmd',
  '4.15.4.7/valve_opr_cmd_ack',
  '4.15.4.10/valve_post-oper-info_resp-data',
]

/** Example b) of 4.20.2 in rows: the retail provider's own on-demand reads. */
const OF_A_RETAIL_PROVIDER = [
  '4.20.2/on-demand_Mtr-read_cmd',
  '4.20.2/on-demand_Mtr-read_resp-data',
  '4.20.2/on-demand_Mtr-read_cmd_err',
  '4.20.2/on-demand_Mtr-read_cmd_comm_err',
]

/** The fourth leg of the second table of 4.5.4.2, which has no row in a scenario's table. */
const OF_THE_SECOND_TABLE = [
  '4.5.4.2.2/distr_cust_storage_in-island-mode_alarm',
  '4.5.4.2.2/distr_cust_storage_out-of-island-mode_alert',
]

describe('the payloads', () => {
  it('are 204: 202 that the 206 rows name, and two of valves that stand in a payload table only', () => {
    const named = new Set(printed.map((line) => line.get('payload')))
    expect([printed.length, named.size]).toEqual([206, 202])
    expect([...catalogue.payloads.keys()].sort()).toEqual([...named, ...VALVES].sort())
    expect(catalogue.payloads.size).toBe(204)
  })

  it('of the second table of 4.5.4.2 that stand nowhere else are kept apart: two names', () => {
    const legs = readCsv(join(catalogue.folder, 'second-table-4.5.4.2.csv'), [
      'section',
      'leg',
      'from',
      'to',
      'latency',
      'reliability',
      'size',
      'payload',
    ])
    const names = new Set(legs.map((leg) => leg.get('payload')).filter((name) => name !== ''))
    expect([...names].filter((name) => !catalogue.payloads.has(name))).toEqual([
      'on_distr-cust-strg_alarm',
      'off_distr_cust_strg_alert1',
    ])
  })
})

describe('the rows of the catalogue', () => {
  it('are the printed ones, and those inferred: three for valves, four of a retail provider, two of a second table', () => {
    const inferred = [...INFERRED, ...OF_A_RETAIL_PROVIDER, ...OF_THE_SECOND_TABLE]
    expect([...rows.keys()].sort()).toEqual([...printed.map(rowOf), ...inferred].sort())
  })

  it.each(printed.map((line) => [rowOf(line), line] as const))(
    '%s has the actors and pairs of its row',
    (row, line) => {
      const pairs = rows.get(row)!
      const froms = new Set(pairs.map((pair) => pair.from))
      const tos = new Set(pairs.map((pair) => pair.to))
      const distinct = new Set(pairs.map((pair) => `${pair.from} → ${pair.to}`))
      expect([froms.size, tos.size, distinct.size].map(String)).toEqual([
        line.get('from'),
        line.get('to'),
        line.get('pairs'),
      ])
    },
  )

  it.each(printed.map((line) => [rowOf(line), line] as const))(
    '%s has the figures of its row, and no other',
    (row, line) => {
      const pairs = rows.get(row)!
      const of = (column: keyof (typeof pairs)[number]['cells']) =>
        figuresIn(...pairs.map((pair) => pair.cells[column]))
      expect({
        reliability: of('reliability'),
        // One of two bounds of this row is in no pair (errata, 4.15.4.6).
        latency: row === '4.15.4.6/valve_opr_cmd' ? figuresIn(of('latency'), '2') : of('latency'),
        when: of('when'),
        how_often: of('howOften'),
        size: of('size'),
      }).toEqual({
        reliability: line.get('reliability'),
        latency: line.get('latency'),
        when: line.get('when'),
        how_often: line.get('how_often'),
        size: line.get('size'),
      })
    },
  )
})
