import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { optionsOf } from './options.js'
import { disagreements } from './speed-agree.js'
import { cases, WORKS } from './speed-cases.js'
import { machine } from './speed-machine.js'
import { compiler, installed, PEERS } from './speed-peers-installed.js'
import { rowsOf, timesAsFast } from './speed-rows.js'
import { tableOf } from './speed-table.js'
import { progress } from './progress.js'

const ROUNDS = 5

/**
 * The same work in sgsim and in its peers, side by side (peers/speed/README.md): `node bench/speed-peers.js [--only hold,mm1,meters]
 * [--peers sgsim,c++,ns-3,simpy] [--least 1e3] [--most 1e5] [--rounds 5] [--quick] [--json <file>]`. Figures to read; it fails (1) where the programs did
 * not do the same work, never by a time.
 */
const options = read(process.argv.slice(2))
if (options !== undefined) {
  const folder = mkdtempSync(join(tmpdir(), 'sgsim-speed-peers-'))
  try {
    process.exitCode = compare(options, folder) ? 0 : 1
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

function compare({ only, peers, quick, rounds, least, most, json }, folder) {
  const facts = machine()
  const { found, missing } = installed(peers, folder)
  console.log(
    `${facts.cores} × ${facts.cpu}, ${(facts.memoryBytes / 2 ** 30).toFixed(0)} GiB, ${facts.kernel}; load ${facts.loadAverage[0]}`,
  )
  for (const [peer, { version }] of found) console.log(`${peer}: ${version}`)
  for (const why of missing.values()) console.log(`skipped: ${why}`)
  console.log()
  const isAsked = ({ work, size }) => only.includes(work) && largestIn(size) >= least && largestIn(size) <= most
  const done = []
  for (const one of cases(quick).filter(isAsked)) {
    const programs = one.programs.filter(({ peer }) => found.has(peer))
    const turns = quick ? 1 : Math.min(rounds, one.rounds ?? rounds)
    const rows = rowsOf(programs, found, turns, (row, round) =>
      progress(`${one.title}: ${row.name}, turn ${round + 1}`),
    )
    progress('')
    done.push({ ...one, rows, wrong: disagreements({ ...one, rows }) })
    const { wrong } = done.at(-1)
    for (const line of tableOf(done.at(-1))) console.log(line)
    for (const line of wrong) console.log(`  not the same work: ${line}`)
    // After each: who breaks off has those that ended.
    if (json !== undefined) writeFileSync(json, `${JSON.stringify(report(facts, found, missing, done), null, 2)}\n`)
  }
  const agree = done.every(({ wrong }) => wrong.length === 0)
  if (agree) console.log('All programs did the same work.')
  return agree
}

/** The numbers in what a case is told: pending events, customers, meters. */
function largestIn(size) {
  return Math.max(...Object.values(size).filter((one) => typeof one === 'number'))
}

function report(facts, found, missing, done) {
  const versions = Object.fromEntries([...found].map(([peer, { version }]) => [peer, version]))
  return {
    machine: { ...facts, compiler: compiler(), versions },
    skipped: Object.fromEntries(missing),
    cases: done.map(({ work, title, unit, size, rows, wrong }) => ({
      work,
      title,
      unit,
      size,
      rows: rows.map((row) => ({ ...row, sgsimTimesAsFast: timesAsFast(row, rows[0], unit) })),
      wrong,
    })),
  }
}

function read(words) {
  try {
    const values = optionsOf(words, {
      only: { type: 'string', default: WORKS.join() },
      peers: { type: 'string', default: PEERS.join() },
      rounds: { type: 'string', default: String(ROUNDS) },
      least: { type: 'string', default: '0' },
      most: { type: 'string', default: 'Infinity' },
      quick: { type: 'boolean', default: false },
      json: { type: 'string' },
    })
    const rounds = Number(values.rounds)
    if (!Number.isInteger(rounds) || rounds < 1)
      throw new Error(`--rounds: expected a whole number from 1; found ${values.rounds}`)
    const [least, most] = [numberIn(values, 'least'), numberIn(values, 'most')]
    return {
      ...values,
      rounds,
      least,
      most,
      only: among(WORKS, 'only', values.only),
      peers: among(PEERS, 'peers', values.peers),
    }
  } catch (error) {
    console.error(error.message)
    process.exitCode = 2
    return undefined
  }
}

function numberIn(values, name) {
  const number = Number(values[name])
  if (number >= 0) return number
  throw new Error(`--${name}: expected a number of events, customers or meters; found ${values[name]}`)
}

function among(known, option, text) {
  const chosen = text.split(',')
  const unknown = chosen.filter((one) => !known.includes(one))
  if (unknown.length > 0) throw new Error(`--${option}: unknown: ${unknown.join(', ')} (there are ${known.join(', ')})`)
  return known.filter((one) => chosen.includes(one))
}
