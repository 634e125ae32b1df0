import type { CsvRow } from '../input/csv.js'
import { didYouMean } from '../input/nearest.js'
import type { Actor } from './actor.js'
import { lineage } from './actor.js'
import { isPlain } from './chain-bounds.js'
import type { Effect } from './effect.js'
import type { PairNames } from './pair-names.js'
import type { Requirement } from './requirement.js'
import type { Table } from './table.js'

interface Parts {
  pairs: PairNames
  actors: ReadonlyMap<string, Actor>
  effects: readonly Effect[]
}

/** What is wrong with a line of legs; where the column is `legs`, the word that begins at `offset` in the cell. */
interface Fault {
  column: 'legs' | 'origin'
  offset: number
  message: string
  hint: string
}

/** Reads the legs of a chain: pairs, or a row, of which each must follow from the one before (effects.csv). */
export class ChainLegs {
  constructor(
    private readonly table: Table,
    private readonly parts: Parts,
    /** Whether effects are known well enough to say that one leg does not follow from another. */
    private readonly effectsAreWhole: boolean,
  ) {}

  /** The pairs of each leg; undefined where something is wrong, or the user has taken out what the line speaks of. */
  of(row: CsvRow): Requirement[][] | undefined {
    const { pairs } = this.parts
    const words = this.table.words(row, 'legs', ';')
    if (words.some(({ word }) => pairs.usedBy(word).length === 0 && pairs.mayBeUnread(word))) return undefined
    const { legs, faults } = this.read(row, words)
    if (faults.length === 0) return legs
    // A shipped line need not hold any more where the user has replaced what it speaks of.
    if (!this.table.isOwn(row) && words.some(({ word }) => pairs.isReplaced(word))) return undefined
    for (const { column, offset, message, hint } of faults) this.table.wrongAt(row, column, offset, message, hint)
    return undefined
  }

  private read(row: CsvRow, words: readonly { word: string; offset: number }[]) {
    const legs: Requirement[][] = []
    const faults: Fault[] = []
    const wrong = (column: Fault['column'], message: string, hint = '', offset = 0) =>
      faults.push({ column, offset, message, hint })
    if (words.length < 2) wrong('legs', 'expected at least two legs, joined by ";"')
    let whole = this.effectsAreWhole
    words.forEach(({ word, offset }, i) => {
      const before = legs.at(-1)?.[0]
      const leg = this.legOf(word, whole ? { before } : undefined, i === words.length - 1)
      if ('pairs' in leg) legs.push(leg.pairs)
      else wrong('legs', leg.message, leg.hint, offset)
      if (i === 0 && 'pairs' in leg) this.checkOrigin(row, leg.pairs[0]!, wrong)
      // Of what follows on a leg that is not known, nothing can be said.
      whole &&= 'pairs' in leg
    })
    return { legs, faults }
  }

  private checkOrigin(
    row: CsvRow,
    { from }: Requirement,
    wrong: (column: 'origin', message: string, hint: string) => void,
  ): void {
    const origin = row.get('origin')
    if (from !== origin && this.parts.actors.has(origin))
      wrong('origin', `"${origin}" does not send the first leg`, `did you mean "${from}"?`)
  }

  private legOf(
    word: string,
    after: { before: Requirement | undefined } | undefined,
    last: boolean,
  ): { pairs: Requirement[] } | { message: string; hint?: string } {
    const named = word.includes('/') ? this.parts.pairs.usedBy(word) : []
    if (named.length === 0) return this.unknown(word)
    const bound = named.find((one) => !isPlain(one))
    if (bound)
      return { message: `expected legs of a mere bound and a mere share, which add up; ${bound.id} has others` }
    const pairs = named.filter((one) => after === undefined || this.follows(one, after.before))
    if (pairs.length === 0) return this.notInARow(word, after?.before)
    if (pairs.length === 1 || last || after === undefined) return { pairs }
    const ids = pairs.map((one) => one.id).join(', ')
    return {
      message: `"${word}" is ${pairs.length} pairs, and only the last leg may be several`,
      hint: `one of: ${ids}`,
    }
  }

  private unknown(word: string): { message: string; hint: string } {
    const names = this.parts.pairs.namesInUse.filter((name) => name.includes('/'))
    return { message: `"${word}" is no row or pair that is used`, hint: didYouMean(word, names) }
  }

  private notInARow(word: string, before: Requirement | undefined): { message: string; hint: string } {
    if (before !== undefined)
      return { message: `nothing lets "${word}" follow ${before.id}`, hint: 'effects.csv says what follows from what' }
    return { message: `"${word}" is sent because of another`, hint: 'a chain begins with what no other payload causes' }
  }

  /** Whether the receipt of the leg before sends it; of the first leg, whether nothing does. */
  private follows({ id, from, answers }: Requirement, before: Requirement | undefined): boolean {
    const causes = this.parts.effects.filter((one) => one.effectIds.includes(id))
    if (before === undefined) return causes.length === 0
    if (answers !== undefined && answers !== before.from) return false
    const sent = causes.some((one) => one.on === 'received' && one.causeIds.includes(before.id))
    return sent && lineage(this.parts.actors, from).includes(before.to)
  }
}
