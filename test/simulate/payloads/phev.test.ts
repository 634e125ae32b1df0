import { testPayloads } from './emitted.js'

const VEHICLES = `profile: AHEMCvW
use-cases: [PHEV]
duration: 2 days
enrolment: { phev-connected: 100%, esi-in-meter: 100% }
quantities: { meters: { electric: { residential: 20 } }, esi: { in-meter: 10 }, han: { phev: 5 } }
`
/** All other networks lose nothing by default but for the NAN. */
const lossy = (network: string) => `networks: { nan: { loss: 0% }, ${network}: { loss: 99.9999999%, retries: 0 } }\n`

testPayloads('phev', {
  'at home': VEHICLES,
  'out of reach of its ESI': VEHICLES + lossy('han'),
  'out of reach of its DAP': VEHICLES + lossy('wan'),
  'without the back office': VEHICLES + lossy('enterprise').replace('nan: {', 'han: { loss: 0% }, nan: {'),
})
