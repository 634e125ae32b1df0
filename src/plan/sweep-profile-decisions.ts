import { readProfile, type Profile } from '../srs/profile.js'
import { noEnds, POINT_ENDS, type Ends } from './sweep-end.js'

/** How the points of many profiles ended, by each of the decisions that a profile is made of (SRS 4.20.3). */
export function endsByDecision(ends: ReadonlyMap<string, Ends>): (readonly [string, Ends])[] {
  const sums = new Map(DECISIONS.map(([words]) => [words, noEnds()]))
  for (const [code, one] of ends) {
    const read = readProfile(code)
    if (!('value' in read)) continue
    for (const [words, is] of DECISIONS) if (is(read.value)) add(sums.get(words)!, one)
  }
  return [...sums].filter(([, one]) => POINT_ENDS.some((end) => one[end] > 0))
}

type Decision = readonly [words: string, is: (profile: Profile) => boolean]

const DECISIONS: readonly Decision[] = [
  ['no retail providers', ({ ami }) => ami?.rep === false],
  ['with retail providers', ({ ami }) => ami?.rep === true],
  ['no home network', ({ ami }) => ami !== undefined && ami.esi === undefined],
  ['with a home network', ({ ami }) => ami?.esi !== undefined],
  ['CIS to head-end direct', ({ ami }) => ami?.cis === 'direct'],
  ['CIS to head-end via MDMS', ({ ami }) => ami?.cis === 'mdms'],
  ['to the DAPs: W', ({ ami }) => ami?.backhaul === 'W'],
  ['to the DAPs: IW', ({ ami }) => ami?.backhaul === 'IW'],
  ['to the DAPs: IIW', ({ ami }) => ami?.backhaul === 'IIW'],
  ['no distribution profile', ({ distribution }) => distribution === undefined],
  ['distribution over D-SCADA', ({ distribution }) => distribution?.network === 'D-SCADA'],
  ['distribution over AMI', ({ distribution }) => distribution?.network === 'AMI'],
]

function add(sum: Ends, ends: Ends): void {
  for (const end of POINT_ENDS) sum[end] += ends[end]
}
