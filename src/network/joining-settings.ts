import { z } from 'zod'
import { bytes, duration } from '../input/quantity.js'
import { known } from './known-keys.js'

/** The keys of `joining: {<network>: …}`: how a node that has started finds its way into its network. */
export function joiningSchema(rehoming: boolean) {
  return z
    .strictObject({
      spread: duration().prefault('30 s').meta({
        description: 'A node asks to join after a random time of up to so long, so that not all ask at once.',
        source: 'none',
      }),
      bytes: positiveSize('100 B', 'Size of the message by which a node asks to join.'),
      reply: positiveSize('100 B', 'Size of the answer: with it the node has joined.'),
      'time-out': positive('10 s', 'How long a node waits for the answer.'),
      retry: positive(
        '30 s',
        'After how long it asks again the first time; each time twice as long, at random about it.',
      ),
      'retry-at-most': positive('10 min', 'The time after which it asks again grows up to this.'),
      notice: positive('2 min', 'How long until a node notices that the head of its tree is gone.'),
      rehoming: z.boolean({ error: 'expected true or false' }).prefault(rehoming).meta({
        description: 'Whether a node may join by the head of another tree while its own is gone.',
        source: 'none',
      }),
    })
    .refine(({ retry, 'retry-at-most': most }) => most === 0 || retry <= most, {
      path: ['retry-at-most'],
      message: 'expected at least as long as retry',
      when: known('retry', 'retry-at-most'),
    })
}

export type JoiningSettings = z.output<ReturnType<typeof joiningSchema>>

const positive = (example: string, description: string) =>
  duration()
    .refine((value) => value > 0, 'expected a duration above zero')
    .prefault(example)
    .meta({ description, source: 'none' })

const positiveSize = (example: string, description: string) =>
  bytes()
    .refine((value) => value > 0, 'expected a size above zero')
    .prefault(example)
    .meta({ description, source: 'none' })
