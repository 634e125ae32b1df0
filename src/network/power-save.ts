import { z } from 'zod'
import { duration } from '../input/quantity.js'
import { keyed } from '../kernel/keyed.js'
import { DRAW_POSITION } from './order.js'

/** The key `power-save:`: when an endpoint that has nothing to say can be reached. */
export function powerSaveSchema() {
  return z.discriminatedUnion(
    'mode',
    [
      z.strictObject({ mode: z.literal('none').meta({ description: 'It always listens.' }) }),
      z
        .strictObject({
          mode: z.literal('edrx').meta({ description: 'It listens for a while in each cycle.' }),
          cycle: positive('From the beginning of one window to that of the next.'),
          window: positive('How long it listens in each cycle.'),
        })
        .refine(({ cycle, window }) => window <= cycle, {
          path: ['window'],
          message: 'expected a window that is no longer than the cycle',
        }),
      z
        .strictObject({
          mode: z
            .literal('psm')
            .meta({ description: 'It sleeps, and listens for a while after it has spoken itself.' }),
          period: positive('It wakes and speaks of its own accord when it has not for so long.'),
          'active-time': duration().meta({ description: 'How long it listens after it has spoken.' }),
        })
        .refine((psm) => psm['active-time'] <= psm.period, {
          path: ['active-time'],
          message: 'expected an active time that is no longer than the period',
        }),
    ],
    {
      error:
        'expected a power save mode: {mode: none}, {mode: edrx, cycle, window} or {mode: psm, period, active-time}',
    },
  )
}

const positive = (description: string) =>
  duration()
    .refine((value) => value > 0, 'expected a time above zero')
    .meta({ description })

export type PowerSaveSettings = z.output<ReturnType<typeof powerSaveSchema>>

/**
 * When endpoints listen. Nothing happens while they do so in vain: where in its cycle one stands is computed from a phase of its own, and
 * with power save mode from when it spoke last, since its timer starts anew then (3GPP TS 23.682, 4.5.4).
 */
export class PowerSave {
  /** Within so long all who listen have been told to: what is for all waits for it, and is then sent once. */
  readonly all: number
  /** From the beginning of a window to that of the next, and how long it is. */
  private readonly cycle: number
  private readonly window: number

  constructor(
    private readonly settings: PowerSaveSettings,
    private readonly seed: number,
  ) {
    const { mode } = settings
    this.cycle = mode === 'none' ? 0 : mode === 'edrx' ? settings.cycle : settings.period
    this.window = mode === 'none' ? 0 : mode === 'edrx' ? settings.window : settings['active-time']
    this.all = this.cycle
  }

  /** The first moment, from one on, at which a node listens that spoke last at `spoke` (-Infinity: never). */
  listens(node: number, from: number, spoke: number): number {
    const { cycle, window } = this
    if (this.settings.mode === 'none') return from
    const began = this.settings.mode === 'psm' && spoke > -Infinity ? spoke : this.phase(node) * cycle - cycle
    const into = (from - began) % cycle
    return into <= window ? from : Math.ceil(from + cycle - into)
  }

  private phase(node: number): number {
    return keyed(this.seed, 1, node, 0, 0, DRAW_POSITION)
  }
}
