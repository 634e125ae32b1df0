import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { optionsOf } from './options.js'
import { figureOf } from './growth-figure.js'
import { growthOf } from './growth-fit.js'
import { tableOf } from './growth-table.js'
import { grown, rowOf, WORKS } from './growth-works.js'
import { ROOT } from './measured.js'
import { machine } from './speed-machine.js'
import { progress } from './progress.js'

/**
 * The same deployment with ever more meters: how time grows with messages, and memory with meters. `node bench/growth.js [--only
 * meters,city] [--least 1e4] [--most 1e7] [--hours 24] [--turns 3] [--json <file>] [--figure]`. With `--from <file>` it tells and draws
 * what was measured before. Figures to read: it fails (1) where a run does, never by a time.
 */
const SIZES = [1e4, 3e4, 1e5, 3e5, 1e6, 3e6, 1e7]
/** From there on minutes, of which one turn says enough. */
const LONG = 1e6
const FIGURE = join(ROOT, 'docs', 'performance', 'growth.svg')

const options = read(process.argv.slice(2))
if (options !== undefined) {
  const told = options.from === undefined ? measure(options) : JSON.parse(readFileSync(options.from, 'utf8'))
  if (options.from !== undefined) for (const work of told.works) print(work)
  if (options.figure) {
    mkdirSync(dirname(FIGURE), { recursive: true })
    writeFileSync(FIGURE, await figureOf(told.works))
    console.log(FIGURE)
  }
  if (told.works.some(({ rows }) => rows.some(({ failed }) => failed !== undefined))) process.exitCode = 1
}

function measure({ only, least, most, hours, turns, json }) {
  const told = { machine: machine(), works: [] }
  const { cores, cpu, memoryBytes, kernel, node, loadAverage } = told.machine
  const memory = (memoryBytes / 2 ** 30).toFixed(0)
  console.log(`${cores} × ${cpu}, ${memory} GiB, ${kernel}, Node ${node}; load ${loadAverage[0]}\n`)
  const sizes = SIZES.filter((meters) => meters >= least && meters <= most)
  for (const work of only) {
    const runs = sizes.map(() => [])
    // By turns, so that a machine that gets busy is unfair to no size.
    for (let turn = 0; turn < turns; turn++)
      for (const [i, meters] of sizes.entries()) {
        if (turn > 0 && (meters >= LONG || runs[i].at(-1).failed !== undefined)) continue
        progress(`${work}: ${meters} meters, turn ${turn + 1}`)
        runs[i].push(grown(work, meters, hours))
      }
    progress('')
    const rows = sizes.map((meters, i) => rowOf(meters, runs[i]))
    const growth = growthOf(rows.filter(({ failed }) => failed === undefined))
    told.works.push({ work, deployment: WORKS[work].deployment, hours, rows, growth })
    print(told.works.at(-1))
    // After each: who breaks off has those that ended.
    if (json !== undefined) writeFileSync(json, `${JSON.stringify(told, null, 2)}\n`)
  }
  return told
}

function print(work) {
  for (const one of tableOf(work)) console.log(one)
}

function read(words) {
  try {
    const values = optionsOf(words, {
      only: { type: 'string', default: Object.keys(WORKS).join() },
      least: { type: 'string', default: String(SIZES[0]) },
      most: { type: 'string', default: String(SIZES.at(-1)) },
      hours: { type: 'string', default: '24' },
      turns: { type: 'string', default: '3' },
      json: { type: 'string' },
      from: { type: 'string' },
      figure: { type: 'boolean', default: false },
    })
    const unknown = values.only.split(',').filter((one) => !Object.hasOwn(WORKS, one))
    if (unknown.length > 0)
      throw new Error(`--only: unknown: ${unknown.join(', ')} (there are ${Object.keys(WORKS).join(', ')})`)
    const numbers = ['least', 'most', 'hours', 'turns'].map((name) => [name, whole(name, values[name])])
    const { least, most } = Object.fromEntries(numbers)
    if (!SIZES.some((meters) => meters >= least && meters <= most))
      throw new Error(`--least ${values.least} --most ${values.most}: no size between (there are ${SIZES.join(', ')})`)
    return { ...values, ...Object.fromEntries(numbers), only: values.only.split(',') }
  } catch (error) {
    console.error(error.message)
    process.exitCode = 2
    return undefined
  }
}

function whole(name, text) {
  const value = Number(text)
  if (Number.isInteger(value) && value >= 1) return value
  throw new Error(`--${name}: expected a whole number from 1; found ${text}`)
}
