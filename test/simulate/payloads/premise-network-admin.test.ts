import { testPayloads } from './emitted.js'

const PROFILE = `profile: AHEMCvW
use-cases: [Premise Network Admin]
enrolment: { han-joined: 100% }
`

testPayloads('premise-network-admin', {
  devices: `${PROFILE}quantities: { meters: { electric: { residential: 20 } }, esi: { in-meter: 20 }, han: { ipd: 12 } }
events:
  - { at: 10:00, what: han-join, by: utility }
  - { at: 12:00, what: han-unjoin, by: utility }
`,
  // 12 thermostats × 2500 a year, by themselves: enough that 1 per 1000 is sure to fail.
  failing: `${PROFILE}quantities: { meters: { electric: { residential: 1 } }, esi: { in-meter: 1 }, han: { pct: 12 } }
duration: 365 days
spontaneous-events: true
assumptions: { x-joins: 2500 }
`,
})
