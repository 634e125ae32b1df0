import { addTo } from '../stats/columns.js'
import type { Emission } from '../traffic/emission.js'
import { OccurrenceSource } from '../traffic/occurrence-source.js'
import type { SendingSource } from '../traffic/sending-source.js'

/** What every source sent by itself, neither scripted nor exercised: How Often is judged by it. */
export class SentByItself {
  private readonly messages: Float64Array
  /** Of a source that waits for events: what each occurrence set off, by its time. */
  private readonly occurrences: (Map<number, number> | undefined)[]

  constructor(private readonly sources: readonly SendingSource[]) {
    this.messages = new Float64Array(sources.length)
    this.occurrences = sources.map((one) => (one instanceof OccurrenceSource ? new Map<number, number>() : undefined))
  }

  /** A source sends what is next of it. */
  count(index: number): void {
    const source = this.sources[index]!
    if (source.forced) return
    const occurrences = this.occurrences[index]
    if (occurrences === undefined) this.messages[index]!++
    else occurrences.set(source.eventAt, (occurrences.get(source.eventAt) ?? 0) + 1)
  }

  /** All that was sent, by source. */
  get counts(): SentCounts {
    return { messages: this.messages, occurrences: this.occurrences }
  }

  /** Adds what was sent elsewhere. */
  absorb({ messages, occurrences }: SentCounts): void {
    addTo(this.messages, messages)
    occurrences.forEach((times, source) => {
      const own = this.occurrences[source]
      for (const [at, many] of times ?? []) own!.set(at, (own!.get(at) ?? 0) + many)
    })
  }

  /** Messages of emissions by the clock, and for each occurrence of an event those of all of them together. */
  of(emissions: readonly Emission[]): { messages: number; occurrences: number[] } {
    let messages = 0
    const together = new Map<number, number>()
    this.sources.forEach(({ emission }, index) => {
      if (!emissions.includes(emission)) return
      messages += this.messages[index]!
      for (const [at, many] of this.occurrences[index] ?? []) together.set(at, (together.get(at) ?? 0) + many)
    })
    return { messages, occurrences: [...together.values()] }
  }
}

export interface SentCounts {
  messages: Float64Array
  occurrences: readonly (ReadonlyMap<number, number> | undefined)[]
}
