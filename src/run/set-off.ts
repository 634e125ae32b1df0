import type { Deployment } from '../deployment/deployment.js'
import type { Emission, EmissionTerm } from '../traffic/emission.js'
import { circuitsIn } from '../traffic/terms.js'

/** Whether an event sets it off for many members together, and not for each at a time of its own. */
export function isSetOff({ event }: EmissionTerm): boolean {
  return event !== undefined && event.concerns !== 'member'
}

/** How many messages of an emission one occurrence sets off. */
export function messagesSetOff({ layout }: Deployment, { terms, territory, toAll }: Emission): number {
  const places = ({ event }: EmissionTerm) => (event!.concerns === 'place' ? circuitsIn(layout, territory) : 1)
  const each = (term: EmissionTerm) => (toAll ? 1 : (term.members * term.atOccurrence) / places(term))
  return terms.filter(isSetOff).reduce((sum, term) => sum + each(term), 0)
}
