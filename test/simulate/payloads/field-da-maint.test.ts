import { testPayloads } from './emitted.js'

const FEEDERS = `profile: DCSIW
use-cases: [Field DA Maint - Centralized Control]
quantities: { feeder-devices: { cap-bank: 2, regulator: 2, sensor: 4, switch: 3, recloser: 3 } }
enrolment: { fault-detector: 100% }
`

testPayloads('field-da-maint', {
  'an hour': `${FEEDERS}duration: 1 hour\n`,
  'a week': `${FEEDERS}duration: 7 days\n`,
  'a year': `${FEEDERS}duration: 365 days\n`,
})
