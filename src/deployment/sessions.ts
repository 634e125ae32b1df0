import { z } from 'zod'
import { duration, found } from '../input/quantity.js'
import { actorNamed, lineage, type Actor } from '../srs/actor.js'
import { messageSize } from './message-size.js'

const ROUND_TRIPS = 'expected a whole number of round trips from 1 to 20, such as 2'

const session = z.strictObject({
  between: z
    .tuple([z.string(), z.string()], {
      error: 'expected the two actors of a session, such as [AMI Head-End(j), 2-Way Meter - Electr]',
    })
    .meta({
      description:
        'The two actors, ends of a message: one session for each node of whichever there are more of; of two kinds of device, for each of the second.',
    }),
  'round-trips': z
    .int(ROUND_TRIPS)
    .min(1, ROUND_TRIPS)
    .max(20, ROUND_TRIPS)
    .meta({ description: 'How often its handshake goes there and back before the first message does.' }),
  bytes: z
    .tuple([messageSize(), messageSize()], {
      error: (issue) => `expected two sizes, there and back, such as [1500 B, 800 B]; found ${found(issue.input)}`,
    })
    .meta({ description: 'Bytes of each message of the handshake: there, and back.' }),
  idle: duration()
    .refine((value) => value > 0, 'expected a duration above zero')
    .meta({ description: 'How long it lives after its last use: a message that was sent, or its handshake.' }),
})

/** `sessions:` which actors set up a session before they speak to each other. */
export const sessions = z
  .record(z.string(), session, { error: (issue) => `expected a group of sessions; found ${found(issue.input)}` })
  .prefault({})
  .meta({
    description:
      'Sessions such as those of TLS or DLMS, by names of your own: a message between their two ends waits for the handshake where there is none. What is sent to all at once needs none.',
  })

export type Sessions = z.output<typeof sessions>

/** The sessions that messages from one actor to another need: by name, in the order of the names. There is one at most. */
export function sessionsBetween(
  actors: ReadonlyMap<string, Actor>,
  all: Readonly<Record<string, { between: readonly [string, string] }>>,
  from: string,
  to: string,
): string[] {
  const [senders, receivers] = [lineage(actors, from), lineage(actors, to)]
  const isOne = (names: readonly string[], actor: string) => names.includes(actorNamed(actors, actor)?.name ?? '')
  const joins = ({ between: [a, b] }: { between: readonly [string, string] }) =>
    (isOne(senders, a) && isOne(receivers, b)) || (isOne(senders, b) && isOne(receivers, a))
  return Object.keys(all)
    .filter((name) => joins(all[name]!))
    .sort()
}
