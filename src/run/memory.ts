import { totalmem } from 'node:os'
import type { Deployment } from '../deployment/deployment.js'
import { neededMemory, tooLarge } from '../deployment/needed-memory.js'
import { InputError } from '../input/problems.js'

/** About how much memory a run needs, in bytes: known before it starts, since nothing is allocated a message. */
export function memoryFor(deployment: Deployment): number {
  return neededMemory(deployment)
}

/** Refuses a deployment that the machine cannot hold, instead of failing in the middle of it. */
export function refuseTooLarge(deployment: Deployment, available?: number): void {
  const problem = tooLarge(deployment, available)
  if (problem !== undefined) throw InputError.of(problem.position, problem.message, problem.hint)
}

/** In how many parts a run can be, beside that of the back office: each has a thread and a model of its own. */
export function partsInMemory(deployment: Deployment, available = totalmem()): number {
  return Math.floor(available / neededMemory(deployment)) - 1
}
