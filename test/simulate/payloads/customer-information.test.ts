import { testPayloads } from './emitted.js'

testPayloads('customer-information', {
  'ten days': `profile: ARCvW
use-cases: [Cust. Info / Msgn'ng]
duration: 10 days
quantities: { meters: { electric: { residential: 20 } } }
enrolment: { rep: 30% }
`,
})
