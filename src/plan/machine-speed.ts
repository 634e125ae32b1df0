import { CalendarQueue } from '../kernel/calendar-queue.js'

/** Events that wait at once, and how many are handed out: some two milliseconds. */
const WAITING = 1000
const EVENTS = 2000
/** What that takes on the machine on which the constants of `run-cost.ts` were measured. */
const REFERENCE_MS = 1.8

/**
 * How long this machine takes for what that one did on which runs were measured, as a factor: by the queue of events, which hands out the next event
 * and takes in one for it. Counted in processor time, so that what else the machine does makes no difference; always the same work,
 * hardly any of it compiled (cli/validate-command sees to that), since when that happens is a matter of chance.
 */
export function slowness(): number {
  measured ??= measure()
  return measured
}

/** Once: the second time it would be compiled. */
let measured: number | undefined

/** The quickest of three: threads that collect garbage count too, where there is some. */
function measure(): number {
  return Math.min(inMs(), inMs(), inMs()) / REFERENCE_MS
}

function inMs(): number {
  const before = process.cpuUsage()
  const queue = new CalendarQueue()
  for (let i = 0; i < WAITING; i++) queue.push((i * STEP) % WAITING, 0, i, 0, 0)
  for (let i = 0; i < EVENTS; i++) {
    queue.pop()
    queue.push(queue.time + 1 + ((i * STEP) % WAITING), 0, WAITING + i, 0, 0)
  }
  const { user, system } = process.cpuUsage(before)
  return (user + system) / 1000
}

/** Prime, so that times are spread. */
const STEP = 7919
