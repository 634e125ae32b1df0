import { testPayloads } from './emitted.js'

testPayloads('islanded-storage', {
  'an island': `profile: ACvW + DCSIW
use-cases: [Islanded Distr. Cust. Storage]
quantities: { meters: { electric: { residential: 20 } }, feeder-devices: { storage: 2 } }
events: [{ at: 10:00, what: transformer-lost }, { at: 12:00, what: transformer-restored }]
`,
})
