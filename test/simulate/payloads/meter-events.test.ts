import { testPayloads } from './emitted.js'

// Some meters in a thousand report something in a month: many meters, and little that they send.
testPayloads('meter-events', {
  'a year': `use-cases: [Meter Events]
duration: 365 days
quantities: { meters: { electric: { residential: 10000 }, gas: { residential: 10000 } } }
timing: { everything-else: poisson }
`,
})
