import { testPayloads } from './emitted.js'

const METERS = `use-cases: [Service Switch]
duration: 1000 days
quantities: { meters: { electric: { residential: 20 }, gas: { residential: 20 } } }
`
/** 20 meters × 1000 commands in a day: enough of them that 1 per 1000 is sure to come. */
const OFTEN = METERS.replace('1000 days', '1 day')

testPayloads('service-switch', {
  switches: METERS,
  cancelled: METERS,
  failing: `${OFTEN}choices: { requirements: { 4.15.4.1/SW_opr_cmd: { how-often: 1000 per day } } }\n`,
})
