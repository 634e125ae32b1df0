import { setImmediate } from 'node:timers/promises'
import type { Deployment } from '../deployment/deployment.js'
import type { Override } from '../input/overrides.js'
import { InputError, Problems } from '../input/problems.js'
import { refuseTooLarge } from '../run/memory.js'
import { refuseUnrunnable } from '../run/runnable.js'
import { overridesOf, pointInWords, type Sweep, type SweepPoint } from './sweep.js'

/** After so many different mistakes the others are not looked for. */
const MOST_PROBLEMS = 100

/** For so long points are checked before signals and progress get their turn. */
const SLICE_MS = 50

interface CheckOptions {
  onProgress?: (done: number) => void
  interrupted?: () => boolean
  /** False where they are not run on this machine: then its memory says nothing. */
  here?: boolean
}

/**
 * Checks points before any of them is run; what is wrong with several is told once, with the first of them. That a deployment cannot take a
 * profile is no mistake where profiles are tried (`profile`): that is what the sweep finds out. False when it was interrupted.
 */
export async function checkPoints(
  sweep: Sweep,
  numbers: Iterable<number>,
  withMore: (more: readonly Override[]) => Deployment,
  { onProgress, interrupted, here = true }: CheckOptions = {},
): Promise<boolean> {
  const problems = new Problems()
  const known = new Set<string>()
  let [done, took, runnable, first] = [0, performance.now(), 0, '']
  for (const number of numbers) {
    const point = sweep.point(number)
    const error = errorOf(point, withMore, here)
    if (error === undefined) runnable++
    else if (triesProfile(point) && errorOf(withoutProfile(point), withMore, here) === undefined)
      first ||= error.message
    else
      for (const { position, message, hint } of error.problems) {
        const key = JSON.stringify([position, message])
        if (known.has(key)) continue
        known.add(key)
        const where = `at point ${number} of ${sweep.count}: ${pointInWords(point)}`
        problems.add(position, message, hint === undefined ? where : `${hint}\n  ${where}`)
      }
    if (known.size >= MOST_PROBLEMS) problems.throwIfAny()
    done++
    if (performance.now() - took < SLICE_MS) continue
    onProgress?.(done)
    await setImmediate()
    if (interrupted?.()) return false
    took = performance.now()
  }
  problems.throwIfAny()
  if (done > 1 && runnable === 0 && first !== '')
    throw InputError.of(`--profiles`, 'the deployment can take none of these profiles', `the first: ${first}`)
  return true
}

function errorOf(
  point: SweepPoint,
  withMore: (more: readonly Override[]) => Deployment,
  here: boolean,
): InputError | undefined {
  try {
    const deployment = withMore(overridesOf(point))
    refuseUnrunnable(deployment)
    if (here) refuseTooLarge(deployment)
    return undefined
  } catch (error) {
    if (error instanceof InputError) return error
    throw error
  }
}

function triesProfile({ values }: SweepPoint): boolean {
  return values.some(({ override: { origin } }) => origin.startsWith('--profiles'))
}

function withoutProfile(point: SweepPoint): SweepPoint {
  return { ...point, values: point.values.filter((one) => one.path !== 'profile') }
}
