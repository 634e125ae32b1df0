import { didYouMean, nearest } from '../input/nearest.js'
import type { Problems } from '../input/problems.js'
import { nameInPeriod } from './how-often.js'
import type { PairNames } from './pair-names.js'
import type { Requirement } from './requirement.js'
import { TIME_UNITS } from './time-unit.js'

export interface EventsBeside {
  pairs: PairNames
  /** Ids of the pairs that others cause; undefined where effects.csv could not be read. */
  caused: ReadonlySet<string> | undefined
  /** The events that event-kinds.csv has lines for. */
  kinds: ReadonlySet<string>
}

/** An event that a cell of a used pair names. */
interface Mention {
  requirement: Requirement
  column: 'how_often' | 'when'
  /** As it is written, and without the rate that may stand behind it. */
  text: string
  event: string
  /** Where in the cell it begins. */
  offset: number
}

/** The events that the cells of the used pairs name, row by row. */
export class EventCells {
  private readonly byRow = new Map<string, Mention[]>()

  constructor(private readonly beside: EventsBeside) {
    for (const requirement of beside.pairs.requirements) {
      if (!requirement.used) continue
      const mentions = this.byRow.get(requirement.row)
      if (mentions) mentions.push(...mentionsOf(requirement))
      else this.byRow.set(requirement.row, mentionsOf(requirement))
    }
  }

  get rows(): Iterable<string> {
    return this.byRow.keys()
  }

  /** As the cells of the row write them; undefined where no row with a used pair is called so. */
  ofRow(row: string): ReadonlySet<string> | undefined {
    const mentions = this.byRow.get(row)
    return mentions && new Set(mentions.map(({ text }) => text))
  }

  /** Whether a cell of the row names it, written so. */
  name(row: string, text: string): boolean {
    return this.of(row).some((mention) => mention.text === text)
  }

  /**
   * Whether it sets off a pair of the row, which nothing causes. Where no cell names it, a cell is wrong or the line that
   * speaks of it: then it should.
   */
  setsOff(row: string, text: string): boolean {
    const { caused } = this.beside
    if (caused === undefined) return false
    const mentions = this.of(row)
    const named = mentions.filter((mention) => mention.text === text)
    return (named.length > 0 ? named : mentions).some(({ requirement }) => !caused.has(requirement.id))
  }

  /**
   * Tells of each cell whose period is neither a time nor an event that is known, where it stands. A pair that nothing
   * causes waits for an event that a line of events.csv lets its row wait for; for a When and an effect it is enough that
   * the event is known. The rows of such cells; of a row in doubt, only where the cell rather than the line is wrong.
   */
  check(
    lines: readonly { event: string; row: string }[],
    inDoubt: ReadonlySet<string>,
    problems: Problems,
  ): Set<string> {
    const known = new Set([...lines.map(({ event }) => event), ...this.beside.kinds])
    const named = new Set(lines.map(({ event, row }) => `${row} ${event}`))
    // Of a line that misspells its row, the row is what is wrong.
    const strayed = new Set(lines.filter(({ row }) => !this.byRow.has(row)).map(({ event }) => event))
    const misspelt = new Set<string>()
    for (const [row, mentions] of this.byRow) {
      for (const mention of mentions) {
        const { event } = mention
        const may = named.has(`${row} ${event}`) || inDoubt.has(row) || strayed.has(event)
        if (known.has(event) && (may || !this.waits(mention))) continue
        misspelt.add(row)
        this.tell(mention, known, problems)
      }
    }
    return misspelt
  }

  private waits({ requirement: { id }, column }: Mention): boolean {
    const { caused } = this.beside
    return column === 'how_often' && caused !== undefined && !caused.has(id)
  }

  private tell(mention: Mention, known: ReadonlySet<string>, problems: Problems): void {
    const { requirement, column, text, event, offset } = mention
    const place = this.beside.pairs.place(requirement, column, offset)
    if (known.has(event)) {
      const message = `${column}: events.csv has no line that lets ${requirement.row} wait for "${text}"`
      problems.add(place, message, `add one: "${text}","${requirement.row}", and its source`)
      return
    }
    const words = column === 'when' ? [...known] : [...inAnotherUnit(text), ...TIME_UNITS, ...withRate(text, known)]
    const what = column === 'when' ? 'no event that is known' : 'neither a time nor an event that is known'
    const near = nearest(text, words)
    const hint = near === undefined ? `${didYouMean(text, words)}; a new event needs a line of events.csv` : undefined
    problems.add(place, `${column}: ${what}: "${text}"`, hint ?? `did you mean "${near}"?`)
  }

  private of(row: string): Mention[] {
    return this.byRow.get(row) ?? []
  }
}

function mentionsOf(requirement: Requirement): Mention[] {
  const { howOften, when, cells } = requirement
  const mentions: Mention[] = []
  let offset = 0
  for (const { period } of 'terms' in howOften ? howOften.terms : []) {
    offset = cells.howOften.indexOf(`per | ${period.text}`, offset) + 'per | '.length
    if (period.kind === 'event')
      mentions.push({ requirement, column: 'how_often', text: period.text, event: period.event, offset })
  }
  if (when.within) {
    const { event } = when.within
    mentions.push({ requirement, column: 'when', text: event, event, offset: cells.when.indexOf(event) })
  }
  return mentions
}

/** `6 per dya` may be `6 per day`. */
function inAnotherUnit(text: string): string[] {
  const before = /^.* per (?=\S+$)/.exec(text)?.[0] ?? ''
  const others = TIME_UNITS.map((unit) => `${before}${unit}`)
  return others.includes(text) ? [] : others
}

/** What is known, with the rate of the text behind it. */
function withRate(text: string, known: ReadonlySet<string>): string[] {
  const rate = text.slice((nameInPeriod(text) ?? text).length)
  return [...known].map((event) => `${event}${rate}`)
}
