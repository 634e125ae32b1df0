/** The decisions of an AMI profile: SRS tables 5.4.1 and 5.4.2. */
export interface AmiDecisions {
  code: string
  /** Whether retail providers take part. */
  rep: boolean
  /** The energy service interfaces of the home area network; undefined where there is none. */
  esi: Esi | undefined
  /** How CIS reaches the AMI Head-End. */
  cis: 'direct' | 'mdms'
  /** How the AMI Head-End reaches its DAPs: WAN, gateway and WAN, or gateway, Internet and WAN. */
  backhaul: 'W' | 'IW' | 'IIW'
  prefers: readonly string[]
}

/** M: in the meter; U: the utility's own; 3: a third party's. */
export type Esi = 'M' | 'U' | '3' | 'M3' | 'U3'

const ESIS: readonly (Esi | undefined)[] = [undefined, 'M', 'U', '3', 'M3', 'U3']

/** Decision 1 of SRS 4.19: 1Ab is 1b, 1Aa + 1B is 1a. */
const CIS = { d: { cis: 'direct', flow: '1Ab' }, v: { cis: 'mdms', flow: '1Aa' } } as const

/** Decision 2: 1Cba stands in two alternatives, so only what follows it decides. 1Cc is the WAN behind the gateway. */
const BACKHAUL = { W: '1Ca', IW: '1Cc', IIW: '1Cb' } as const

/**
 * The 72 AMI profiles by code: with a REP or not, 6 kinds of home network, 2 ways to the head-end, 3 ways to the DAPs. The
 * SRS names 18 of them (tables 5.4.1 and 5.4.2); the others follow from the same letters.
 */
export const amiProfiles: ReadonlyMap<string, AmiDecisions> = new Map(
  [false, true].flatMap((rep) =>
    ESIS.flatMap((esi) =>
      (['d', 'v'] as const).flatMap((cis) =>
        (['W', 'IW', 'IIW'] as const).map((backhaul): [string, AmiDecisions] => {
          const code = `A${rep ? 'R' : ''}${esi ? `HE${esi}` : ''}C${cis}${backhaul}`
          const prefers = [CIS[cis].flow, BACKHAUL[backhaul]]
          return [code, { code, rep, esi, cis: CIS[cis].cis, backhaul, prefers }]
        }),
      ),
    ),
  ),
)
