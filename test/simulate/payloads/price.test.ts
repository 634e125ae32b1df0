import { testPayloads } from './emitted.js'

const HOMES = `profile: AHEMCvW
use-cases: [Price]
enrolment: { tou-utility: 100%, rtp-utility: 100%, cpp-utility: 100% }
quantities: { meters: { electric: { residential: 20 } }, esi: { in-meter: 20 }, han: { ipd: 8, pct: 10 } }
`

testPayloads('price', {
  'told one by one': `${HOMES}duration: 50 days\n`,
  'told together': `${HOMES}events:
  - { at: 08:00, what: price-change, program: TOU, sender: LMS, cast: broadcast }
  - { at: 09:00, what: price-change, program: TOU, sender: DSM, cast: multicast }
  - { at: 10:00, what: price-change, program: RTP, sender: LMS, cast: broadcast }
  - { at: 11:00, what: price-change, program: RTP, sender: DSM, cast: multicast }
  - { at: 12:00, what: price-change, program: CPP, sender: LMS, cast: broadcast }
  - { at: 13:00, what: price-change, program: CPP, sender: DSM, cast: multicast }
`,
})
