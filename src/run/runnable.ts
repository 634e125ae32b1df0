import type { Deployment } from '../deployment/deployment.js'
import { InputError } from '../input/problems.js'
import { appliedRequirements } from '../traffic/applied.js'
import { checkLegs } from '../traffic/check-legs.js'

/** Refuses what can be loaded but not run, whatever the machine. */
export function refuseUnrunnable(deployment: Deployment): void {
  refuseEmpty(deployment)
  checkLegs(deployment, appliedRequirements(deployment).applied)
}

/** Without a device nothing can fail: a forgotten key must not look like a network that holds. */
function refuseEmpty({ layout, source }: Deployment): void {
  if (layout.endpoints > 0) return
  const hint = 'for example quantities: { meters: { electric: { residential: 1000 } } }'
  throw InputError.of(
    source.position(['quantities', 'meters']),
    'expected at least one meter or other device, found none',
    hint,
  )
}
