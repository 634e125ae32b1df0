import fc from 'fast-check'
import { stringify } from 'yaml'

const wire = (rates: string[]) =>
  fc.record({
    rate: fc.constantFrom(...rates),
    delay: fc.constantFrom('0 ms', '20 ms', '20 min'),
    loss: fc.constantFrom('0%', '0%', '5%', '60%'),
    retries: fc.integer({ min: 0, max: 3 }),
    'retry-after': fc.constantFrom('0 ms', '500 ms', '20 s'),
    mtu: fc.constantFrom('150 B', '1500 B'),
    queue: fc.constantFrom('1500 B', '4 kB', '1 MB'),
  })

/** Small deployments of every kind, as YAML: lossy, slow, with tiny queues, for a part of a day. */
export const randomDeployment = fc
  .record({
    profile: fc.constantFrom('ACdW', 'ACdIW', 'ACdIIW', 'ACvW', 'ACvIW', 'ACvIIW'),
    duration: fc.constantFrom('90 min', '5 h', '30 h'),
    start: fc.constantFrom('2026-06-01 00:00', '2026-06-01 11:40', '2026-06-01 17:30'),
    seed: fc.nat(1000),
    residential: fc.integer({ min: 1, max: 25 }),
    commercial: fc.nat(5),
    gas: fc.nat(8),
    water: fc.nat(3),
    daps: fc.integer({ min: 3, max: 20 }),
    nan: wire(['300 bps', '4 kbps', '100 kbps']),
    wan: wire(['4 kbps', '2 Mbps']),
    internet: wire(['4 kbps', '2 Mbps']),
    enterprise: wire(['100 kbps', '1 Gbps']),
    processing: fc.constantFrom('0 ms', '50 ms', '4 s'),
    effects: fc.constantFrom('causal', 'stated'),
    collection: fc.constantFrom('push', 'poll'),
    reads: fc.constantFrom('spread', 'aligned'),
    ranges: fc.constantFrom('low', 'mid', 'high'),
    prepay: fc.constantFrom('0%', '40%'),
  })
  .map((drawn) =>
    stringify({
      name: 'random',
      profile: drawn.profile,
      duration: drawn.duration,
      start: drawn.start,
      seed: drawn.seed,
      quantities: {
        meters: {
          electric: { residential: drawn.residential, commercial: drawn.commercial },
          gas: { residential: drawn.gas },
          water: { other: drawn.water },
        },
        'endpoints-per-dap': drawn.daps,
      },
      networks: { nan: drawn.nan, wan: drawn.wan, internet: drawn.internet, enterprise: drawn.enterprise },
      nodes: { meter: { processing: drawn.processing }, dap: { processing: drawn.processing } },
      effects: drawn.effects,
      collection: drawn.collection,
      timing: { 'scheduled-reads': drawn.reads },
      choices: {
        ranges: drawn.ranges,
        requirements: {
          '4.10.4.1/on-demand_Mtr-read_cmd': { 'how-often': '20 per day' },
          '4.15.4.1/SW_opr_cmd': { 'how-often': '10 per day' },
          '4.15.4.3/SW_state_cmd': { 'how-often': '5 per day', size: '2 kB' },
          '4.10.4.5/bulk_Mtr-read_resp-data': { size: '20 kB' },
        },
      },
      enrolment: { prepay: drawn.prepay },
    }),
  )
