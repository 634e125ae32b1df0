import type { Layout } from '../deployment/layout.js'
import type { Emission } from '../traffic/emission.js'

/**
 * The device that an effect is about, where its cause was about a device of another kind (an alarm of a storage device, of
 * which the meters near it are told): one beside it (deployment/companions), or else the one as far along among its own kind, so
 * that it stands in the same part of the territory. Where the cause was about none, one after the other.
 */
export function relatedDevice(layout: Layout, { classes }: Emission, device: number, serial: number): number {
  const own = classes[0]
  if (own === undefined) return device
  if (device < 0) return own.first + (serial % own.count)
  const from = layout.classOf(device)
  if (classes.includes(from)) return device
  const table = layout.companionsOf(from, own)
  const member = device - from.first
  return own.first + (table === undefined ? Math.floor((member * own.count) / from.count) : table[member]!)
}
