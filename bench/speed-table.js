import { timesAsFast } from './speed-rows.js'

const SECOND_RATE = { events: '', customers: 'k cust./s', messages: 'k mess./s' }

/** The rows of a case as lines of text, 104 columns wide. */
export function tableOf({ title, unit, rows }) {
  const head = ['', 'n', 'median s', 'least – most', 'M ev./s', SECOND_RATE[unit], 'MB', 'sgsim is']
  return [title, line(head), ...rows.map((row) => line(cellsOf(row, rows[0], unit))), '']
}

const WIDTHS = [37, 3, 10, 17, 9, 11, 7, 10]

function line(cells) {
  return cells
    .map((cell, i) => (i === 0 ? `  ${cell}`.padEnd(WIDTHS[i]) : ` ${cell.padStart(WIDTHS[i] - 1)}`))
    .join('')
    .trimEnd()
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
  return number >= 100 ? number.toFixed(0) : number.toPrecision(3)
}
