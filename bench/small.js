import { holdByTurns } from './hold-by-turns.js'
import { disagreements } from './speed-agree.js'
import { machine } from './speed-machine.js'
import { installed } from './speed-peers-installed.js'
import { rowsOf } from './speed-rows.js'

/**
 * What a change has done to speed, in less than half a minute: the event queue beside a heap of objects, M/M/1 through sources and links,
 * and a run to the written report by stages. Two lines of JSON: the machine, and the figures. What is `ofObjects` is in operations of
 * the heap of objects at a thousand events, so that it says the same on a fast machine as on a slow one. It fails (1) where a
 * result is wrong, never by a time. `node bench/small.js`
 */
const TURNS = 3
const HOLD_TURNS = 7
const CUSTOMERS = 5e5
const LOAD = 0.8
const METERS = 1e4
const HOURS = 12

const facts = machine()
const holds = [await holdByTurns(1e3, 4e5, HOLD_TURNS), await holdByTurns(1e5, 2e5, HOLD_TURNS)]
const cases = [
  sgsims('mm1', 'mm1.js', { customers: CUSTOMERS, load: LOAD }),
  sgsims('meters', 'meters.js', { meters: METERS, hours: HOURS, workers: 1 }),
]
const wrong = cases.flatMap(({ wrong }) => wrong)
if (wrong.length > 0) {
  for (const line of wrong) console.error(line)
  process.exitCode = 1
} else {
  const [mm1, run] = cases.map(({ row }) => row)
  const operations = holds[0].objects * 1e6
  const figures = {
    hold: holds.map(({ pending, queue, objects, ratio }) => ({
      pending,
      queueMops: digits(queue),
      objectsMops: digits(objects),
      ratio: digits(ratio),
    })),
    mm1: {
      customers: CUSTOMERS,
      eventsPerSecond: Math.round(mm1.eventsPerSecond),
      ofObjects: digits(mm1.eventsPerSecond / operations),
    },
    run: {
      meters: METERS,
      hours: HOURS,
      messagesPerSecond: Math.round(run.messagesPerSecond),
      ofObjects: digits(run.messagesPerSecond / operations),
      wallS: fastest(run.runs).stages,
      peakMB: Math.round(run.peakBytes / 1e6),
    },
  }
  console.log(JSON.stringify(facts))
  console.log(JSON.stringify(figures))
}

/** One of the works of bench:peers, by sgsim alone. */
function sgsims(work, file, options) {
  const { found } = installed(['sgsim'])
  const [row] = rowsOf([{ peer: 'sgsim', name: file, file, options }], found, TURNS)
  return { row, wrong: disagreements({ work, size: options, rows: [row] }) }
}

function fastest(runs) {
  return runs.toSorted((a, b) => a.seconds - b.seconds)[0]
}

function digits(number) {
  return Number(number.toPrecision(3))
}
