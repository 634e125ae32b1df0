import { MINUTE } from '../../kernel/time.js'
import type { Direction } from '../../network/links.js'
import type { Run } from '../../run/run.js'
import type { Happening } from './happenings.js'

/** What happened in each network over a part of a run: timeline.csv, drawn together to as many steps as can be seen. */
export interface Course {
  /** The part that is shown, in microseconds since the midnight before the start. */
  from: number
  to: number
  /** Microseconds of a step, and when the first begins. */
  step: number
  first: number
  devices: DevicesCourse[]
  lanes: LaneCourse[]
}

/** How many devices were up and joined, each time that it changed: by the end of the minute in which it did. */
export interface DevicesCourse {
  network: string
  changes: { time: number; up: number; joined: number }[]
}

/** By step: packets offered, lost, and at most waiting before the links and in nodes. */
export interface LaneCourse {
  network: string
  direction: Direction
  offered: Float64Array
  lost: Float64Array
  waiting: Float64Array
}

const STEPS = [1, 2, 5, 10, 15, 30, 60, 120, 240, 480, 1440].map((minutes) => minutes * MINUTE)
const MOST_STEPS = 240
/** So much before and after what happened is shown with it. */
const MARGIN = 0.15
const LEAST_MARGIN = 60 * MINUTE
/** What happened over so much of a run is shown with all of it. */
const NEARLY_ALL = 0.6

export function courseOf(run: Run, happenings: readonly Happening[]): Course {
  const { model, deployment } = run
  const { load, timeline } = model
  const { intervals } = load
  const devices = devicesOver(run)
  const times = [
    ...happenings.flatMap(({ at, until }) => [at, ...(until === undefined ? [] : [Math.min(until, deployment.end)])]),
    ...devices.flatMap(({ changes }) => changes.slice(1).map(({ time }) => time)),
  ]
  const { from, to } = shown(times, deployment.start, deployment.end)
  const step = STEPS.find((one) => one >= intervals.length && (to - from) / one <= MOST_STEPS) ?? STEPS.at(-1)!
  const first = Math.floor(from / step) * step
  const count = Math.ceil((to - first) / step)
  const lanes = load.lanes.map(({ network, direction }): LaneCourse => {
    const column = () => new Float64Array(count)
    return { network, direction, offered: column(), lost: column(), waiting: column() }
  })
  for (const { interval, lane, offered, lost, backlog, stored } of timeline.lines()) {
    const at = Math.floor((intervals.startOf(interval) - first) / step)
    if (at < 0 || at >= count) continue
    const of = lanes[lane]!
    of.offered[at]! += offered
    of.lost[at]! += lost.reduce((sum, one) => sum + one, 0)
    of.waiting[at] = Math.max(of.waiting[at]!, backlog + stored)
  }
  return { from, to, step, first, devices, lanes }
}

function devicesOver({ model, deployment }: Run): DevicesCourse[] {
  const { load, timeline } = model
  const found = new Map<string, DevicesCourse>()
  for (const { interval, lane, devices } of timeline.lines()) {
    if (devices === undefined) continue
    const { network } = load.lanes[lane]!
    const time = Math.min(deployment.end, load.intervals.startOf(interval) + load.intervals.length)
    const of = found.get(network) ?? { network, changes: [] }
    found.set(network, of)
    const last = of.changes.at(-1)
    if (last?.up === devices.up && last.joined === devices.joined) continue
    of.changes.push({ time: last === undefined ? deployment.start : time, ...devices })
  }
  return [...found.values()].filter(({ changes }) => changes.length > 1)
}

/** Around what happened; all of the run where that is most of it. */
function shown(times: readonly number[], start: number, end: number): { from: number; to: number } {
  if (times.length === 0) return { from: start, to: end }
  const [first, last] = times.reduce(([low, high], time) => [Math.min(low, time), Math.max(high, time)], [Infinity, -Infinity]) // prettier-ignore
  const margin = Math.max(LEAST_MARGIN, (last - first) * MARGIN)
  const [from, to] = [Math.max(start, first - margin), Math.min(end, last + margin)]
  return to - from >= (end - start) * NEARLY_ALL ? { from: start, to: end } : { from, to }
}
