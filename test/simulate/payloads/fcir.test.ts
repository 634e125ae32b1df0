import { expect, test } from 'vitest'
import { appliedRequirements } from '../../../src/traffic/applied.js'
import { messagesPerDay } from '../../../src/traffic/emission.js'
import { emissionsOf } from '../../../src/traffic/emissions.js'
import { deploymentOf } from '../../deployment/fixture.js'
import { testPayloads } from './emitted.js'

testPayloads('fcir', {
  // One breaker is one circuit, and all its devices take part in each step; they are of one kind but for the breaker.
  'a fault': `profile: DCSIW
use-cases: [FCIR - DMS]
quantities: { feeder-devices: { breaker: 1, recloser: 3 } }
enrolment: { isolates-zone: 100%, reconfigures-circuit: 100%, locked-out: 100% }
events: [{ at: 12:00, what: fault }]
`,
})

// Errata 4.4.1.7.3#4: `1 per | Sub(x) per | x circuit reconfig step event` is one order a step, shared by the pairs.
test('a reconfiguration step orders one device to operate, whatever its kind', () => {
  const deployment = deploymentOf(`name: a
profile: DCSIW
use-cases: [FCIR - DMS]
quantities: { feeder-devices: { breaker: 4, recloser: 12, switch: 20 } }
`)
  const emissions = emissionsOf(deployment, appliedRequirements(deployment).applied)
  const orders = emissions.filter(
    ({ root, applied, terms }) =>
      root &&
      applied[0]!.requirement.payload.name === 'circuit_device_oper_cmd' &&
      terms.some((term) => term.event?.what === 'reconfiguration-step'),
  )
  expect(orders.length).toBeGreaterThan(1)
  // Four circuits (breakers), a fault a year on each (payloads/event-kinds.csv).
  const aYear = 365 * orders.reduce((sum, one) => sum + messagesPerDay(one), 0)
  expect(aYear).toBeCloseTo(4, 9)
})
