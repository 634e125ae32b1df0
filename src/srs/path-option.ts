import type { AmiDecisions } from './ami-profile.js'
import { amiProfiles } from './ami-profile.js'

/** One of the six options of SRS 4.19 between CIS/Billing - Utility and a meter. */
export interface PathOption {
  number: number
  /** By the indices of the decisions: `1a + 2b + D1`. */
  decisions: string[]
  /** The profile without a REP and a home network that takes it. */
  profile: string
  /** Only option 5 is spelt out, with its three indices; the others follow from the order of table 5.4.1. */
  status: 'stated' | 'inferred'
}

interface Decision {
  index: string
  flows: readonly string[]
  status: PathOption['status']
  takes?: Partial<AmiDecisions>
}

/**
 * The decision indices of SRS 4.19: 1, CIS/Billing to AMI Head-End; 2, AMI Head-End to DAP; D, DAP to the meter. `5 = 1a + 2b
 * + D1` states three of them; 2b and 2c change places between the two prints of the expression (errata 4.19#1).
 */
export const decisionIndices: readonly Decision[] = [
  { index: '1a', flows: ['1Aa', '1B'], status: 'stated', takes: { cis: 'mdms' } },
  { index: '1b', flows: ['1Ab'], status: 'inferred', takes: { cis: 'direct' } },
  { index: '2a', flows: ['1Ca'], status: 'inferred', takes: { backhaul: 'W' } },
  { index: '2b', flows: ['1Cba', '1Cc'], status: 'stated', takes: { backhaul: 'IW' } },
  { index: '2c', flows: ['1Cba', '1Cb'], status: 'inferred', takes: { backhaul: 'IIW' } },
  { index: 'D1', flows: ['1D'], status: 'stated' },
  { index: 'D2', flows: ['1Dg'], status: 'inferred' },
  { index: 'D3', flows: ['1Dw'], status: 'inferred' },
]

/** Table 5.4.1 in its order: CIS direct and then by MDMS, each by WAN, gateway and WAN, gateway, Internet and WAN. */
const profiles = [...amiProfiles.values()].filter((one) => !one.rep && one.esi === undefined)

/** The option that a way is, walked from CIS/Billing or to it; undefined where it is none of the six. */
export function pathOption(way: readonly string[]): PathOption | undefined {
  const decided = decisionsOf(way) ?? decisionsOf(way.toReversed())
  if (decided?.length !== 3) return undefined
  const taken = Object.assign({}, ...decided.map((one) => one.takes)) as Partial<AmiDecisions>
  const i = profiles.findIndex((one) => one.cis === taken.cis && one.backhaul === taken.backhaul)
  if (i < 0) return undefined
  return {
    number: i + 1,
    decisions: decided.map((one) => one.index),
    profile: profiles[i].code,
    status: decided.every((one) => one.status === 'stated') ? 'stated' : 'inferred',
  }
}

/** The decisions that the flows are, one of each; undefined where they are something else. */
function decisionsOf(way: readonly string[]): Decision[] | undefined {
  const decided: Decision[] = []
  let left = way
  for (const question of ['1', '2', 'D']) {
    const answer = decisionIndices.find(
      ({ index, flows }) => index.startsWith(question) && flows.every((flow, i) => left[i] === flow),
    )
    if (answer === undefined) return undefined
    decided.push(answer)
    left = left.slice(answer.flows.length)
  }
  return left.length === 0 ? decided : undefined
}
