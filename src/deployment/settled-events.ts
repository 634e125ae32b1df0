import { at } from '../input/position.js'
import type { Problems } from '../input/problems.js'
import { printShare } from '../input/share.js'
import { common, howMany, without, type DeviceRanges } from './device-ranges.js'
import type { ScriptedEvent } from './events.js'

/** An event by itself, before it is known what the others are; without a share it concerns all that it can. */
export interface Draft extends Omit<ScriptedEvent, 'share' | 'from'> {
  share: number | undefined
  /** All that stands where it happens and may be concerned. */
  devices: DeviceRanges
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
  const states = new Map<string, States>()
  return inOrder.flatMap((draft, i) => {
    const { lasting, share = 1, at: time, kinds, territory, where, position } = draft
    const event = { at: time, kinds, territory, where, position }
    const twin = inOrder.slice(0, i).find((one) => comesTwice(one, draft))
    if (twin !== undefined) {
      problems.add(draft.position, `the same event stands at ${at(twin.position)} already, at the same time`)
      return []
    }
    if (lasting === undefined) return [{ ...event, share, from: 0 }]
    const key = JSON.stringify([lasting.name, lasting.words])
    const known = states.get(key) ?? new States(lasting.name)
    states.set(key, known)
    const state = known.of(draft, lasting.ends, problems)
    const part = lasting.ends ? state?.end(draft, problems) : state?.begin(draft, problems)
    return part === undefined ? [] : [{ ...event, ...part }]
  })
}

function comesTwice(one: Draft, other: Draft): boolean {
  const same = one.at === other.at && one.territory === other.territory && one.position !== other.position
  return same && one.kinds.some((kind) => other.kinds.includes(kind)) && common(one.devices, other.devices).length > 0
}

type Part = Pick<ScriptedEvent, 'share' | 'from'>

/** Shares are sums of decimals. */
const ROUNDING = 1e-9

/**
 * What lasts where. Each place has its own state from the first event that names it: what lasts in all of a place lasts in every
 * part of it, and may end there part by part. Of what lasts for a share only it is not known which parts have it.
 */
class States {
  private scopes: { devices: DeviceRanges; state: State }[] = []

  constructor(private readonly name: string) {}

  of(draft: Draft, ends: boolean, problems: Problems): State | undefined {
    const { devices, position, kinds } = draft
    const touched = this.scopes.filter((one) => common(one.devices, devices).length > 0)
    const mine = touched.find((one) => touched.length === 1 && isSame(one.devices, devices))
    if (mine !== undefined) return mine.state
    const some = touched.find(({ state }) => !state.isWhole)
    if (some !== undefined) {
      const message = `${kinds[0]!.what}: ${this.name} lasts for ${some.state.share} of a place that this one is, or has, a part of`
      problems.add(position, `${message}, since ${at(some.state.lastBegin!.position)}: name that place`)
      return undefined
    }
    const lasting = touched.filter(({ state }) => state.isOn)
    const covered = lasting.reduce((sum, one) => sum + howMany(common(one.devices, devices)), 0)
    if (covered > 0 && (!ends || covered < howMany(devices))) {
      const since = at(lasting[0]!.state.lastBegin!.position)
      const where = covered < howMany(devices) ? 'in a part of this place' : 'here'
      const message = ends ? `it lasts ${where} only` : `it lasts ${where} already`
      problems.add(position, `${kinds[0]!.what}: ${message}, since ${since}`)
      return undefined
    }
    const state = State.after(
      this.name,
      covered > 0,
      touched.map((one) => one.state),
    )
    for (const one of touched) one.devices = without(one.devices, devices)
    this.scopes = [...this.scopes.filter((one) => one.devices.length > 0), { devices, state }]
    return state
  }
}

function isSame(one: DeviceRanges, other: DeviceRanges): boolean {
  return howMany(one) === howMany(other) && howMany(common(one, other)) === howMany(one)
}

/** What part of the members it has begun for, and ended for, in an order of them that stays: who was first is first again. */
class State {
  private begun = 0
  private ended = 0
  lastBegin: Draft | undefined
  private lastEnd: Draft | undefined

  constructor(private readonly name: string) {}

  /** Of a place of which the parts, or the whole, had states: it lasts in all of it, or nowhere. */
  static after(name: string, on: boolean, before: readonly State[]): State {
    const state = new State(name)
    state.begun = on ? 1 : 0
    const latest = (drafts: (Draft | undefined)[]) =>
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
