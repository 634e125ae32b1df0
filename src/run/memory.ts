import { totalmem } from 'node:os'
import type { Deployment } from '../deployment/deployment.js'
import { InputError } from '../input/problems.js'
import { printDuration, printSize } from '../input/units.js'
import { HOUR } from '../kernel/time.js'

/** Node itself, the program and the catalogue. */
const BASE = 120e6
/** What a device takes for each of its scheduled reads (readings, windows, and how many of its payloads met each), of which a meter has two. */
const A_DEVICE = 2 * (4 + 8 + 1 + 8 + 6)
/** A DAP: two directions of three links (columns, and its line in links.csv), and its packets and messages in flight. */
const A_DAP = 6 * 400 + 2000

/** An hour of the run: four figures for each network and direction, and their lines in hourly.csv. */
const AN_HOUR = 10 * (4 * 8 + 200)

/** About how much memory a run needs, in bytes: known before it starts, since nothing is allocated a message. */
export function memoryFor(deployment: Deployment): number {
  const { layout, settings } = deployment
  return BASE + layout.meters * A_DEVICE + layout.daps * A_DAP + (settings.duration / HOUR) * AN_HOUR
}

/** Refuses a deployment that the machine cannot hold, instead of failing in the middle of it. */
export function refuseTooLarge(deployment: Deployment, available = totalmem()): void {
  const needed = memoryFor(deployment)
  if (needed <= available) return
  const memory = `${printSize(needed, 3)} of memory, this machine has ${printSize(available, 3)}`
  const { layout, settings, source } = deployment
  if ((settings.duration / HOUR) * AN_HOUR > needed / 2) {
    const message = `${printDuration(settings.duration)} hour by hour need about ${memory}`
    throw InputError.of(
      source.position(['duration']),
      message,
      'a shorter run, with other seeds, shows the same shares',
    )
  }
  const message = `${layout.meters} meters need about ${memory}`
  const hint = 'a part of the territory, such as a thousandth, shows the same shares'
  throw InputError.of(source.position(['quantities', 'meters']), message, hint)
}
