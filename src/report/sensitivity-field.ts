import type { Sensitivity } from '../run/sensitivity.js'
import { hangingOn, type HangsOn } from './hangs-on.js'

/** So many assumptions are named. */
const NAMED = 3

/** On what the verdicts hang, for the terminal. */
export function hangsOnField(sensitivity: Sensitivity): string {
  const hanging = hangingOn(sensitivity)
  const { runs, varied, refused, notVaried, readings } = countsOf(sensitivity)
  const most = hanging.slice(0, NAMED).map(({ name, requirements }) => `${name} (${inWords(requirements)})`)
  const others = hanging.length > NAMED ? `, and ${hanging.length - NAMED} more` : ''
  const what = hanging.length === 0 ? 'nothing: no verdict changes' : most.join(', ') + others
  const cannot = refused === 0 ? '' : ` (${refused} more that it cannot have)`
  const robust = `${varied - hanging.length} of ${varied} values are robust, at ${runs} ends${cannot}`
  return `${what}; ${robust}; not varied are ${notVaried} others and ${readings} readings of the SRS: see sensitivity.csv`
}

function inWords({ verdict, certainty, applicability }: HangsOn['requirements']): string {
  const parts = [
    verdict > 0 && `${verdict} from pass to fail or back`,
    certainty > 0 && `${certainty} to or from undecided`,
    applicability > 0 && `${applicability} that come or go`,
  ]
  return parts.filter((part) => part !== false).join(', ')
}

/** For a machine; undefined where nobody asked. */
export function sensitivityJson(sensitivity: Sensitivity | undefined): object | undefined {
  if (sensitivity === undefined) return undefined
  const hanging = hangingOn(sensitivity)
  const { runs, varied, refused, notVaried, readings } = countsOf(sensitivity)
  return {
    runs,
    refused,
    varied,
    robust: varied - hanging.length,
    notVaried,
    readings,
    hangsOn: hanging.map(({ name, requirements }) => ({ assumption: name, ...requirements })),
  }
}

function countsOf({ values, readings }: Sensitivity) {
  const ends = values.flatMap((one) => one.ends)
  const refused = ends.filter(({ cannot }) => cannot !== undefined).length
  // One of which the deployment can have no end is not varied either.
  const varied = values.filter((one) => one.ends.some(({ cannot }) => cannot === undefined)).length
  return { runs: ends.length - refused, refused, varied, notVaried: values.length - varied, readings }
}
