import { at } from '../input/position.js'
import type { Position } from '../input/position.js'
import type { Problems } from '../input/problems.js'
import { printShare } from '../input/share.js'

/** What begins, or ends, and for what part of those whom it may concern; without one for all. */
export interface Change {
  at: number
  what: string
  share: number | undefined
  position: Position
}

/** A part of them, and where it begins in the order that stays. */
export interface Part {
  share: number
  from: number
}

/** Shares are sums of decimals. */
const ROUNDING = 1e-9

/** What part of the members, or of the feeders, it has begun for, and ended for, in an order of them that stays: who was first is first again. */
export class LastingShare {
  private begun = 0
  private ended = 0
  lastBegin: Change | undefined
  private lastEnd: Change | undefined

  constructor(
    private readonly name: string,
    private readonly of = 'members',
  ) {}

  /** Of a place of which the parts, or the whole, had states: it lasts in all of it, or nowhere. */
  static after(name: string, on: boolean, before: readonly LastingShare[]): LastingShare {
    const state = new LastingShare(name)
    state.begun = on ? 1 : 0
    const latest = (drafts: (Change | undefined)[]) =>
      drafts.reduce((last, one) => ((one?.at ?? -1) > (last?.at ?? -1) ? one : last), undefined)
    state.lastBegin = latest(before.map((one) => one.lastBegin))
    state.lastEnd = latest(before.map((one) => one.lastEnd))
    return state
  }

  /** Whether it lasts for all members, or for none. */
  get isWhole(): boolean {
    return this.isOn || this.lasts < ROUNDING
  }

  get isOn(): boolean {
    return this.lasts > 1 - ROUNDING
  }

  get share(): string {
    return printShare(this.lasts)
  }

  begin(draft: Change, problems: Problems): Part | undefined {
    const { position, share = 1 } = draft
    const left = Math.max(0, 1 - this.lasts)
    if (this.meets(draft, this.lastEnd, problems)) return undefined
    if (share > left + ROUNDING) {
      const lasting = `for ${printShare(this.lasts)} it lasts already, since ${at(this.lastBegin!.position)}`
      const expected = left < ROUNDING ? 'none' : `at most ${printShare(left)} of the ${this.of}`
      problems.add(position, `${this.name}: expected ${expected}, found ${printShare(share)}: ${lasting}`)
      return undefined
    }
    this.lastBegin = draft
    this.begun += share
    return { share, from: (this.begun - share) % 1 }
  }

  end(draft: Change, problems: Problems): Part | undefined {
    const { what, position, share = this.lasts } = draft
    if (this.meets(draft, this.lastBegin, problems)) return undefined
    if (this.lasts < ROUNDING) {
      const ended = this.lastEnd === undefined ? '' : `: all of it ended at ${at(this.lastEnd.position)}`
      problems.add(position, `${what} without ${this.name} before it${ended}`)
      return undefined
    }
    if (share > this.lasts + ROUNDING) {
      const began = `for more ${this.name} did not begin, last at ${at(this.lastBegin!.position)}`
      const message = `${what}: expected at most ${printShare(this.lasts)} of the ${this.of}, found ${printShare(share)}`
      problems.add(position, `${message}: ${began}`)
      return undefined
    }
    this.lastEnd = draft
    this.ended += share
    return { share, from: (this.ended - share) % 1 }
  }

  private get lasts(): number {
    return this.begun - this.ended
  }

  private meets({ at: time, position }: Change, other: Change | undefined, problems: Problems): boolean {
    if (other?.at !== time) return false
    problems.add(position, `it contradicts ${at(other.position)}, which begins or ends the same at the same time`)
    return true
  }
}
