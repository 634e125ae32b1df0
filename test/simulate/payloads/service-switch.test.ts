import { testPayloads } from './emitted.js'

const METERS = `use-cases: [Service Switch]
duration: 1000 days
quantities: { meters: { electric: { residential: 20 }, gas: { residential: 20 } } }
`
/** 20 meters × 1500 commands in a day: enough of them that 1 per 1000 is sure to come. */
const OFTEN = `${METERS.replace('1000 days', '1 day')}choices:
  requirements:
    4.15.4.1/SW_opr_cmd: { how-often: 1500 per day }
    4.15.4.6/valve_opr_cmd: { how-often: 1500 per day }
`

testPayloads('service-switch', {
  switches: METERS,
  questions: METERS,
  valves: METERS,
  failing: OFTEN,
  unreachable: `${METERS}networks: { nan: { loss: 99.9999999%, retries: 0 } }\n`,
})
