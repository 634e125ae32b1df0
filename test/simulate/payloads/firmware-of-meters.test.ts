import { testPayloads } from './emitted.js'

const METERS = `use-cases: [Firmware / Program Update]
quantities:
  meters: { electric: { residential: 6 }, gas: { residential: 4 }, water: { residential: 3 } }
`
/** Two hours apart: the largest takes some minutes on its way. */
const toAll = (cast: string) => `${METERS}events:
  - { at: 02:00, what: firmware-update, of: metrology, cast: ${cast} }
  - { at: 04:00, what: program-update, of: metrology, cast: ${cast} }
  - { at: 06:00, what: firmware-update, of: nic, cast: ${cast} }
  - { at: 08:00, what: program-update, of: nic, cast: ${cast} }
`

testPayloads('firmware-of-meters', {
  // The figure of the cells is that of a year, and the event is that the year has come round for a meter.
  'a year': `${METERS}duration: 365 days\nspontaneous-events: true\n`,
  '200 days': `${METERS}duration: 200 days\n`,
  'to all': toAll('broadcast'),
  'to a group': toAll('multicast'),
})
