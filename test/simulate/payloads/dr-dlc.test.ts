import { testPayloads } from './emitted.js'

const HOMES = `profile: AHEMCvW
use-cases: [DR-DLC]
enrolment: { drdlc-utility: 100%, han-utility: 100% }
quantities: { meters: { electric: { residential: 20 } }, esi: { in-meter: 20 }, han: { ipd: 8, pct: 10 } }
`

testPayloads('dr-dlc', {
  'asked one by one': `${HOMES}duration: 50 days\n`,
  'asked together': `${HOMES}events:
  - { at: 08:00, what: load-management, sender: LMS, cast: broadcast }
  - { at: 10:00, what: load-management, sender: DSM, cast: multicast }
  - { at: 12:00, what: load-shed, sender: DSM, cast: broadcast }
  - { at: 14:00, what: load-shed, sender: LMS, cast: multicast }
`,
  'asked to shed': `${HOMES.replace('ipd: 8', 'ipd: 50')}events: [{ at: 12:00, what: load-shed, cast: unicast }]\n`,
  // Enough meters that some are sure not to follow.
  'a town': `${HOMES.replace('residential: 20', 'residential: 3000')}events:
  - { at: 12:00, what: load-management, sender: LMS, cast: broadcast }
`,
})
