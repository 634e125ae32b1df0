import { testPayloads } from './emitted.js'

const CUSTOMERS = `profile: AHEMCvW
use-cases: [PrePay]
enrolment: { prepay: 50%, with-ipd: 50%, premise-browser: 50%, mobile-browser: 50% }
quantities: { meters: { electric: { residential: 20 } }, esi: { in-meter: 10 }, han: { ipd: 5 } }
`

testPayloads('prepay', {
  customers: `${CUSTOMERS}events:
  - { at: 09:00, what: prepay-enrolment, by: utility }
  - { at: 12:00, what: prepay-unenrolment, by: utility }
`,
  messages: `${CUSTOMERS}duration: 73 days\n`,
})
