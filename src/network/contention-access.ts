import { z } from 'zod'
import { didYouMean } from '../input/nearest.js'
import { bytes, duration, found, rate } from '../input/quantity.js'
import { printDuration } from '../input/units.js'

/** How the nodes of a shared channel come to speak, as a deployment writes it: the figures of one technology. */
export interface AccessDefaults {
  access: (typeof ACCESS)[number]
  rate: string
  preamble: string
  'back-off-unit': string
  'min-exponent': number
  'max-exponent': number
  'max-back-offs': number
  'after-busy': (typeof AFTER_BUSY)[number]
  sensing: string
  turnaround: string
  propagation: string
  slot: string
  acknowledged: boolean
  ack: string
  'ack-after': string
  'ack-time-out': string
  retries: number
  gap: string
  channels: number
  header: string
  queue: string
  /** Where the figures were published, but for those that are assumed; without it all are. */
  source?: string
  assumed?: readonly string[]
}

const ACCESS = ['csma', 'aloha', 'slotted-aloha'] as const
const AFTER_BUSY = ['back-off', 'wait'] as const

/** The keys of `networks: {<network>: …}` that all media share whose nodes contend for a channel. */
export function accessKeys(defaults: AccessDefaults) {
  const about = (key: keyof AccessDefaults, description: string) => ({
    description,
    source: defaults.assumed?.includes(key) ? 'none' : (defaults.source ?? 'none'),
  })
  const whole = (key: keyof AccessDefaults, [low, high]: [number, number], what: string, description: string) => {
    const value = defaults[key] as number
    const error = `expected a whole number of ${what} from ${low} to ${high}, such as ${value}`
    return z.int(error).min(low, error).max(high, error).prefault(value).meta(about(key, description))
  }
  const time = (key: keyof AccessDefaults, description: string) =>
    duration()
      .prefault(defaults[key] as string)
      .meta(about(key, description))
  const size = (key: keyof AccessDefaults, description: string) =>
    bytes()
      .prefault(defaults[key] as string)
      .meta(about(key, description))
  return {
    access: z
      .enum(ACCESS, { error: ({ input }) => oneOf('a way of access', ACCESS, input) })
      .prefault(defaults.access)
      .meta(
        about(
          'access',
          'How a node comes to speak: csma (it waits a random time and listens first), aloha (at once) or slotted-aloha (at the next slot).',
        ),
      ),
    rate: rate()
      .refine((value) => value > 0, 'expected a rate above zero')
      .prefault(defaults.rate)
      .meta(about('rate', 'Bits per second on the channel, whoever speaks.')),
    preamble: time('preamble', 'What precedes each frame and each acknowledgement on the channel.'),
    'back-off-unit': time('back-off-unit', 'The unit of the random times for which a node waits.'),
    'min-exponent': whole(
      'min-exponent',
      [0, 20],
      'doublings',
      'A node first waits up to 2 to the power of this, less one, units.',
    ),
    'max-exponent': whole(
      'max-exponent',
      [0, 20],
      'doublings',
      'The exponent grows by one each time that the channel is busy (with aloha, that a frame failed), up to this.',
    ),
    'max-back-offs': whole(
      'max-back-offs',
      [0, 200],
      'back-offs',
      'How often a node waits again because the channel is busy before it gives the frame up.',
    ),
    'after-busy': z
      .enum(AFTER_BUSY, { error: ({ input }) => oneOf('what a node does when the channel is busy', AFTER_BUSY, input) })
      .prefault(defaults['after-busy'])
      .meta(
        about(
          'after-busy',
          'Whether a node that finds the channel busy waits its random time at once, or (wait) from the gap after the exchange on; it then knows how long an exchange lasts, the acknowledgement included.',
        ),
      ),
    sensing: time('sensing', 'How long a node listens before it speaks.'),
    turnaround: time('turnaround', 'From listening to speaking: nobody hears it coming.'),
    propagation: time('propagation', 'From one node to another, and until a node is heard.'),
    slot: time('slot', 'Length of the slots of slotted-aloha: a whole frame fits.'),
    acknowledged: z
      .boolean('expected true or false')
      .prefault(defaults.acknowledged)
      .meta(about('acknowledged', 'Whether each frame for one node is acknowledged; otherwise none is sent again.')),
    ack: size('ack', 'Bytes of an acknowledgement, its preamble apart.'),
    'ack-after': time('ack-after', 'From the end of a frame to the beginning of its acknowledgement.'),
    'ack-time-out': time(
      'ack-time-out',
      'How long after the end of its frame a node notices that no acknowledgement comes.',
    ),
    retries: whole(
      'retries',
      [0, 100],
      'retries',
      'How often a frame that is not acknowledged is sent again before it is given up.',
    ),
    gap: time('gap', 'How long a node lets the channel alone after a frame of its own.'),
    channels: whole(
      'channels',
      [1, 1000],
      'channels',
      'Over how many channels the nodes hop: frames meet only on the same.',
    ),
    header: size('header', 'Bytes that protocols and security add to each frame (the sizes of the SRS exclude them).'),
    queue: size('queue', 'Bytes that may stand in the queue of one node; more are dropped.'),
  }
}

const oneOf = (what: string, words: readonly string[], given: unknown): string =>
  `expected ${what}: ${words.join(', ')}; found ${found(given)}\n${didYouMean(String(given), words)}`

/** The settings of access as the contention takes them: times in microseconds, sizes in bytes, rates in bits per second. */
export type AccessSettings = { [K in keyof AccessKeys]: z.output<AccessKeys[K]> }
type AccessKeys = ReturnType<typeof accessKeys>

/** Microseconds that so many bytes take on the channel. */
export function airtime({ preamble, rate: perSecond }: AccessSettings, wireBytes: number): number {
  return preamble + (wireBytes * 8e6) / perSecond
}

/** Microseconds from the end of a frame until its sender has the acknowledgement. */
export function exchange(settings: AccessSettings): number {
  return settings['ack-after'] + airtime(settings, settings.ack) + 2 * settings.propagation
}

/** What is impossible among the settings of a medium with these keys and an `mtu`. */
export function accessChecked<S extends z.ZodType>(schema: S): S {
  return CHECKS.reduce((checked, { about, holds, message }) => {
    const one = checked.refine((settings) => holds(settings as Checked), {
      path: [about[0]!],
      error: ({ input }) => (typeof message === 'string' ? message : message(input as Checked)),
      // Where the first of them is nobody's own figure, what does not go with it may be.
      params: { about },
      // Also where another key is wrong, so that all problems are reported in one go.
      when: ({ value }) => about.every((key) => isRight(key, (value as Record<string, unknown>)[key])),
    })
    return one as S
  }, schema)
}

const isRight = (key: string, value: unknown): boolean => typeof value === 'number' && (key !== 'rate' || value > 0)

type Checked = AccessSettings & { mtu: number }

const CHECKS: {
  /** The figures that it is about; the first is the one that is said to be wrong. */
  about: (keyof Checked)[]
  holds: (settings: Checked) => boolean
  message: string | ((settings: Checked) => string)
}[] = [
  {
    about: ['mtu', 'header'],
    holds: ({ mtu, header }) => mtu > header,
    message: 'expected an mtu above the header: no byte of a message fits',
  },
  {
    about: ['queue', 'mtu'],
    holds: ({ queue, mtu }) => queue >= mtu,
    message: 'expected a queue that holds at least one frame of the mtu',
  },
  {
    about: ['max-exponent', 'min-exponent'],
    holds: (one) => one['max-exponent'] >= one['min-exponent'],
    message: 'expected a max-exponent that is not below min-exponent',
  },
  {
    about: ['slot', 'mtu', 'rate', 'preamble'],
    holds: (one) => one.access !== 'slotted-aloha' || one.slot >= airtime(one, one.mtu),
    message: (one) =>
      `expected a slot in which a frame of the mtu fits, preamble included: of at least ${atLeast(airtime(one, one.mtu))}; found ${printDuration(one.slot)}`,
  },
  {
    about: ['ack-time-out', 'ack', 'ack-after', 'rate', 'preamble', 'propagation'],
    holds: (one) => !one.acknowledged || one['ack-time-out'] >= exchange(one),
    message: (one) =>
      `expected an ack-time-out in which an acknowledgement can come (ack-after, preamble and its own bytes): of at least ${atLeast(exchange(one))}; found ${printDuration(one['ack-time-out'])}`,
  },
]

/** A duration that is no shorter, in three digits. */
function atLeast(micros: number): string {
  const step = 10 ** Math.max(0, Math.floor(Math.log10(micros)) - 2)
  return printDuration(Math.ceil(micros / step) * step, 12)
}
