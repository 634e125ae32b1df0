import { Window } from 'happy-dom'
import type { Section } from '../../../src/report/html/page.js'

/** A table of a section as a reader has it: a cell by what a CSV has in its place, or else by its words. */
export interface ShownTable {
  caption: string
  columns: string[]
  rows: string[][]
}

/** What stands in a section. */
export interface Shown {
  tables: ShownTable[]
  /** What is said of each plot to who cannot see it. */
  plots: string[]
  text: string
  all: (selector: string) => string[]
}

export function shown(section: Section | undefined): Shown {
  const { document } = new Window()
  document.body.innerHTML = section?.body.text ?? ''
  const all = (selector: string) => [...document.querySelectorAll(selector)]
  const tables = all('table').map((table): ShownTable => {
    const cellsOf = (row: (typeof table)['children'][number]) => [...row.children].map(textOf)
    return {
      caption: words(table.querySelector('caption')!.textContent),
      columns: cellsOf(table.querySelector('thead tr')!),
      rows: [...table.querySelectorAll('tbody tr')].map(cellsOf),
    }
  })
  return {
    tables,
    plots: all('svg[role=img]').map((svg) => svg.getAttribute('aria-label') ?? ''),
    text: words(document.body.textContent),
    all: (selector) => all(selector).map((one) => words(one.textContent)),
  }
}

function textOf(cell: {
  querySelector: (of: string) => { getAttribute: (name: string) => string | null } | null
  textContent: string
}) {
  return cell.querySelector('[data-value]')?.getAttribute('data-value') ?? words(cell.textContent)
}

/** White space is that of a reader. */
function words(text: string): string {
  return text.replaceAll(/\s+/g, ' ').trim()
}

export function tableOf({ tables }: Shown, caption: string): ShownTable {
  const found = tables.find((one) => one.caption.startsWith(caption))
  if (found === undefined) throw new Error(`no table "${caption}", but: ${tables.map((one) => one.caption).join('; ')}`)
  return found
}

/** The sums of a column of a CSV over some of its rows. */
export function sumOf(rows: readonly Record<string, string>[], column: string): number {
  return rows.reduce((sum, row) => sum + Number(row[column]), 0)
}
