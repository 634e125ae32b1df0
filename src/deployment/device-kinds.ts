import { COUNTABLES, type Countable } from '../srs/population.js'
import type { Profile } from '../srs/profile.js'
import type { Quantities } from './quantities.js'

/** What devices hang on together. `none`: each has a way of its own. */
export type TreeKind = 'dap' | 'fan-gateway.field' | 'fan-gateway.substation' | 'substation' | 'none'

/** Everything that a deployment counts and that stands somewhere: at most 32 kinds, so that a set of them is the bits of one number. */
export type DeviceKind = Exclude<Countable, 'rep'>

export const DEVICE_KINDS: readonly DeviceKind[] = COUNTABLES.filter((one) => one !== 'rep')

/** Whether a profile has the kind at all. */
export function stands(kind: DeviceKind, { ami, distribution, han }: Profile): boolean {
  const [group] = kind.split('.')
  switch (group) {
    case 'electric':
    case 'gas':
    case 'water':
      return ami !== undefined
    case 'dap':
      return ami !== undefined || distribution?.way === 'via DAP'
    case 'han':
      return han
    case 'substation':
    case 'feeder':
      return distribution !== undefined
  }
  if (kind === 'esi.in-meter') return ami?.esi?.includes('M') ?? false
  if (kind === 'esi.utility') return ami?.esi?.includes('U') ?? false
  if (kind === 'esi.third-party') return ami?.esi?.includes('3') ?? false
  if (kind === 'fan-gateway.field') return distribution?.way === 'via field FAN gateway'
  if (kind === 'fan-gateway.substation') return distribution?.way === 'via substation FAN gateway'
  return true
}

/** What a kind hangs on under a profile. */
export function treesOf(kind: DeviceKind, { distribution }: Profile): TreeKind {
  const [group] = kind.split('.')
  if (kind === 'customer' || kind === 'esi.third-party') return 'none'
  if (kind === 'substation' || kind === 'feeder.breaker') return 'substation'
  if (kind === 'fan-gateway.field' || kind === 'fan-gateway.substation') return kind
  if (group !== 'feeder') return 'dap'
  switch (distribution?.way) {
    case 'via DAP':
      return 'dap'
    case 'via field FAN gateway':
      return 'fan-gateway.field'
    case 'via substation FAN gateway':
      return 'fan-gateway.substation'
    default:
      return 'none'
  }
}

/** How many of a kind the quantities speak of. DAPs follow from the endpoints of each territory. */
export function numberOf(kind: DeviceKind, quantities: Quantities): number {
  const { meters, esi, han, substations, customers } = quantities
  const [group, name] = kind.split('.')
  if (group === 'electric' || group === 'gas' || group === 'water') return meters[group][name as 'residential']
  if (group === 'esi') return esi[name as 'utility']
  if (group === 'han') return han[name as 'ipd']
  if (group === 'feeder') return quantities['feeder-devices'][name as 'sensor']
  if (group === 'fan-gateway') return gateways(quantities, name as 'field')
  if (kind === 'substation') return substations
  if (kind === 'customer') {
    const { residential, commercial, other } = meters.electric
    return customers === 'as electric meters' ? residential + commercial + other : customers
  }
  return 0
}

function gateways(quantities: Quantities, place: 'field' | 'substation'): number {
  const given = quantities['fan-gateways'][place]
  if (given !== 'by endpoints') return given
  // Breakers stand in the substations, on the RTU.
  const onFeeders = Object.entries(quantities['feeder-devices']).filter(([kind]) => kind !== 'breaker')
  const endpoints = onFeeders.reduce((sum, [, one]) => sum + one, 0)
  return Math.max(1, Math.ceil(endpoints / quantities['endpoints-per-fan-gateway']))
}
