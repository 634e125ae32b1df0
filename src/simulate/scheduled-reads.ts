import type { Tally } from '../check/tally.js'
import type { Layout } from '../deployment/layout.js'
import type { Messages } from '../trace/messages.js'
import { Readings } from '../traffic/readings.js'
import type { NewMessages } from './new-messages.js'
import type { Running } from './running.js'
import type { Tracing } from './tracing.js'

/** Scheduled reads under way: which readings each carries, and what becomes of these (SRS 4.10.4.4). */
export class ScheduledReads {
  constructor(
    private readonly layout: Layout,
    private readonly messages: Messages,
    private readonly running: readonly Running[],
    private readonly newMessages: NewMessages,
    private readonly trace: Tracing | undefined,
  ) {}

  /** A reading is due at a device. */
  due(running: Running, device: number, tree: number, due: number): void {
    const { readings, tallies } = running
    if (this.trace !== undefined) this.trace.due(running, device, due)
    readings!.due(device, due)
    const district = this.layout.districtOfTree(tree)
    for (const tally of tallies) tally.window?.due(due, district, device)
  }

  /** The message with which a device sends all that it has; its newest reading was due at `due`. */
  take(emission: number, source: number, device: number, tree: number, sentAt: number, due: number): number {
    const running = this.running[emission]!
    const bits = running.readings!.take(device)
    if (this.trace !== undefined) this.trace.taken(running, device)
    // A poll that finds nothing new is answered all the same, with an empty read of one reading's size.
    const bytes = running.emission.bytes * Math.max(1, Readings.count(bits))
    const message = this.newMessages.take(emission, source, device, tree, sentAt, bytes)
    this.messages.readings[message] = bits
    this.messages.due[message] = due
    return message
  }

  captured({ readings }: Running, { window }: Tally, message: number, at: number, district: number): void {
    if (window === undefined) return
    const { messages } = this
    const bits = messages.readings[message]!
    const due = messages.due[message]!
    const device = messages.device[message]!
    if (bits === 1) window.captured(due, at, district, device)
    else readings!.forEachDue(bits, due, (dueAt) => window.captured(dueAt, at, district, device))
  }

  /** What a read carried waits for the next one. */
  lost({ readings }: Running, message: number): void {
    const { messages } = this
    readings!.giveBack(messages.device[message]!, messages.readings[message]!, messages.due[message]!)
  }

  /** At the end of the run: what was due and is neither captured nor will be. */
  close(): void {
    for (const { readings, tallies } of this.running) {
      const window = tallies[0]?.window
      if (readings === undefined || window === undefined) continue
      readings.forEachPending((device, due) => window.neverCaptured(due, device))
    }
    const { messages } = this
    messages.forEach((message) => {
      const { readings, tallies } = this.running[messages.emission[message]!]!
      const window = tallies[0]?.window
      // One that has come waits for nothing but its acknowledgement, or for another addressee.
      if (readings === undefined || window === undefined || (messages.has[message]! & 1) !== 0) return
      const device = messages.device[message]!
      readings.forEachDue(messages.readings[message]!, messages.due[message]!, (due) =>
        window.neverCaptured(due, device),
      )
    })
  }
}
