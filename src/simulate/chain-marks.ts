import type { Messages } from '../trace/messages.js'
import type { Effect } from '../traffic/emission.js'
import type { Chains } from './chains.js'

/** Says of each message that may be on a chain which leg it is: put on what begins one, and handed on from cause to effect. */
export class ChainMarks {
  constructor(
    private readonly messages: Messages,
    private readonly chains: Chains,
  ) {}

  /** A source sends a message, the first leg where it is any. */
  begin(message: number, emission: number, sentAt: number, tree: number): void {
    this.put(message, this.chains.begin(emission, sentAt, tree), sentAt, tree)
  }

  /** An effect is sent because of a message that is `marked` or on no chain. */
  follow(message: number, cause: number, effect: Effect, marked: boolean): void {
    const { messages, chains } = this
    const leg = marked ? messages.chainLeg[cause]! : -1
    const next = leg < 0 ? leg : chains.next(leg, effect)
    this.put(message, next, messages.chainAt[cause]!, messages.chainTree[cause]!)
  }

  received(message: number, addressee: number, at: number): void {
    const { messages, chains } = this
    const leg = messages.chainLeg[message]!
    if (leg >= 0) chains.received(leg, addressee, messages.chainAt[message]!, at, messages.chainTree[message]!)
  }

  private put(message: number, leg: number, at: number, tree: number): void {
    const { messages } = this
    messages.chainLeg[message] = leg
    messages.chainAt[message] = at
    messages.chainTree[message] = tree
  }
}
