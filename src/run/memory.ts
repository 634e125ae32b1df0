import { totalmem } from 'node:os'
import type { Deployment } from '../deployment/deployment.js'
import { InputError } from '../input/problems.js'
import { printSize } from '../input/units.js'

/** Node itself, the program and the catalogue. */
const BASE = 120e6
/** What a device takes for each of its scheduled reads (readings and windows), of which a meter has two. */
const A_DEVICE = 2 * (4 + 8 + 1 + 8)
/** A DAP: two directions of three links (columns, and its line in links.csv), and its packets and messages in flight. */
const A_DAP = 6 * 400 + 2000

/** About how much memory a run needs, in bytes: known before it starts, since nothing is allocated a message. */
export function memoryFor(deployment: Deployment): number {
  return BASE + deployment.layout.devices * A_DEVICE + deployment.layout.daps * A_DAP
}

/** Refuses a deployment that the machine cannot hold, instead of failing in the middle of it. */
export function refuseTooLarge(deployment: Deployment, available = totalmem()): void {
  const needed = memoryFor(deployment)
  if (needed <= available) return
  const position = deployment.source.position(['quantities', 'meters'])
  const devices = deployment.layout.devices
  const message = `${devices} meters need about ${printSize(needed, 3)} of memory, this machine has ${printSize(available, 3)}`
  throw InputError.of(position, message, 'a part of the territory, such as a thousandth, shows the same shares')
}
