import { at } from '../input/position.js'
import type { Problems } from '../input/problems.js'
import { common, howMany, without, type DeviceRanges } from './device-ranges.js'
import type { FeedersMeant, ScriptedEvent } from './events.js'
import { LastingShare } from './lasting-share.js'

/** An event by itself, before it is known what the others are; without a share it concerns all that it can. */
export interface Draft extends Omit<ScriptedEvent, 'share' | 'from'> {
  /** The kind in a user's words. */
  what: string
  share: number | undefined
  /** How many feeders it concerns; which, the others decide that come before it. */
  feeders: FeedersMeant | undefined
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
    const { lasting, share = 1, at: time, kinds, power, territory, where, devices, position } = draft
    const event = { at: time, kinds, power, territory, where, devices, position }
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
  // Power may go and come where no kind waits for it.
  const isPower = one.power !== undefined && one.power === other.power
  const isAlike = isPower || one.kinds.some((kind) => other.kinds.includes(kind))
  return same && isAlike && common(one.devices, other.devices).length > 0
}

/**
 * What lasts where. Each place has its own state from the first event that names it: what lasts in all of a place lasts in every
 * part of it, and may end there part by part. Of what lasts for a share only it is not known which parts have it.
 */
class States {
  private scopes: { devices: DeviceRanges; state: LastingShare }[] = []

  constructor(private readonly name: string) {}

  of(draft: Draft, ends: boolean, problems: Problems): LastingShare | undefined {
    const { devices, position, what } = draft
    const touched = this.scopes.filter((one) => common(one.devices, devices).length > 0)
    const mine = touched.find((one) => touched.length === 1 && isSame(one.devices, devices))
    if (mine !== undefined) return mine.state
    const some = touched.find(({ state }) => !state.isWhole)
    if (some !== undefined) {
      const message = `${what}: ${this.name} lasts for ${some.state.share} of a place that this one is, or has, a part of`
      problems.add(position, `${message}, since ${at(some.state.lastBegin!.position)}: name that place`)
      return undefined
    }
    const lasting = touched.filter(({ state }) => state.isOn)
    const covered = lasting.reduce((sum, one) => sum + howMany(common(one.devices, devices)), 0)
    if (covered > 0 && (!ends || covered < howMany(devices))) {
      const since = at(lasting[0]!.state.lastBegin!.position)
      const where = covered < howMany(devices) ? 'in a part of this place' : 'here'
      const message = ends ? `it lasts ${where} only` : `it lasts ${where} already`
      problems.add(position, `${what}: ${message}, since ${since}`)
      return undefined
    }
    const state = LastingShare.after(
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
