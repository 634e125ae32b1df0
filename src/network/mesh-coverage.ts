import { printShare } from '../input/units.js'
import type { Membership } from './medium.js'
import { GatewayGrid } from './gateway-grid.js'
import { MeshLayout, type MeshCoverage, type MeshSpread } from './mesh-layout.js'

/** What of a mesh must be known to say which devices it reaches. */
export interface MeshReach extends MeshSpread {
  uncovered: 'error' | 'lost'
}

/** What is wrong with where the devices of a mesh stand, and what would mend it. */
export interface MeshFault {
  /** The key that says it. */
  key: 'medium' | 'density'
  message: string
  hint: string
}

/** How far the devices of a mesh will be from their gateways, and how many out of reach: the very places that a run with this seed has. */
export function meshCoverage(mesh: MeshSpread, seed: number, membership: Membership): MeshCoverage {
  return new MeshLayout(mesh, seed, membership).coverage()
}

/**
 * Looks for what a mesh cannot be: one without gateways, or with devices out of range of everything where the deployment does not allow it.
 */
export function meshFault(mesh: MeshReach, seed: number, membership: Membership): MeshFault | undefined {
  if (new GatewayGrid(membership).gateways.length === 0)
    return {
      key: 'medium',
      message: 'a mesh needs gateways with devices behind them; nothing on this network has one',
      hint: 'a DAP is one to its meters, a FAN gateway to its feeder devices',
    }
  // Where the hops are given, each device has one.
  if (mesh.hops !== 'by density') return undefined
  const { devices, uncovered } = meshCoverage(mesh, seed, membership)
  if (uncovered === 0 || mesh.uncovered === 'lost') return undefined
  const share = printShare(uncovered / devices, 2)
  return {
    key: 'density',
    message: `${uncovered} of ${devices} devices (${share}) are out of range of everything`,
    hint: `${whatMends(mesh, seed, membership)}; "uncovered: lost" runs it as it is and loses their messages`,
  }
}

/** The least whole number of dB with which all are reached, found by halving. */
function whatMends(mesh: MeshReach, seed: number, membership: Membership): string {
  const budget = mesh['link-budget']
  const covers = (more: number) => {
    const better = { ...mesh, 'link-budget': { ...budget, 'antenna-gains': budget['antenna-gains'] + more } }
    return meshCoverage(better, seed, membership).uncovered === 0
  }
  let high = 1
  while (high < MOST_DECIBELS && !covers(high)) high *= 2
  if (high >= MOST_DECIBELS) return 'even a link budget with 32 dB more does not reach all'
  let low = high / 2
  while (high - low > 1) {
    const middle = (low + high) >> 1
    if (covers(middle)) high = middle
    else low = middle
  }
  return `a link budget with ${high} dB more reaches all of them`
}

const MOST_DECIBELS = 64
