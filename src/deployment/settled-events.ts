import { at } from '../input/position.js'
import type { Problems } from '../input/problems.js'
import { printShare } from '../input/share.js'
import type { ScriptedEvent } from './events.js'

/** An event by itself, before it is known what the others are; without a share it concerns all that it can. */
export interface Draft extends Omit<ScriptedEvent, 'share' | 'from'> {
  share: number | undefined
  lasting: Lasting | undefined
}

/** What an event begins and another ends: the kind that begins it, and what tells it from others of that kind. */
export interface Lasting {
  name: string
  words: readonly (string | undefined)[]
  /** Whether this event is the one that ends it. */
  ends: boolean
}

/**
 * Events in the order of time, each with the members that it concerns. None may come twice at once, begin what lasts
 * already, or end what has not begun.
 */
export function settled(drafts: readonly Draft[], problems: Problems): ScriptedEvent[] {
  const inOrder = [...drafts].sort((a, b) => a.at - b.at)
  const states = new Map<string, State>()
  return inOrder.flatMap((draft, i) => {
    const { lasting, share, ...event } = draft
    const twin = inOrder.slice(0, i).find((one) => comesTwice(one, draft))
    if (twin !== undefined) {
      problems.add(draft.position, `the same event stands at ${at(twin.position)} already, at the same time`)
      return []
    }
    if (lasting === undefined) return [{ ...event, share: share ?? 1, from: 0 }]
    const key = JSON.stringify([lasting.name, lasting.words, draft.territory.index])
    const state = states.get(key) ?? new State(lasting.name)
    states.set(key, state)
    const part = lasting.ends ? state.end(draft, problems) : state.begin(draft, problems)
    return part === undefined ? [] : [{ ...event, ...part }]
  })
}

function comesTwice(one: Draft, other: Draft): boolean {
  const same = one.at === other.at && one.territory === other.territory && one.position !== other.position
  return same && one.kinds.some((kind) => other.kinds.includes(kind))
}

type Part = Pick<ScriptedEvent, 'share' | 'from'>

/** Shares are sums of decimals. */
const ROUNDING = 1e-9

/** What part of the members it has begun for, and ended for, in an order of them that stays: who was first is first again. */
class State {
  private begun = 0
  private ended = 0
  private lastBegin: Draft | undefined
  private lastEnd: Draft | undefined

  constructor(private readonly name: string) {}

  begin(draft: Draft, problems: Problems): Part | undefined {
    const { position, share = 1 } = draft
    const left = Math.max(0, 1 - this.lasts)
    if (this.meets(draft, this.lastEnd, problems)) return undefined
    if (share > left + ROUNDING) {
      const lasting = `for ${printShare(this.lasts)} it lasts already, since ${at(this.lastBegin!.position)}`
      const expected = left < ROUNDING ? 'none' : `at most ${printShare(left)} of the members`
      problems.add(position, `${this.name}: expected ${expected}, found ${printShare(share)}: ${lasting}`)
      return undefined
    }
    this.lastBegin = draft
    this.begun += share
    return { share, from: (this.begun - share) % 1 }
  }

  end(draft: Draft, problems: Problems): Part | undefined {
    const { kinds, position, share = this.lasts } = draft
    const what = kinds[0]!.what
    if (this.meets(draft, this.lastBegin, problems)) return undefined
    if (this.lasts < ROUNDING) {
      const ended = this.lastEnd === undefined ? '' : `: all of it ended at ${at(this.lastEnd.position)}`
      problems.add(position, `${what} without ${this.name} before it${ended}`)
      return undefined
    }
    if (share > this.lasts + ROUNDING) {
      const began = `for more ${this.name} did not begin, last at ${at(this.lastBegin!.position)}`
      const message = `${what}: expected at most ${printShare(this.lasts)} of the members, found ${printShare(share)}`
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

  private meets({ at: time, position }: Draft, other: Draft | undefined, problems: Problems): boolean {
    if (other?.at !== time) return false
    problems.add(position, `it contradicts ${at(other.position)}, which begins or ends the same at the same time`)
    return true
  }
}
