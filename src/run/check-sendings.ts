import { HOUR } from '../kernel/time.js'
import type { Emission } from '../traffic/emission.js'

/**
 * What was sent by itself, as the rows of a trace say it: How Often is judged by it. A message has a row for each addressee, and a sending
 * to all for each device: it is counted once.
 */
export class SendingsInRows {
  /** By emission and addressee: messages by the clock, and by event how many. */
  private readonly counts: Count[][]

  constructor(emissions: readonly Emission[]) {
    this.counts = emissions.map(({ applied, toAll }) =>
      applied.map(() => ({ messages: 0, occurrences: new Map<number, number>(), sent: toAll ? new Set() : undefined })),
    )
  }

  /** `eventAt`: undefined where no event set it off. Without a column that says when events were, an hour is one of them. */
  count(emission: number, addressee: number, message: string, eventAt: number | undefined): void {
    const count = this.counts[emission]![addressee]!
    if (count.sent !== undefined) {
      if (count.sent.has(message)) return
      count.sent.add(message)
    }
    if (eventAt === undefined) count.messages++
    else count.occurrences.set(eventAt, (count.occurrences.get(eventAt) ?? 0) + 1)
  }

  of(emissions: readonly Emission[]): { messages: number; occurrences: number[] } {
    let messages = 0
    const together = new Map<number, number>()
    for (const { index } of emissions) {
      // A part of a trace may hold the rows of one addressee only.
      const most = this.counts[index]!.reduce((a, b) => (allOf(b) > allOf(a) ? b : a))
      messages += most.messages
      for (const [at, many] of most.occurrences) together.set(at, (together.get(at) ?? 0) + many)
    }
    return { messages, occurrences: [...together.values()] }
  }
}

/** The hour in which a moment is stands for the event that set it off. */
export function hourOf(at: number): number {
  return Math.floor(at / HOUR) * HOUR
}

interface Count {
  messages: number
  occurrences: Map<number, number>
  /** Of sendings to all: which have been counted. */
  sent: Set<string> | undefined
}

function allOf({ messages, occurrences }: Count): number {
  let all = messages
  for (const many of occurrences.values()) all += many
  return all
}
