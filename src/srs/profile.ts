import { didYouMean } from '../input/nearest.js'
import { amiProfiles, type AmiDecisions } from './ami-profile.js'
import type { Cell } from './cell.js'
import { refuse } from './cell.js'
import { distributionProfiles, type DistributionDecisions } from './distribution-profile.js'

/** A set of deployment decisions under the name that SRS 4.20.3 gives it: `ACvIW`, `DCSIRsF`, `ARHEM3CvIW + DCSIRsF`. */
export interface Profile {
  code: string
  ami: AmiDecisions | undefined
  distribution: DistributionDecisions | undefined
  rep: boolean
  han: boolean
}

export { amiProfiles, distributionProfiles }

/** Every profile: each AMI one, each distribution one, and each pair of them (72 + 12 + 72 × 12 = 948). */
export function* allProfiles(): Generator<string> {
  yield* amiProfiles.keys()
  yield* distributionProfiles.keys()
  for (const ami of amiProfiles.keys())
    for (const distribution of distributionProfiles.keys()) yield `${ami} + ${distribution}`
}

export function readProfile(text: string): Cell<Profile> {
  const profile: Profile = {
    code: text,
    ami: undefined,
    distribution: undefined,
    rep: false,
    han: false,
  }
  let offset = 0
  for (const part of text.split(' + ')) {
    const ami = amiProfiles.get(part)
    const distribution = distributionProfiles.get(part)
    if (ami && profile.ami) return refuse('expected one AMI profile, found two: territories hold several', offset)
    if (distribution && profile.distribution) return refuse('expected one distribution profile, found two', offset)
    if (!ami && !distribution) return refuse(`expected a profile, found "${part}"; ${nearest(part)}`, offset)
    if (ami) profile.ami = ami
    if (distribution) profile.distribution = distribution
    offset += part.length + ' + '.length
  }
  const { ami } = profile
  return { value: { ...profile, rep: ami?.rep ?? false, han: ami?.esi !== undefined } }
}

function nearest(part: string): string {
  return didYouMean(part, [...amiProfiles.keys(), ...distributionProfiles.keys()])
}
