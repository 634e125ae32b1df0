import { test } from 'vitest'
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

test.todo(
  'a reconfiguration step orders one device to operate, whatever its kind (4.4.1.7.3.1, 1 per Sub(x)): now one of each kind',
)
