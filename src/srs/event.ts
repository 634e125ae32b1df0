import { didYouMean } from '../input/nearest.js'
import type { Position } from '../input/position.js'
import type { Problems } from '../input/problems.js'
import type { Requirement } from './requirement.js'
import { Table } from './table.js'

/** What happens outside and sets off a payload that no other payload causes: the event that its How Often (or its When) names. */
export interface Event {
  /** As the cell writes it, with the rate that it may bring: `LMS - Utl TOU price data event - 4 per year`. */
  name: string
  /** `<section>/<payload>` of the row that it sets off. */
  row: string
  source: string
  position: Position
}

export function readEvents(folder: string, requirements: readonly Requirement[], problems: Problems): Event[] {
  const table = new Table(folder, 'events.csv', ['event', 'row', 'source'], problems)
  const named = eventsOf(requirements)
  const byKey = new Map<string, Event>()
  for (const row of table.rows) {
    const event = {
      name: row.get('event'),
      row: row.get('row'),
      source: row.get('source'),
      position: row.position('event'),
    }
    const known = named.get(event.row)
    if (known === undefined) {
      table.wrong(row, 'row', `"${event.row}" is no row with a pair that is used`, didYouMean(event.row, named.keys()))
    } else if (!known.has(event.name)) {
      table.wrong(row, 'event', `no pair of ${event.row} waits for "${event.name}"`, didYouMean(event.name, known))
    }
    table.enter(byKey, `${event.name} → ${event.row}`, event, row, 'event')
  }
  return [...byKey.values()]
}

/** The events that the used pairs of each row wait for, as their cells write them. */
export function eventsOf(requirements: readonly Requirement[]): Map<string, Set<string>> {
  const rows = new Map<string, Set<string>>()
  for (const { row, used, howOften, when } of requirements) {
    if (!used) continue
    const events = rows.get(row) ?? new Set<string>()
    rows.set(row, events)
    const terms = 'terms' in howOften ? howOften.terms : []
    for (const { period } of terms) if (period.kind === 'event') events.add(period.text)
    if (when.within) events.add(when.within.event)
  }
  return rows
}
