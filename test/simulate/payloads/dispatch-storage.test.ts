import { testPayloads } from './emitted.js'

testPayloads(
  'dispatch-storage',
  {
    // One substation with a controller of its own; all batteries hang on its FAN gateway.
    'a day': `profile: ACvW + DDIsF
use-cases: [Dispatch Distr. Cust. Storage]
quantities: { meters: { electric: { residential: 10 } }, feeder-devices: { breaker: 2, storage: 3 } }
enrolment: { dac-substation: 100%, behind-fan-gateway: 100%, behind-substation-gateway: 100% }
events: [{ at: 05:00, what: dispatch-period }, { at: 22:00, what: charge-period }]
`,
  },
)
