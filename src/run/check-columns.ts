import { didYouMean, nearest } from '../input/nearest.js'
import { InputError, Problems } from '../input/problems.js'
import type { Rows } from '../input/rows.js'

/** The columns of a trace, and those that only sgsim's own have. */
export const TRACE_COLUMNS = ['message', 'requirement', 'payload', 'from', 'to', 'device', 'sent_at', 'received_at', 'bytes', 'outcome', 'cause'] as const // prettier-ignore
export const OWN_COLUMNS = ['due_at', 'event_at', 'district', 'set_off', 'lost_at'] as const

export type TraceColumn = (typeof TRACE_COLUMNS)[number] | (typeof OWN_COLUMNS)[number]

const ALL: readonly string[] = [...TRACE_COLUMNS, ...OWN_COLUMNS]

/** By our name of a column that of the file. */
export type ColumnMap = ReadonlyMap<string, string>

/** `sent_at=tx_time` as it is given on the command line, again and again. */
export function readColumnMap(given: readonly string[]): ColumnMap {
  const problems = new Problems()
  const map = new Map<string, string>()
  for (const text of given) {
    const at = text.indexOf('=')
    const [ours, theirs] = [text.slice(0, at).trim(), text.slice(at + 1).trim()]
    const place = { file: `--map ${text}` }
    if (at < 0 || theirs === '') problems.add(place, 'expected ours=theirs, such as sent_at=tx_time')
    else if (!ALL.includes(ours)) problems.add(place, `a trace has no column "${ours}"`, didYouMean(ours, ALL))
    else if (map.has(ours)) problems.add(place, `"${ours}" is mapped already, to "${map.get(ours)!}"`)
    else map.set(ours, theirs)
  }
  problems.throwIfAny()
  return map
}

/** Whether a column of a file is one that is read. */
export function isTraceColumn(map: ColumnMap): (name: string) => boolean {
  const theirs = new Set(map.values())
  return (name) => theirs.has(name) || (ALL.includes(name) && !map.has(name))
}

/** Which of the cells of a row each column is; -1: the file does not have it. */
export type TraceCells = Record<TraceColumn, number>

/** Whether sgsim wrote it: its devices and districts are then the numbers of the deployment. */
export function isOwnTrace(cells: TraceCells): boolean {
  return cells.set_off >= 0 && cells.district >= 0
}

/** Columns that are passed over, though they differ from one of ours that the file lacks by capitals and blanks only. */
export function nearColumns(rows: Rows, cells: TraceCells): { column: string; ours: string }[] {
  const read = new Set(Object.values(cells))
  const missing = ALL.filter((ours) => cells[ours as TraceColumn] < 0)
  return rows.columns.flatMap((column, i) => {
    const ours = read.has(i) ? undefined : missing.find((one) => plain(one) === plain(column))
    return ours === undefined ? [] : [{ column, ours }]
  })
}

function plain(name: string): string {
  return name.toLowerCase().replaceAll(/[\s_-]/g, '')
}

export function traceCells(rows: Rows, file: string, map: ColumnMap): TraceCells {
  const problems = new Problems()
  const { columns } = rows
  const place = { file, line: 1, column: 1 }
  const taken = new Set(map.values())
  // A column that is mapped to another of ours is not its own namesake too.
  const cellOf = (ours: string) => (!map.has(ours) && taken.has(ours) ? -1 : columns.indexOf(map.get(ours) ?? ours))
  const cells = Object.fromEntries(ALL.map((ours) => [ours, cellOf(ours)])) as TraceCells
  for (const [ours, theirs] of map) {
    if (!columns.includes(theirs))
      problems.add(
        { file: `--map ${ours}=${theirs}` },
        `${file} has no column "${theirs}"`,
        didYouMean(theirs, columns),
      )
  }
  for (const ours of ALL) {
    const name = map.get(ours) ?? ours
    const last = columns.lastIndexOf(name)
    if (last !== columns.indexOf(name)) problems.add(place, `the column "${name}" is there twice`)
  }
  const need = (ours: TraceColumn, why: string) => {
    if (cells[ours] >= 0 || map.has(ours)) return
    const others = columns.filter((one) => !Object.values(cells).includes(columns.indexOf(one)))
    const theirs =
      others.find((one) => plain(one) === plain(ours)) ?? nearest(ours, others) ?? '<the column of the file>'
    const hint = `there are: ${columns.join(', ')}; say which it is with --map "${ours}=${theirs}"`
    problems.add(place, `the column "${ours}" is missing${why}`, hint)
  }
  need('sent_at', '')
  need('received_at', '')
  if (cells.requirement < 0) need('payload', ', and so is "requirement"')
  if (problems.count > 0) throw new InputError(problems.list)
  return cells
}
