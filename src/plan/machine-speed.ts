import { CalendarQueue } from '../kernel/calendar-queue.js'

/** Events that wait at once, and how many are handed out: some twenty milliseconds. */
const WAITING = 1000
const EVENTS = 25_000
/** What that takes on the machine on which the constants of `run-cost.ts` were measured. */
const REFERENCE_MS = 25

/**
 * How long this machine takes for what that one did on which runs were measured, as a factor: by the queue of events, which hands out the next event
 * and takes in one for it. Counted in processor time, so that what else the machine does makes no difference; always the same work,
 * its compilation included, since short runs have the same.
 */
export function slowness(): number {
  measured ??= measure()
  return measured
}

/** Once: the second time it would be compiled. */
let measured: number | undefined

function measure(): number {
  const before = process.cpuUsage()
  const queue = new CalendarQueue()
  for (let i = 0; i < WAITING; i++) queue.push((i * STEP) % WAITING, 0, i, 0, 0)
  for (let i = 0; i < EVENTS; i++) {
    queue.pop()
    queue.push(queue.time + 1 + ((i * STEP) % WAITING), 0, WAITING + i, 0, 0)
  }
  const { user, system } = process.cpuUsage(before)
  return (user + system) / 1000 / REFERENCE_MS
}

/** Prime, so that times are spread. */
const STEP = 7919
