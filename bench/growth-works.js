import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { median } from './median.js'
import { ROOT } from './measured.js'

/** Deployments that have any number of meters. */
export const WORKS = {
  // Two messages an hour for each meter, as bench:peers has it: messages in proportion to meters.
  meters: {
    deployment: 'bench/peers/speed/meters.yaml',
    options: ['--payloads', 'bench/peers/speed/payloads'],
    sets: (meters) => [`quantities.meters.electric.residential=${meters}`],
  },
  // What the SRS asks for of a city.
  city: {
    deployment: 'scenarios/city-1m.yaml',
    options: [],
    sets: (meters) => [
      `quantities.meters.electric.residential=${Math.round(0.9 * meters)}`,
      `quantities.meters.electric.commercial=${meters - Math.round(0.9 * meters)}`,
    ],
  },
}

/** What a run of a work at a size took, in a process of its own, to the written report; `failed` where it did not end well. */
export function grown(work, meters, hours) {
  const { deployment, options, sets } = WORKS[work]
  const folder = mkdtempSync(join(tmpdir(), 'sgsim-growth-'))
  try {
    const report = join(folder, 'report')
    const all = [...sets(meters), `duration=${hours} hr`].flatMap((one) => ['--set', one])
    const words = ['bin/sgsim.js', 'run', deployment, ...options, '--quiet', '--out', report, ...all]
    const { status, stderr } = spawnSync(process.execPath, words, {
      cwd: ROOT,
      encoding: 'utf8',
      stdio: ['ignore', 'ignore', 'pipe'],
    })
    if (status !== 0 && status !== 1) return { failed: `ended with ${status}: ${stderr.trim().split('\n').at(0)}` }
    const { wallS, events, memoryPeakBytes } = JSON.parse(readFileSync(join(report, 'timing.json'), 'utf8'))
    const { counts } = JSON.parse(readFileSync(join(report, 'run.json'), 'utf8'))
    return { wallS, events, messages: counts.messagesSent, links: counts.links, peakBytes: memoryPeakBytes }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** The row of a size: the medians of its turns, each stage by itself; or why there is none. */
export function rowOf(meters, runs) {
  const ended = runs.filter(({ failed }) => failed === undefined)
  const failed = runs.find((one) => one.failed !== undefined)?.failed
  if (failed !== undefined) return { meters, runs: ended, failed }
  const [{ messages, events, links, wallS }] = runs
  if (runs.some((run) => run.messages !== messages || run.events !== events))
    return { meters, runs, failed: 'not the same messages and events in every turn' }
  const total = (stages) => Object.values(stages).reduce((sum, seconds) => sum + seconds, 0)
  const medians = Object.keys(wallS).map((stage) => [stage, median(runs.map((run) => run.wallS[stage]))])
  return {
    meters,
    runs,
    messages,
    events,
    links,
    wallS: Object.fromEntries(medians),
    totalS: median(runs.map((run) => total(run.wallS))),
    peakBytes: median(runs.map(({ peakBytes }) => peakBytes)),
  }
}
