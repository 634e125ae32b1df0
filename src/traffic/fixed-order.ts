import type { NamedPlace } from '../deployment/feeders.js'
import type { DeviceClass } from '../deployment/layout.js'
import type { Territory } from '../deployment/territories.js'
import { hashName } from '../kernel/keyed.js'

/**
 * The key of the order in which the devices of a place are taken by all events about them, so that who is first to lose its power is first
 * to have it back.
 */
export function fixedOrder(
  seed: number,
  classes: readonly DeviceClass[],
  territory: Territory,
  where: NamedPlace | undefined,
): number {
  const place = where === undefined ? '' : ` in ${where.key} ${where.name}`
  return hashName(`${seed}/order of ${classes.map((one) => one.name).join()} ${territory.name}${place}`)
}
