import { timesAsFast } from './speed-rows.js'

const SECOND_RATE = { events: '', customers: 'k customers/s', messages: 'k messages/s' }

/** The rows of a case as lines of text, 104 columns wide. */
export function tableOf({ title, unit, rows }) {
  const head = ['', 'turns', 'median s', 'least – most', 'M events/s', SECOND_RATE[unit], 'peak MB', 'sgsim is']
  return [title, line(head), ...rows.map((row) => line(cellsOf(row, rows[0], unit))), '']
}

const WIDTHS = [38, 6, 9, 15, 11, 14, 9, 10]

function line(cells) {
  return cells.map((cell, i) => (i === 0 ? `  ${cell}`.padEnd(WIDTHS[i]) : cell.padStart(WIDTHS[i]))).join('').trimEnd() // prettier-ignore
}

function cellsOf(row, first, unit) {
  const { name, runs, stopped } = row
  if (runs.length === 0) return [name, '0', `  ${stopped.gaveUp ?? stopped.failed}`, ...Array(5).fill('')]
  const rate = unit === 'events' ? '' : digits(row[`${unit}PerSecond`] / 1e3)
  return [
    name,
    String(runs.length),
    digits(row.medianS),
    `${digits(row.leastS)} – ${digits(row.mostS)}`,
    digits(row.eventsPerSecond / 1e6),
    rate,
    (row.peakBytes / 1e6).toFixed(0),
    row === first ? '' : times(timesAsFast(row, first, unit)),
  ]
}

function times(ratio) {
  return ratio === undefined ? '' : `${digits(ratio)} ×`
}

/** Three of them that count. */
function digits(number) {
  if (number >= 100) return number.toFixed(0)
  return number >= 0.001 ? String(Number(number.toPrecision(3))) : number.toExponential(1)
}
