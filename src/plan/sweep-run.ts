import { InputError } from '../input/problems.js'
import { Interrupted } from '../run/replications.js'
import { writePoint, valuesOf } from './sweep-files.js'
import type { SweepIdentity } from './sweep-identity.js'
import type { PointRunner } from './sweep-runners.js'
import { overridesOf, type Sweep } from './sweep.js'

interface SweepRunOptions {
  onProgress?: (done: number) => void
  interrupted?: () => boolean
}

/** How often a signal is looked at while points run. */
const LOOK_MS = 100

/** Runs points, each into its file as soon as it has ended; false when it was interrupted: those that have ended stay. */
export async function runPoints(
  folder: string,
  sweep: Sweep,
  identity: SweepIdentity,
  numbers: Iterable<number>,
  runner: PointRunner,
  { onProgress, interrupted = () => false }: SweepRunOptions = {},
): Promise<boolean> {
  const next = numbers[Symbol.iterator]()
  let done = 0
  let stopped = false
  const stop = () => {
    stopped = true
    void runner.close()
  }
  const watch = setInterval(() => {
    if (interrupted()) stop()
  }, LOOK_MS)
  const oneAfterTheOther = async () => {
    for (let { value, done: none } = next.next(); !none && !stopped; { value, done: none } = next.next()) {
      const point = sweep.point(value as number)
      const outcome = await runner.run(overridesOf(point))
      if ('refused' in outcome) throw new InputError(outcome.refused)
      writePoint(folder, { identity, point: point.number, values: valuesOf(point), outcome })
      onProgress?.(++done)
    }
  }
  try {
    await Promise.all(Array.from({ length: runner.atOnce }, oneAfterTheOther))
    return !stopped
  } catch (error) {
    if (error instanceof Interrupted) return false
    throw error
  } finally {
    stopped = true
    clearInterval(watch)
    await runner.close()
  }
}
