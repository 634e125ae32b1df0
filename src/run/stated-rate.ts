import type { StatedRate } from '../check/how-often.js'
import type { Deployment } from '../deployment/deployment.js'
import type { Pick } from '../srs/range.js'
import { messagesPerDay, type Emission } from '../traffic/emission.js'
import { termsOf } from '../traffic/terms.js'

/**
 * How often the SRS has a root payload sent, in messages a day of all its senders: what the cell says, whatever figure of its
 * own the deployment puts in its place; where the SRS leaves the figure open, the assumption.
 */
export function statedRate(deployment: Deployment, emissions: readonly Emission[]): StatedRate {
  // The figures of the SRS are those of normal periods; busier ones are the deployment's own.
  const normal = { ...deployment, settings: { ...deployment.settings, 'operating-mode': 'normal' as const } }
  const at = (end?: Pick) => emissions.reduce((sum, one) => sum + messagesPerDay(asStated(normal, one, end)), 0)
  return { low: at('low'), high: at('high'), taken: at() }
}

/** At one end of the ranges, or where the deployment takes them. */
function asStated(deployment: Deployment, emission: Emission, end?: Pick): Emission {
  const applied = emission.applied[0]!
  const chosen = applied.choice['how-often']
  const pick = end ?? (typeof chosen === 'string' ? chosen : deployment.settings.choices.ranges)
  const stated = { ...applied, choice: { ...applied.choice, 'how-often': pick } }
  return { ...emission, terms: termsOf(deployment, stated, deviceOf(emission), emission.classes, emission.root) }
}

/** The actor whose devices take part. */
function deviceOf({ device, applied }: Emission): string | undefined {
  const { from, to } = applied[0]!.requirement
  if (device === 'sends') return from
  return device === 'receives' ? to : undefined
}
