import type { CsvRow } from '../input/csv.js'
import { didYouMean } from '../input/nearest.js'
import type { Position } from '../input/position.js'
import type { Problems } from '../input/problems.js'
import type { Folders } from './folders.js'
import { EventCells, type EventsBeside } from './event-cells.js'
import { nameInPeriod } from './how-often.js'
import { Table } from './table.js'

/**
 * What happens outside, and is named by the How Often (or the When) of a row: what sets the row off, or what the figures of
 * an effect are counted by.
 */
export interface Event {
  /** As the cell writes it, with the rate that it may bring: `LMS - Utl TOU price data event - 4 per year`. */
  name: string
  /** `<section>/<payload>` of the row that names it. */
  row: string
  /** Whether a pair of the row that no other payload causes waits for it. */
  setsOff: boolean
  source: string
  position: Position
}

export function readEvents(folders: Folders, beside: EventsBeside, problems: Problems): Event[] {
  const { pairs } = beside
  const table = new Table(folders, 'events.csv', ['event', 'row', 'source'], problems, nameOf)
  const cells = new EventCells(beside)
  const stale = new Set(table.rows.filter((row) => !cells.name(row.get('row'), row.get('event'))))
  // Where the user has replaced a pair, it need not wait any more for what a shipped line names.
  const left = new Set([...stale].filter((row) => !table.isOwn(row) && pairs.isReplaced(row.get('row'))))
  const blamed = [...stale].filter((row) => !left.has(row) && !pairs.mayBeUnread(row.get('row')))
  const lines = table.rows.map((row) => ({ event: eventIn(row), row: row.get('row') }))
  const inDoubt = new Set(blamed.map((row) => row.get('row')))
  const misspelt = table.whole ? cells.check(lines, inDoubt, problems) : new Set()
  // Of a cell and a line that miss each other one is wrong.
  for (const row of blamed) if (!misspelt.has(row.get('row'))) refuse(table, row, cells)
  const byKey = new Map<string, Event>()
  for (const row of table.rows) {
    if (left.has(row)) continue
    const event: Event = {
      name: row.get('event'),
      row: row.get('row'),
      setsOff: cells.setsOff(row.get('row'), row.get('event')),
      source: row.get('source'),
      position: row.position('event'),
    }
    table.enter(byKey, nameOf(row), event, row, 'event')
  }
  return [...byKey.values()]
}

/** What a line is known by. */
function nameOf(row: CsvRow): string {
  return `${row.get('event')} → ${row.get('row')}`
}

/** Without the rate. */
function eventIn(row: CsvRow): string {
  return nameInPeriod(row.get('event')) ?? row.get('event')
}

function refuse(table: Table, row: CsvRow, cells: EventCells): void {
  const [event, name] = [row.get('event'), row.get('row')]
  const known = cells.ofRow(name)
  if (known) table.wrong(row, 'event', `no pair of ${name} waits for "${event}"`, didYouMean(event, known))
  else table.wrong(row, 'row', `"${name}" is no row with a pair that is used`, didYouMean(name, cells.rows))
}
