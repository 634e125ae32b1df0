import { testPayloads } from './emitted.js'

testPayloads('outage-restoration', {
  'an outage': `use-cases: [ORM]
quantities: { meters: { electric: { residential: 100 } }, endpoints-per-dap: 1 }
events:
  - { at: 10:00, what: system-outage }
  - { at: 10:00, what: power-lost }
  - { at: 12:00, what: power-returned }
`,
})
