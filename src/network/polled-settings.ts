import { z } from 'zod'
import { didYouMean } from '../input/nearest.js'
import { bytes, duration, rate } from '../input/quantity.js'
import { known } from './known-keys.js'
import { linkLossSchema } from './link-loss.js'
import { technology } from './technology.js'

const COMMANDS = ['interrupt', 'in-turn'] as const
const DNP3 = 'IEEE 1815-2012 (DNP3)'

/** The part of the schema that a polled radio adds: the keys of `networks: {<network>: {medium: polled, …}}`. What is not said is a SCADA radio with DNP3. */
export function polledSchema(): ReturnType<typeof made> {
  return (once ??= made())
}

/** Ten networks may be made of it: to make it takes longer than to use it. */
let once: ReturnType<typeof made> | undefined

function made() {
  return z
    .strictObject({
      medium: z.literal('polled').meta({
        description:
          'How the network behaves: half-duplex channels, on each of which a master asks one station after the other.',
      }),
      technology: technology(),
      rate: rate()
        .refine((value) => value > 0, 'expected a rate above zero')
        .prefault('9600 bps')
        .meta({ description: 'Bits per second on the channel, whoever speaks.' }),
      'stations-per-channel': whole(1, 1_000_000, 'stations', 50).meta({
        description:
          'How many stations a master asks in turn where the network leads straight to them from the back office; elsewhere all that hang on a DAP or gateway.',
      }),
      poll: positiveBytes('24 B').meta({
        description: 'Bytes of the question that the master puts to a station.',
        source: `${DNP3}: read of classes 1, 2, 3: link header 10 B, 12 B, check 2 B`,
      }),
      answer: bytes()
        .prefault('17 B')
        .meta({
          description: 'Bytes of every answer before any data, and of the confirmation of a command.',
          source: `${DNP3}: empty response: link header 10 B, 5 B, check 2 B`,
        }),
      'report-by-exception': z.boolean('expected true or false').prefault(true).meta({
        description:
          'Whether a station that has nothing new answers with nothing; otherwise each answer carries a report.',
      }),
      report: bytes().prefault('50 B').meta({
        description: 'Bytes of the report that each answer carries without report by exception.',
      }),
      'packets-per-poll': whole(1, 10_000, 'packets', 4).meta({
        description: 'How many of its packets a station may send in one answer.',
      }),
      turnaround: duration().prefault('40 ms').meta({
        description:
          'From the end of a question to the beginning of its answer: the station prepares it and its radio changes over.',
      }),
      'time-out': duration().prefault('500 ms').meta({
        description: 'How long the master waits for an answer before it asks again or goes on.',
      }),
      retries: whole(0, 20, 'retries', 2).meta({
        description: 'How often the master asks again at once, or sends a command again, when no answer comes.',
      }),
      visits: whole(1, 10, 'visits', 3).meta({
        description:
          'After how many of its turns in which no answer came through a station gives up what it wanted to send.',
      }),
      commands: z
        .enum(COMMANDS, {
          error: ({ input }) =>
            `expected when commands are sent: ${COMMANDS.join(', ')}\n${didYouMean(String(input), COMMANDS)}`,
        })
        .prefault('interrupt')
        .meta({
          description:
            'Whether a command is sent before the next question, whoever that is for, or when it is the turn of its station.',
        }),
      loss: linkLossSchema('1%').meta({
        description:
          'Share of the exchanges in which the command or the answer is lost, or a group: `share`, `poor: {devices, share}` and `bursts: {every, length, share}`.',
      }),
      mtu: bytes()
        .prefault('292 B')
        .meta({ description: 'The largest packet, its header included.', source: `${DNP3}: largest link frame` }),
      header: bytes()
        .prefault('43 B')
        .meta({
          description: 'Bytes that protocols and security add to each packet (the sizes of the SRS exclude them).',
          source: `${DNP3}: what a full link frame has beside 249 B of a fragment`,
        }),
      queue: bytes().prefault('64 kB').meta({
        description: 'Bytes that may wait at one station, or at the master for all of them; more are dropped.',
      }),
    })
    .refine((polled) => polled.mtu > polled.header, {
      path: ['mtu'],
      message: 'expected an mtu above the header: no byte of a message fits',
      when: known('mtu', 'header'),
      params: { about: ['mtu', 'header'] },
    })
    .refine((polled) => polled.queue >= polled.mtu, {
      path: ['queue'],
      message: 'expected a queue that holds at least one packet of the mtu',
      when: known('queue', 'mtu'),
      params: { about: ['queue', 'mtu'] },
    })
}

function whole(low: number, high: number, what: string, usual: number) {
  const error = `expected a whole number of ${what} from ${low} to ${high}, such as ${usual}`
  return z.int(error).min(low, error).max(high, error).prefault(usual)
}

const positiveBytes = (usual: string) =>
  bytes()
    .refine((value) => value > 0, 'expected at least one byte')
    .prefault(usual)

export type PolledSettings = z.output<ReturnType<typeof polledSchema>>
