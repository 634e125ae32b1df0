import { testPayloads } from './emitted.js'

testPayloads('volt-var', {
  'a week': `profile: DCSIRsF
use-cases: [Volt/VAR - Centralized Control]
duration: 7 days
quantities: { feeder-devices: { cap-bank: 2, regulator: 2, sensor: 4, switch: 3, recloser: 3 } }
`,
})
