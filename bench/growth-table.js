import { count } from './speed-cases.js'

const HEAD = ['meters', 'n', 'messages', 'events', 'load', 'build', 'simulate', 'report', 'all s', 'µs/mess.', 'MB']
const WIDTHS = [11, 3, 13, 15, 7, 7, 10, 8, 9, 10, 8]

/** A work's rows and what they say of growth, as lines of text, 101 columns wide. */
export function tableOf({ deployment, hours, rows, growth }) {
  return [`${deployment}, ${hours} h`, line(HEAD), ...rows.map((row) => line(cellsOf(row))), ...inWords(growth), '']
}

function line(cells) {
  return cells
    .map((cell, i) => cell.padStart(WIDTHS[i] ?? 0))
    .join('')
    .trimEnd()
}

function cellsOf({ meters, runs, failed, messages, events, wallS, totalS, peakBytes }) {
  if (failed !== undefined) return [count(meters), String(runs.length), `  ${failed}`]
  const { load, build, simulate, report } = wallS
  const seconds = [load, build, simulate, report, totalS].map((one) => one.toFixed(one < 100 ? 2 : 0))
  const each = ((totalS * 1e6) / messages).toFixed(2)
  return [count(meters), String(runs.length), count(messages), count(events), ...seconds, each, megabytes(peakBytes)]
}

function inWords({ exponents: { wholeRange, lastDecade }, lastDecadeFrom, bytesPerMeter, bytesBeside }) {
  if (wholeRange.all === undefined) return []
  const powers = ({ all, simulate }) => `messages^${all.toFixed(3)}, of the simulation ^${simulate.toFixed(3)}`
  const decade =
    lastDecadeFrom === undefined
      ? []
      : [`  the last tenfold, from ${count(lastDecadeFrom)} messages on: ${powers(lastDecade)}`]
  return [
    `  time goes with ${powers(wholeRange)}`,
    ...decade,
    `  ${bytesPerMeter.toFixed(1)} bytes a meter, beside ${megabytes(bytesBeside)} MB`,
  ]
}

function megabytes(bytes) {
  return (bytes / 1e6).toFixed(0)
}
