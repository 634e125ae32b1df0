import { stringify } from 'csv-stringify/sync'
import { figure } from '../report/table.js'

/** One line of a CSV: names as in every table; figures as they are, also below zero, which tables of names alone would escape. */
export function csvLine(cells: readonly (string | number | undefined)[]): string {
  return `${cells.map(shown).join(',')}\n`
}

function shown(cell: string | number | undefined): string {
  if (typeof cell === 'number') return Number.isFinite(cell) ? figure(cell) : 'NA'
  if (cell === undefined || cell === '') return 'NA'
  return PLAIN.test(cell) ? cell : stringify([[cell]], { escape_formulas: true }).trimEnd()
}

/** What needs no quotes: most names, of a million. */
const PLAIN = /^[A-Za-z0-9][A-Za-z0-9 _.-]*$/
