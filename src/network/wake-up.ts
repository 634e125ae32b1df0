import { z } from 'zod'
import { duration } from '../input/quantity.js'
import { hashName, keyed } from '../kernel/keyed.js'
import { DRAW_WAKE_UP } from './order.js'

/** The key `wake-up:`: when a node that sleeps can be reached, and sends. */
export function wakeUpSchema() {
  return z
    .strictObject({
      every: positive('From the beginning of one window to that of the next.'),
      for: positive('How long it is awake in each.'),
    })
    .refine((windows) => windows.for <= windows.every, {
      path: ['for'],
      message: 'expected a window that is no longer than the time from one to the next (every)',
      when: ({ value }) => ['every', 'for'].every((key) => typeof (value as Record<string, unknown>)[key] === 'number'),
    })
    .optional()
    .meta({
      description:
        'Windows in which a node on a battery sends and can be reached; each node has a phase of its own. What is for it waits at the node before it, what it has to send at itself; what is for all is sent once all have been awake. Always, where nothing is said.',
    })
}

const positive = (description: string) =>
  duration()
    .refine((value) => value > 0, 'expected a time above zero')
    .meta({ description })

export type WakeUpSettings = NonNullable<z.output<ReturnType<typeof wakeUpSchema>>>

/** The windows of the nodes of one actor. Nothing happens in those that nobody uses: when one opens is computed. */
export class WakeUp {
  private readonly name: number

  constructor(
    actor: string,
    private readonly settings: WakeUpSettings,
    private readonly seed: number,
  ) {
    this.name = hashName(actor)
  }

  /** The first moment, from one on, at which a node is awake; of all of them (below 0), by which each has been. */
  awake(node: number, from: number): number {
    const { every, for: lasts } = this.settings
    if (node < 0) return from + every - lasts
    const phase = every * keyed(this.seed, this.name, node, 0, 0, DRAW_WAKE_UP)
    const into = (from - phase + every) % every
    return into < lasts ? from : Math.ceil(from + every - into)
  }
}
