import { testPayloads } from './emitted.js'

const METERS = `use-cases: [Meter Reading]
quantities:
  meters: { electric: { residential: 10, commercial: 10 }, gas: { residential: 10 }, water: { residential: 10 } }
`
const MONTH = `${METERS}duration: 40 days\n`

testPayloads('meter-reading', {
  'a week': `${METERS}duration: 7 days\n`,
  asked: MONTH,
  failing: `${METERS.replace(/, gas.*/, ' }')}choices: { requirements: { 4.10.4.1/on-demand_Mtr-read_cmd: { how-often: 1500 per day } } }\n`,
  unreachable: `${MONTH}networks: { nan: { loss: 99.9999999%, retries: 0 } }\n`,
})
