import { z } from 'zod'
import { found, duration, quantity } from '../input/quantity.js'
import { didYouMean } from '../input/nearest.js'
import type { EventKind } from '../srs/event-kind.js'
import { readProfile } from '../srs/profile.js'
import type { Share } from '../srs/share.js'
import { budgets } from './budgets.js'
import { campaigns } from './campaigns.js'
import { choices } from './choices.js'
import { delivery } from './delivery.js'
import { enrolment } from './enrolment.js'
import { events, whatsOf } from './events.js'
import { exercise, spontaneousEvents } from './exercise.js'
import { joining } from './joining.js'
import { networks } from './networks.js'
import { nodes } from './nodes.js'
import { openValues } from './open-values.js'
import { operatingMode } from './operating-mode.js'
import { prices } from './prices.js'
import { priorities } from './priorities.js'
import { count, quantities } from './quantities.js'
import { faults } from './random-faults.js'
import { security } from './security.js'
import { sessions } from './sessions.js'
import { readStart } from './start.js'
import { sweep } from './sweep.js'
import { territories } from './territories.js'
import { timing } from './timing.js'
import { warmUp } from './warm-up.js'
import { word } from './word.js'

/** The names that a deployment may use: they come from the catalogue, so the schema is made for one. */
export interface Names {
  profiles: readonly string[]
  useCases: readonly string[]
  shares: readonly Share[]
  eventKinds: readonly EventKind[]
}

/** A code that begins several is not decided; one that is near to none may be an AMI profile that lacks its other half. */
function profileHint(text: string, profiles: readonly string[]): string {
  const begun = profiles.filter((one) => one.startsWith(text) && !one.includes(' + '))
  if (text !== '' && begun.length > 1)
    return `"${text}" is ambiguous: ${begun.slice(0, 6).join(', ')}${begun.length > 6 ? ', …' : ''} begin so`
  const whole = profiles.find((one) => one.startsWith('ACvW + ') && one.endsWith(` + ${text}`))
  if (whole !== undefined)
    return `${text} uses an AMI network without saying how it is built: join it with an AMI profile, such as "${whole}"`
  return didYouMean(text, profiles)
}

/** Profiles that are known, of which a deployment cannot have two. */
function tooMany(text: string): string | undefined {
  const parts = text.split(' + ')
  const profile = readProfile(text)
  const isKnown = parts.length > 1 && parts.every((part) => 'value' in readProfile(part))
  return isKnown && 'problem' in profile ? profile.problem : undefined
}

/** The top level of a deployment. One file of this folder a key; this is only their list. */
export function deploymentSchema(names: Names) {
  const known = new Set(names.profiles)
  const wrong = ({ input }: { input?: unknown }) =>
    tooMany(String(input)) ??
    `expected a deployment profile, found ${found(input)}\n${profileHint(String(input), names.profiles)}`
  // There are nearly a thousand: an enumeration would make a pattern of them, which takes longer than to read a deployment.
  const profile = z
    .string({ error: wrong })
    .refine((code) => known.has(code), { error: wrong })
    .meta({ enum: [...names.profiles] })
  return z.strictObject({
    name: z
      .string({
        error: (issue) => `expected a name of a-z, 0-9 and -, such as quickstart; found ${found(issue.input)}`,
      })
      .regex(/^[a-z0-9-]+$/, { error: (issue) => `expected a name of a-z, 0-9 and -; found ${found(issue.input)}` })
      .meta({ description: 'Names the run; reports go to reports/<name>.' }),
    profile: profile
      .prefault('ACvW')
      .meta({ description: 'Deployment profile (SRS 4.20.3): which of the alternative paths messages take.' }),
    territories: territories(profile),
    'use-cases': z
      .array(word(names.useCases, 'a use case of the SRS'), {
        error: (issue) => `expected a list of use cases, such as [Meter Reading]; found ${found(issue.input)}`,
      })
      .superRefine((list, context) => {
        list.forEach((name, i) => {
          if (list.indexOf(name) === i) return
          context.addIssue({ code: 'custom', path: [i], message: `expected each use case once; found "${name}" again` })
        })
      })
      .min(1, 'expected at least one use case')
      .optional()
      .meta({
        description:
          'The use cases of the SRS that run, with those that they need (SRS 4.20.2); all that the profile has room for, where none is named.',
      }),
    duration: duration()
      .refine((value) => value > 0, 'expected a duration above zero')
      .prefault('1 day')
      .meta({ description: 'How long the run is, in simulated time.' }),
    'warm-up': warmUp,
    start: quantity(readStart, 'a local date and time, such as "2026-06-01 00:00"')
      .prefault('2026-01-01 00:00')
      .meta({ description: 'Local date and time at which the run starts; clock windows are local time.' }),
    seed: z
      .int({ error: (issue) => `expected a whole number; found ${found(issue.input)}` })
      .min(0, 'expected a number of at least 0')
      .max(4294967295, 'expected at most 4294967295')
      .prefault(1)
      .meta({ description: 'Seed of all random draws.' }),
    quantities,
    enrolment: enrolment(names.shares),
    populations: z
      .record(z.string(), count())
      .prefault({})
      .meta({ description: 'Sets the count of single populations of the SRS directly.' }),
    networks,
    nodes,
    joining,
    timing,
    priorities,
    delivery,
    sessions,
    security,
    effects: z
      .enum(['causal', 'stated'], { error: (issue) => `expected causal or stated; found ${found(issue.input)}` })
      .prefault('causal')
      .meta({ description: 'causal: every cause has its effect; stated: as often as the SRS states for the effect.' }),
    collection: z
      .enum(['push', 'poll'], { error: (issue) => `expected push or poll; found ${found(issue.input)}` })
      .prefault('push')
      .meta({
        description: 'Interval reads are pushed by the meters, or polled by one command a read.',
        source: 'SRS 4.10.4.4',
      }),
    events: events(names.eventKinds),
    campaigns: campaigns(names.eventKinds),
    faults,
    exercise: exercise(whatsOf(names.eventKinds)),
    'spontaneous-events': spontaneousEvents,
    'operating-mode': operatingMode,
    choices,
    budgets,
    prices,
    sweep,
    assumptions: openValues,
    volumetrics: z
      .strictObject({
        interface: z
          .tuple([z.string(), z.string()], { error: 'expected two actors, such as [DAPjm, 2-Way Meter - Electr]' })
          .meta({ description: 'The two neighbouring actors of which sgsim volumetrics speaks.' }),
      })
      .optional()
      .meta({ description: 'What sgsim volumetrics is asked when the command does not say.' }),
  })
}

export type Settings = z.output<ReturnType<typeof deploymentSchema>>
