import { testPayloads } from './emitted.js'

const GEAR = `profile: AHEMCvW + DCSIfF
use-cases: [Firmware / Program Update]
quantities:
  meters: { electric: { residential: 30 } }
  endpoints-per-dap: 10
  esi: { in-meter: 5 }
  feeder-devices: { regulator: 2, cap-bank: 3 }
  fan-gateways: { field: 4 }
`

testPayloads('firmware-of-gear', {
  'a year': `${GEAR}duration: 365 days\n`,
  'a visit': `${GEAR}events: [{ at: 10:00, what: firmware-update, of: esi, cast: field-tool }]\n`,
  'to all': `${GEAR}events:
  - { at: 02:00, what: firmware-update, of: esi, cast: broadcast }
  - { at: 10:00, what: firmware-update, of: esi, cast: multicast }
`,
  'a program': `${GEAR}events: [{ at: 10:00, what: program-update, of: feeder-device, cast: unicast }]\n`,
})
