import { turn } from './speed-turn.js'

/**
 * The programs of a case by turns (A B C A B C …), so that a busy machine is unfair to none, and a row for each: the median of its
 * seconds, the least and the most. Of programs that differ in a choice of their user (`oneOf`) only the fastest goes on after the
 * first turn.
 */
export function rowsOf(programs, peers, rounds, told) {
  const rows = programs.map((program) => ({ ...program, runs: [] }))
  for (let round = 0; round < rounds; round++) {
    for (const row of rows) {
      if (row.stopped !== undefined || (round > 0 && !isFastest(row, rows))) continue
      told?.(row, round)
      const run = turn(peers.get(row.peer).command(row.file), row.options, patience(row, rows))
      if (run.gaveUp !== undefined || run.failed !== undefined) row.stopped = run
      else row.runs.push(run)
    }
  }
  return rows.map(summed)
}

function isFastest(row, rows) {
  return alternatives(row, rows).every(({ runs }) => row.runs[0].seconds <= runs[0].seconds)
}

/** Seconds. Who has lost already need not end. */
function patience(row, rows) {
  const fastest = Math.min(...alternatives(row, rows).map(({ runs }) => runs[0].processSeconds))
  return Math.min(LONGEST_S, Math.ceil(30 + 3 * fastest))
}

const LONGEST_S = 900

/** What else its user may choose, and has run. */
function alternatives({ oneOf }, rows) {
  return rows.filter((other) => oneOf !== undefined && other.oneOf === oneOf && other.runs.length > 0)
}

function summed(row) {
  if (row.runs.length === 0) return row
  const seconds = row.runs.map((run) => run.seconds).sort((a, b) => a - b)
  const medianS = (seconds[(seconds.length - 1) >> 1] + seconds[seconds.length >> 1]) / 2
  const { events, result } = row.runs[0]
  const messages = result.reads === undefined ? undefined : result.reads + result.acknowledgements
  return {
    ...row,
    medianS,
    leastS: seconds[0],
    mostS: seconds.at(-1),
    eventsPerSecond: events / medianS,
    customersPerSecond: result.customers === undefined ? undefined : result.customers / medianS,
    messagesPerSecond: messages === undefined ? undefined : messages / medianS,
    peakBytes: Math.max(...row.runs.map(({ peakBytes }) => peakBytes)),
    result,
  }
}

/** How many times as fast as a row the first row is, in what the case counts; undefined where one of them has not run. */
export function timesAsFast(row, first, unit) {
  const rate = `${unit}PerSecond`
  return row[rate] === undefined || first[rate] === undefined ? undefined : first[rate] / row[rate]
}
