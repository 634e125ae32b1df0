import { z } from 'zod'
import { bytes, duration, found, share } from '../input/quantity.js'
import { printShare } from '../input/units.js'
import { accessChecked, accessKeys, airtime, type AccessDefaults } from './contention-access.js'
import { linkBudgetSchema } from './link-budget.js'
import { linkLossSchema, lossForGood } from './link-loss.js'
import { decibels, density } from './radio-units.js'
import { technology } from './technology.js'

/**
 * As IEEE 802.15.4 has it for the FSK radios of smart utility networks, at 150 kbps: a preamble, delimiter and header of 8 bytes, a unit of
 * the time to turn around and to sense. But its retries, meant for short frames, are over before a long one next door is.
 */
const ACCESS: AccessDefaults = {
  access: 'csma',
  rate: '150 kbps',
  preamble: '427 us',
  'back-off-unit': '1053 us',
  'min-exponent': 5,
  'max-exponent': 8,
  'max-back-offs': 20,
  'after-busy': 'back-off',
  sensing: '53 us',
  turnaround: '1 ms',
  propagation: '0 us',
  slot: '100 ms',
  acknowledged: true,
  ack: '5 B',
  'ack-after': '1 ms',
  'ack-time-out': '5 ms',
  retries: 7,
  gap: '1 ms',
  channels: 1,
  header: '60 B',
  queue: '256 kB',
  source: 'IEEE Std 802.15.4-2020, SUN FSK',
  assumed: [
    'min-exponent',
    'max-exponent',
    'max-back-offs',
    'after-busy',
    'propagation',
    'slot',
    'ack-after',
    'ack-time-out',
    'retries',
    'gap',
    'channels',
    'header',
    'queue',
  ],
}

/** The part of the schema that a mesh adds: the keys of `networks: {<network>: {medium: mesh, …}}`. */
export function meshSchema() {
  const mesh = z
    .strictObject({
      medium: z.literal('mesh').meta({ description: 'How the network behaves: a multi-hop radio under one gateway.' }),
      technology: technology(),
      ...accessKeys(ACCESS),
      mtu: bytes().prefault('1500 B').meta({ description: 'The largest frame, its header included.' }),
      loss: linkLossSchema('2%'),
      hops: z
        .union([hopShares(), z.literal('by density')], { error: ({ input }) => hopsExpected(input) })
        .prefault(['40%', '30%', '20%', '10%'])
        .meta({
          description:
            'How far devices are from their gateway: shares of them at hop 1, 2, …; or `by density`, which derives it from `density` and `link-budget`.',
        }),
      density: density()
        .refine((value) => value > 0, 'expected a density above zero')
        .optional()
        .meta({ description: 'Devices on a square kilometre, with `hops: by density`.' }),
      'link-budget': linkBudgetSchema()
        .prefault({})
        .meta({ description: 'What the range of the radios follows from, with `hops: by density`.' }),
      uncovered: z
        .enum(['error', 'lost'], 'expected what becomes of devices out of range of everything: error or lost')
        .prefault('error')
        .meta({
          description:
            'What becomes of devices that nothing reaches: an error before the run, or their messages are lost.',
        }),
      'sensing-range': multiple(2.2).meta({
        description: 'How far a node hears that the channel is busy, as a multiple of the length of a hop.',
        source: 'ns-2: 550 m beside a range of 250 m',
      }),
      'interference-range': multiple(2.2).meta({
        description:
          'How far a node spoils what others receive at all, as a multiple of the length of a hop; nearer, it depends on `capture`.',
      }),
      capture: z
        .union([z.literal('none'), decibels()], {
          error: ({ input }) => `expected a ratio such as "10 dB", or none; found ${found(input)}`,
        })
        .prefault('10 dB')
        .meta({
          description:
            'How much stronger than another one a frame must be to be received all the same (by distance, at the path loss exponent of the link budget); none: it never is.',
          source: 'Xu, Gerla and Bae, GLOBECOM 2002; ns-2',
        }),
      hidden: share().prefault('5%').meta({
        description: 'Share of the pairs of nodes within the sensing range that do not hear each other all the same.',
      }),
      'other-gateways': z
        .enum(['interfere', 'apart'], 'expected what the devices of neighbouring gateways do: interfere or apart')
        .prefault('interfere')
        .meta({
          description: 'Whether devices of neighbouring gateways share the channel where they are near, or never meet.',
        }),
      're-route-after': duration().prefault('2 min').meta({
        description:
          'How long after it first noticed that its parent does not answer a node takes another one; only where nodes can fail.',
        source: 'none',
      }),
      're-home': z.boolean('expected true or false').prefault(true).meta({
        description:
          'Whether a node without a way to its own gateway takes a parent that belongs to a neighbouring one; only where nodes can fail.',
        source: 'none',
      }),
      routing: standing('100 B', '10 min', 'Routing traffic'),
      beacon: standing('60 B', '5 min', 'Beacons'),
      'time-sync': standing('40 B', '10 min', 'Time synchronisation'),
    })
    .refine(({ hops, density }) => hops !== 'by density' || density !== undefined, {
      path: ['density'],
      message: 'expected a density, such as "300 per km2", since the hops are by density',
      when: hopsAreRead,
    })
    .refine(({ hops, density }) => hops === 'by density' || density === undefined, {
      path: ['density'],
      message: 'a density has no effect where the hops are given; expected hops: by density beside it',
      when: hopsAreRead,
    })
  return accessChecked(mesh)
}

export type MeshSettings = z.output<ReturnType<typeof meshSchema>>

/** The share of packets that get through; how many hops there are by density only the placing of the devices says, so one is counted. */
export function survivalOnMesh(settings: MeshSettings): number {
  const { loss, acknowledged, retries, hops } = settings
  const between = settings['ack-time-out'] + airtime(settings, settings.mtu)
  const each = 1 - lossForGood(loss, acknowledged ? retries : 0, between)
  return hops === 'by density' ? each : hops.reduce((sum, nodes, i) => sum + nodes * each ** (i + 1), 0)
}

/** Compares the two also where another key of the mesh is wrong, so that all problems are reported in one go. */
const hopsAreRead = ({ value }: { value: unknown }): boolean => {
  const { hops, density } = value as { hops: unknown; density: unknown }
  // What could not be read still stands there as it was written.
  return (hops === 'by density' || isNumbers(hops)) && (density === undefined || typeof density === 'number')
}

const isNumbers = (value: unknown): value is number[] =>
  Array.isArray(value) && value.every((one) => typeof one === 'number')

const HOPS = 'expected the shares of the devices at hop 1, 2, …, such as [40%, 30%, 20%, 10%], or by density'

function hopsExpected(input: unknown): string {
  return `${HOPS}; found ${found(input)}`
}

function hopShares() {
  return z
    .array(share(), HOPS)
    .min(1, HOPS)
    .max(60, 'expected at most 60 hops')
    .refine((shares) => Math.abs(sumOf(shares) - 1) < 1e-9, {
      error: ({ input }) => `expected shares that sum to 100%: these sum to ${printShare(sumOf(input as number[]), 6)}`,
      when: ({ value }) => isNumbers(value) && value.length > 0,
    })
    .refine((shares) => gapIn(shares) < 0, {
      error: ({ input }) =>
        `expected devices at each hop before the last, to relay for those behind; found none at hop ${gapIn(input as number[]) + 1}`,
      when: ({ value }) => isNumbers(value) && value.length > 0,
    })
}

/** The first hop at which nobody is though somebody is beyond it; -1: there is none. */
function gapIn(shares: readonly number[]): number {
  const gap = shares.indexOf(0)
  return shares.slice(gap + 1).some((share) => share > 0) ? gap : -1
}

function sumOf(shares: readonly number[]): number {
  return shares.reduce((sum, one) => sum + one, 0)
}

function multiple(value: number) {
  const error = 'expected a multiple of the length of a hop from 1 to 10, such as 2.2'
  return z.number(error).min(1, error).max(10, error).prefault(value)
}

function standing(size: string, interval: string, what: string) {
  return z
    .strictObject({
      bytes: bytes()
        .prefault(size)
        .meta({ description: `${what}: bytes that each node sends at a time; 0 B for none.` }),
      interval: duration()
        .refine((value) => value > 0, 'expected an interval above zero')
        .prefault(interval)
        .meta({ description: `${what}: the time from one to the next, on the mean.` }),
    })
    .prefault({})
    .meta({ description: `${what} of each node: keeps the channel busy, on the mean, and spoils frames.` })
}
