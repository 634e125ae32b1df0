/** Numbers that are put in order: some half a millisecond. */
const NUMBERS = 8000
/** What that takes on the machine on which the constants of `run-cost.ts` were measured. */
const REFERENCE_MS = 0.56

/**
 * How long this machine takes for what that one did on which runs were measured, as a factor: by numbers that are put in order. Counted in
 * processor time, so that what else the machine does makes no difference; and by what V8 itself brings along compiled, so that it makes none
 * either how much of a program has been compiled by then, and by which V8.
 */
export function slowness(): number {
  return Math.min(inMs(), inMs(), inMs()) / REFERENCE_MS
}

function inMs(): number {
  const numbers = new Float64Array(NUMBERS)
  const before = process.cpuUsage()
  for (let i = 0; i < NUMBERS; i++) numbers[i] = (i * STEP) % NUMBERS
  numbers.sort()
  const { user, system } = process.cpuUsage(before)
  return (user + system) / 1000
}

/** Prime, so that they begin in disorder. */
const STEP = 7919
