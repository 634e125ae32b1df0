import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { CASES } from './cases.js'
import { FIGURES, figuresOf, sideBySide } from './figures.js'
import { compiled, installedNs3 } from './ns3.js'
import { writeResults } from './results.js'
import { runSgsim } from './sgsim.js'
import { traffic, writeTraffic } from './traffic.js'

const REPLICATIONS = 10
// Microseconds.
const NEAR = 2

/**
 * sgsim's networks side by side with ns-3's: the same messages through both. `node bench/peers/run.js [<case> …]`; without names all
 * cases. Their figures are written to results.csv. Figures to read, never to pass or fail on.
 */
const version = installedNs3()
if (version === undefined) {
  console.log(
    'ns-3 is not installed here, so nothing is compared. On Debian: apt-get install libns3-dev g++ pkg-config',
  )
} else {
  compare(version, process.argv.slice(2))
}

function compare(version, names) {
  const unknown = names.filter((name) => !CASES.some((one) => one.name === name))
  if (unknown.length > 0) {
    console.error(`no case ${unknown.join(', ')}; there are ${CASES.map(({ name }) => name).join(', ')}`)
    process.exitCode = 2
    return
  }
  const folder = mkdtempSync(join(tmpdir(), 'sgsim-peers-'))
  try {
    console.log(`ns-3 ${version}; ${REPLICATIONS} replications a case, each with traffic and seeds of its own number`)
    const programs = new Map()
    const lines = new Map()
    for (const one of CASES.filter(({ name }) => names.length === 0 || names.includes(name))) {
      const { program } = one.ns3
      if (!programs.has(program)) programs.set(program, compiled(program, folder))
      lines.set(one.name, told(one, replicated(one, programs.get(program), folder)))
    }
    writeResults(
      CASES.map(({ name }) => name),
      lines,
    )
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** Runs a case in both programs, with the same traffic in each replication. */
function replicated(one, ns3, folder) {
  const file = join(folder, 'traffic.csv')
  return Array.from({ length: REPLICATIONS }, (_, i) => {
    const seed = i + 1
    const messages = traffic(one.traffic, seed)
    writeTraffic(file, messages)
    return {
      messages: messages.length,
      ns3: ns3({ ...one.ns3.options, seed }, file),
      sgsim: runSgsim(one.sgsim, messages, seed),
    }
  })
}

/** Prints a case, and gives its lines of results.csv. */
function told({ name, about, exact, why }, runs) {
  const messages = sum(runs.map((run) => run.messages))
  const wall = (program) => sum(runs.map((run) => run[program].wallS)).toFixed(1)
  console.log(`\n${name}: ${about}`)
  console.log(`  ${messages} messages, ns-3 ${wall('ns3')} s, sgsim ${wall('sgsim')} s`)
  for (const program of ['ns3', 'sgsim'])
    console.log(`  ${program} counted: ${counted(runs.map((run) => run[program]))}`)
  let unlike = 'NA'
  if (exact) {
    unlike = sum(runs.map((run) => unlikeIn(run)))
    console.log(
      `  message by message: ${unlike} of ${messages} fared otherwise (lost by one, or more than ${NEAR} µs apart)`,
    )
  }
  const rows = FIGURES.map((figure) => {
    const of = (program) => runs.map((run) => figuresOf(run[program].latencies)[figure])
    const { first, second, difference, low, high } = sideBySide(of('ns3'), of('sgsim'))
    const values = `${figure.padEnd(15)} ns-3 ${first.toPrecision(5).padEnd(9)} sgsim ${second.toPrecision(5).padEnd(9)}`
    console.log(`  ${values} ${percent(difference)} (${percent(low)} to ${percent(high)})`)
    const numbers = [first, second, difference, low, high].map((value) =>
      Number.isNaN(value) ? 'NA' : value.toPrecision(6),
    )
    return [name, figure, ...numbers, messages, unlike].join(',')
  })
  if (why !== undefined) console.log(`  why they differ: ${why}`)
  return rows
}

/** What a program counted beside the fate of its messages, added up over its runs. */
function counted(runs) {
  const totals = {}
  for (const { counts } of runs) {
    for (const [key, count] of Object.entries(counts)) totals[key] = (totals[key] ?? 0) + count
  }
  return Object.entries(totals)
    .map(([key, count]) => `${key} ${count}`)
    .join(', ')
}

/** Messages that did not fare alike: lost by one program only, or further apart than what rounding to microseconds on each hop does. */
function unlikeIn({ ns3, sgsim }) {
  let unlike = 0
  ns3.latencies.forEach((latency, i) => {
    const other = sgsim.latencies[i]
    const alike = Number.isNaN(latency) ? Number.isNaN(other) : Math.abs(latency - other) <= NEAR
    if (!alike) unlike++
  })
  return unlike
}

function percent(share) {
  return Number.isNaN(share) ? 'NA' : `${share < 0 ? '' : '+'}${(100 * share).toFixed(2)} %`
}

function sum(values) {
  return values.reduce((total, value) => total + value, 0)
}
