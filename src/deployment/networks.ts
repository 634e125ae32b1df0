import { z } from 'zod'
import { mediaSchema, type MediumSettings } from '../network/media.js'
import type { WireDefaults } from '../network/wire.js'

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
  fan: {
    ...lossless,
    rate: '250 kbps',
    delay: '20 ms',
    loss: '0.5%',
    retries: 3,
    'retry-after': '300 ms',
    queue: '256 kB',
  },
  substation: { ...lossless, rate: '100 Mbps', delay: '1 ms', queue: '1 MB' },
  han: {
    ...lossless,
    rate: '250 kbps',
    delay: '10 ms',
    loss: '1%',
    retries: 3,
    'retry-after': '100 ms',
    queue: '64 kB',
  },
  'customer-lan': { ...lossless, rate: '50 Mbps', delay: '2 ms', queue: '256 kB' },
  'public-mobile': {
    ...lossless,
    rate: '5 Mbps',
    delay: '60 ms',
    loss: '0.5%',
    retries: 3,
    'retry-after': '200 ms',
    queue: '1 MB',
  },
  'field-local': { ...lossless, rate: '1 Mbps', delay: '5 ms', queue: '4 MB' },
} satisfies Record<string, WireDefaults>

/** Which medium a network is made of must stand there when the schema is asked (`settledNetworks` fills it in). */
const network = (defaults: WireDefaults, description: string) =>
  mediaSchema(defaults).prefault({ medium: 'wire' }).meta({ description })

/** `networks:` what each network is made of. */
export const networks = z
  .strictObject({
    enterprise: network(DEFAULTS.enterprise, 'Between back-office actors: one link for each data flow.'),
    wan: network(
      DEFAULTS.wan,
      'From the head-end, its gateway or the SCADA front end to the field: one link for each DAP, gateway, substation or device.',
    ),
    internet: network(
      DEFAULTS.internet,
      'From a gateway to DAPs, third parties, homes and browsers over the internet: one link for each.',
    ),
    nan: network(
      DEFAULTS.nan,
      'From a DAP to its endpoints: one link for each DAP and data flow, shared by the endpoints of that kind.',
    ),
    fan: network(DEFAULTS.fan, 'From a FAN gateway to its feeder devices: one link for each gateway and data flow.'),
    substation: network(
      DEFAULTS.substation,
      'Inside a substation: one link for each substation, gateway or controller.',
    ),
    han: network(
      DEFAULTS.han,
      'Between the interface of a home and its devices: one link for each home and data flow.',
    ),
    'customer-lan': network(
      DEFAULTS['customer-lan'],
      "The customer's own network at home; no data flow crosses it so far.",
    ),
    'public-mobile': network(
      DEFAULTS['public-mobile'],
      'From a gateway to the browsers on the way: one link for each.',
    ),
    'field-local': network(
      DEFAULTS['field-local'],
      'From the field tool to the device that it is plugged into: one link for each kind of device.',
    ),
  })
  .prefault({})
  .meta({ description: 'What each network is made of. A link has these figures in each direction.' })

export type NetworkName = keyof z.output<typeof networks>
export const NETWORK_NAMES = Object.keys(networks.unwrap().shape) as NetworkName[]

export type NetworkSettings = MediumSettings
