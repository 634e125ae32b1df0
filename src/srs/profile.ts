import type { Cell } from './cell.js'
import { refuse } from './cell.js'

/** A set of deployment decisions under the name that SRS 4.20 gives it. */
export interface Profile {
  code: string
  rep: boolean
  han: boolean
  /** How CIS reaches the AMI Head-End. */
  cis: 'direct' | 'mdms'
  /** How the AMI Head-End reaches its DAPs: WAN, gateway and WAN, or gateway, Internet and WAN. */
  backhaul: 'W' | 'IW' | 'IIW'
  /** The data flows that tell the chosen alternatives of a path from the others. */
  prefers: ReadonlySet<string>
}

/** Decision 1 of SRS 4.19: 1Ab is 1b, 1Aa + 1B is 1a. */
const CIS = { d: { cis: 'direct', flow: '1Ab' }, v: { cis: 'mdms', flow: '1Aa' } } as const

/** Decision 2: 1Cba stands in two alternatives, so only what follows it decides. 1Cc is the WAN behind the gateway. */
const BACKHAUL = { W: '1Ca', IW: '1Cc', IIW: '1Cb' } as const

const AMI = /^AC(d|v)(IIW|IW|W)$/

/** SRS table 5.4.1: AMI without REP and without HAN. */
export const profiles: readonly string[] = ['ACdW', 'ACdIW', 'ACdIIW', 'ACvW', 'ACvIW', 'ACvIIW']

export function readProfile(text: string): Cell<Profile> {
  const match = AMI.exec(text)
  if (match === null) return refuse(`expected a profile, one of ${profiles.join(', ')}`, 0)
  const { cis, flow } = CIS[match[1] as 'd' | 'v']
  const backhaul = match[2] as 'W' | 'IW' | 'IIW'
  return {
    value: { code: text, rep: false, han: false, cis, backhaul, prefers: new Set([flow, BACKHAUL[backhaul]]) },
  }
}
