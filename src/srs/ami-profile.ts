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
}

/** M: in the meter; U: the utility's own; 3: a third party's. */
export type Esi = 'M' | 'U' | '3' | 'M3' | 'U3'

const ESIS: readonly (Esi | undefined)[] = [undefined, 'M', 'U', '3', 'M3', 'U3']

const CIS = { d: 'direct', v: 'mdms' } as const

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
          return [code, { code, rep, esi, cis: CIS[cis], backhaul }]
        }),
      ),
    ),
  ),
)
