import { z } from 'zod'
import { didYouMean } from '../input/nearest.js'
import { bytes, duration, rate, share } from '../input/quantity.js'
import { known } from './known-keys.js'
import { linkLossSchema } from './link-loss.js'
import { powerSaveSchema } from './power-save.js'
import { randomAccessSchema } from './random-access.js'
import { areShares, coverageFault, coverageSchema, type CoverageSettings } from './rate-classes.js'
import { technology } from './technology.js'

const RETRIES = 'expected a whole number of retries from 0 to 100, such as 4'
const ENDPOINTS = 'expected a whole number of endpoints from 1 to 10000000, such as 1000'
const ACCESS = ['random', 'granted'] as const

/**
 * The part of the schema that a sector adds: the keys of `networks: {<network>: {medium: sector, …}}`. What is not said is an LTE-M cell:
 * one narrow band of six resource blocks (3GPP TS 36.300, 5.3).
 */
export function sectorSchema(): ReturnType<typeof made> {
  return (once ??= made())
}

/** Ten networks may be made of it: to make it takes longer than to use it. */
let once: ReturnType<typeof made> | undefined

function made() {
  return z
    .strictObject({
      medium: z.literal('sector').meta({
        description:
          'How the network behaves: base stations, each with many endpoints that share its capacity (cellular, point to multipoint).',
      }),
      technology: technology(),
      'rate-down': positiveRate(
        'Bits per second of the base station to all its endpoints together, in the best class of coverage.',
      ),
      'rate-up': positiveRate(
        'Bits per second of all endpoints of a base station together, in the best class of coverage.',
      ),
      'endpoints-per-sector': z.int(ENDPOINTS).min(1, ENDPOINTS).max(10_000_000, ENDPOINTS).prefault(1000).meta({
        description:
          'How many endpoints share a base station where the network leads straight to them from the back office; elsewhere the DAP or gateway is the base station.',
      }),
      coverage: coverageSchema()
        .prefault([
          { share: '70%', 'rate-factor': 1 },
          { share: '25%', 'rate-factor': 0.3 },
          { share: '5%', 'rate-factor': 0.05 },
        ])
        .meta({
          description:
            'Classes of coverage: what share of the endpoints in range has what part of the rate, for good; 100% together.',
        }),
      'out-of-range': share()
        .refine((value) => value < 1, 'expected a share below 100%: a base station that reaches nobody carries nothing')
        .prefault('0%')
        .meta({
          description:
            'Share of all endpoints that no base station reaches; the classes of `coverage` share the others.',
        }),
      delay: duration().prefault('5 ms').meta({
        description: 'Time over the air and in the coding, beyond the transmission.',
        source: '3GPP TR 36.912, B.2: about 5 ms one way',
      }),
      access: z
        .enum(ACCESS, {
          error: ({ input }) => `expected a way of access: ${ACCESS.join(', ')}\n${didYouMean(String(input), ACCESS)}`,
        })
        .prefault('random')
        .meta({
          description:
            'Whether an endpoint that was silent contends with others to be heard (random), or is always known (granted).',
        }),
      'random-access': randomAccessSchema()
        .prefault({})
        .meta({ description: 'How endpoints ask to be heard; of access: random.' }),
      'set-up': duration().prefault('100 ms').meta({
        description: 'From the answer to an endpoint that asked until data can be sent.',
        source: '3GPP TR 25.913, 6.2.1: under 100 ms',
      }),
      grant: duration().prefault('10 ms').meta({
        description: 'How long an endpoint that is known waits for leave to send before its data stand in line.',
      }),
      inactivity: duration()
        .prefault('10 s')
        .meta({ description: 'An endpoint stays known for so long after it sent or received; then it must ask anew.' }),
      'power-save': powerSaveSchema().prefault({ mode: 'edrx', cycle: '1.28 s', window: '10 ms' }).meta({
        description:
          'When an endpoint that is not known listens: {mode: none}, {mode: edrx, cycle, window} or {mode: psm, period, active-time}.',
        source: '3GPP TS 36.304, 7.1 (one occasion a paging cycle), TS 36.331 (default cycles of 0.32 to 2.56 s)',
      }),
      loss: linkLossSchema('10%').meta({
        description:
          'Share of the transmissions that are lost on air, or a group: `share`, `poor: {devices, share}` and `bursts: {every, length, share}`.',
        source: '3GPP TR 37.868, table 6.2.2.1.1',
      }),
      retries: z.int(RETRIES).min(0, RETRIES).max(100, RETRIES).prefault(4).meta({
        description: 'How often a lost packet is sent again before it is given up.',
        source: '3GPP TR 37.868, table 6.2.2.1.1: at most 5 transmissions',
      }),
      'retry-after': duration().prefault('8 ms').meta({
        description: 'How long after the end of a transmission it can be repeated.',
        source: '3GPP TS 36.213, 8: 8 processes of 1 ms',
      }),
      mtu: bytes().prefault('1500 B').meta({ description: 'The largest packet, its header included.' }),
      header: bytes().prefault('60 B').meta({
        description: 'Bytes that protocols and security add to each packet (the sizes of the SRS exclude them).',
      }),
      queue: bytes().prefault('64 kB').meta({
        description:
          'Bytes that may wait for one endpoint, or at it, the packet being sent included; more are dropped.',
      }),
    })
    .refine((sector) => sector.mtu > sector.header, {
      path: ['mtu'],
      message: 'expected an mtu above the header: no byte of a message fits',
      when: known('mtu', 'header'),
      params: { about: ['mtu', 'header'] },
    })
    .refine((sector) => sector.queue >= sector.mtu, {
      path: ['queue'],
      message: 'expected a queue that holds at least one packet of the mtu',
      when: known('queue', 'mtu'),
      params: { about: ['queue', 'mtu'] },
    })
    .refine((sector) => coverageFault(sector) === undefined, {
      path: ['coverage'],
      error: ({ input }) => coverageFault(input as { coverage: CoverageSettings }),
      when: ({ value }) => areShares(value),
    })
}

const positiveRate = (description: string) =>
  rate()
    .refine((value) => value > 0, 'expected a rate above zero')
    .prefault('1 Mbps')
    .meta({ description, source: '3GPP TS 36.306, table 4.1A-1: 1000 bits of category M1 a millisecond' })

export type SectorSettings = z.output<ReturnType<typeof sectorSchema>>
