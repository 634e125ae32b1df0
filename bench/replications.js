import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { optionsOf } from './options.js'
import { WORKS } from './growth-works.js'
import { timed, timedSideBySide } from './replications-runs.js'
import { linesOf, speedsOf } from './replications-speeds.js'
import { machine } from './speed-machine.js'

/**
 * What threads are worth to replications: the same `sgsim run --replications N` with one worker and with two, by turns; and beside it what
 * two processes that know nothing of each other reach on this machine, which is as much as it has to give. `node bench/replications.js
 * [--work meters|city] [--replications 16] [--meters 100000] [--turns 3] [--json <file>]`. Figures to read: it fails (1) where workers change what comes out.
 */
const options = read(process.argv.slice(2))
if (options !== undefined) {
  const folder = mkdtempSync(join(tmpdir(), 'sgsim-replications-'))
  try {
    process.exitCode = (await measure(options, folder)) ? 0 : 1
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

async function measure({ work, replications, meters, turns, json }, folder) {
  const facts = machine()
  console.log(`${facts.cores} × ${facts.cpu}, Node ${facts.node}; load ${facts.loadAverage[0]}`)
  console.log(`${WORKS[work].deployment}, ${meters} meters, one day, ${replications} replications\n`)
  const run = (name, words) => ({ work, meters, words, out: join(folder, name) })
  const many = (workers) => ['--replications', String(replications), '--workers', String(workers)]
  const all = { one: [], two: [], alone: [], sideBySide: [] }
  for (let turn = 0; turn < turns; turn++) {
    all.one.push(await timed(run('one', many(1))))
    all.two.push(await timed(run('two', many(2))))
    all.alone.push(await timed(run('alone', [])))
    all.sideBySide.push(await timedSideBySide([run('left', []), run('right', [])]))
  }
  const isSame = all.one.every(({ print }) => all.two.every((other) => other.print === print))
  const speeds = speedsOf(all)
  for (const line of linesOf(replications, turns, speeds)) console.log(line)
  if (!isSame) console.log('not the same report with one worker and with two')
  const told = { machine: facts, work, replications, meters, turns, ...speeds, isSame, runs: all }
  if (json !== undefined) writeFileSync(json, `${JSON.stringify(told, null, 2)}\n`)
  return isSame
}

function read(words) {
  try {
    const values = optionsOf(words, {
      work: { type: 'string', default: 'meters' },
      replications: { type: 'string', default: '16' },
      meters: { type: 'string', default: '100000' },
      turns: { type: 'string', default: '3' },
      json: { type: 'string' },
    })
    if (!(values.work in WORKS))
      throw new Error(`--work: expected one of ${Object.keys(WORKS).join(', ')}; found ${values.work}`)
    const whole = (name, least) => {
      const value = Number(values[name])
      if (Number.isInteger(value) && value >= least) return value
      throw new Error(`--${name}: expected a whole number from ${least}; found ${values[name]}`)
    }
    const numbers = { replications: whole('replications', 3), meters: whole('meters', 1000), turns: whole('turns', 1) }
    return { ...values, ...numbers }
  } catch (error) {
    console.error(error.message)
    process.exitCode = 2
    return undefined
  }
}
