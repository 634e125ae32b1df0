import { z } from 'zod'
import { wireSchema, type WireDefaults } from '../network/wire.js'

const lossless = { loss: '0%', retries: 0, 'retry-after': '10 ms', mtu: '1500 B', header: '60 B' }

/** The SRS names no technology, so every figure here is an assumption (listed in each report). */
const DEFAULTS = {
  enterprise: { ...lossless, rate: '1 Gbps', delay: '1 ms', queue: '10 MB' },
  wan: { ...lossless, rate: '2 Mbps', delay: '30 ms', queue: '1 MB' },
  internet: { ...lossless, rate: '10 Mbps', delay: '40 ms', queue: '1 MB' },
  nan: {
    rate: '100 kbps',
    delay: '20 ms',
    loss: '1%',
    retries: 3,
    'retry-after': '500 ms',
    mtu: '1500 B',
    header: '60 B',
    queue: '256 kB',
  },
} satisfies Record<string, WireDefaults>

const network = (defaults: WireDefaults, description: string) => wireSchema(defaults).prefault({}).meta({ description })

/** `networks:` what each network is made of. */
export const networks = z
  .strictObject({
    enterprise: network(DEFAULTS.enterprise, 'Between back-office actors: one link for each data flow.'),
    wan: network(DEFAULTS.wan, 'From the head-end (or its gateway) to the DAPs: one link for each DAP.'),
    internet: network(DEFAULTS.internet, 'From the gateway to the DAPs over the internet: one link for each DAP.'),
    nan: network(
      DEFAULTS.nan,
      'From a DAP to its meters: one link for each DAP and kind of meter, shared by its meters.',
    ),
  })
  .prefault({})
  .meta({ description: 'What each network is made of. A link has these figures in each direction.' })

export type NetworkName = keyof z.output<typeof networks>
export const NETWORK_NAMES = Object.keys(networks.unwrap().shape) as NetworkName[]
