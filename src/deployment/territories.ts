import { z } from 'zod'
import { found, share } from '../input/quantity.js'
import { printShare } from '../input/share.js'
import type { Profile } from '../srs/profile.js'

/** A part of the deployment with a profile of its own. */
export interface Territory {
  index: number
  /** Empty where the whole deployment is one. */
  name: string
  profile: Profile
  /** The part of everything that stands here, among the territories whose profile has the kind. */
  share: number
}

/**
 * `territories:` several profiles side by side. No one profile makes all payloads of the SRS apply, and "not all DAPs must
 * use the same" way to the head-end (SRS 4.19).
 */
export const territories = (profile: z.ZodType<string>) =>
  z
    .record(
      z.string().regex(/^[a-z0-9-]+$/),
      z.strictObject({
        profile: profile.meta({ description: 'Its deployment profile (SRS 4.20.3).' }),
        share: share().meta({
          description: 'Part of the DAPs and of all else that stands in this territory.',
        }),
      }),
      {
        error: (issue) => `expected names of a-z, 0-9 and -, each with profile and share; found ${found(issue.input)}`,
      },
    )
    .optional()
    .meta({ description: 'Profiles side by side, instead of profile: a name, its profile and its share for each.' })

/** So that each has a district at least, and still most of them go by the shares. */
export const MOST_TERRITORIES = 16

/** `ACvW`, or `ACvW (city, 60 %), ACvIW (country, 40 %)`. */
export function profilesInWords(territories: readonly Territory[]): string {
  if (territories.length === 1 && territories[0]!.name === '') return territories[0]!.profile.code
  return territories
    .map(({ name, profile, share: part }) => `${profile.code} (${name}, ${printShare(part)})`)
    .join(', ')
}
