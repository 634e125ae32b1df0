import { didYouMean } from '../input/nearest.js'
import type { Problems } from '../input/problems.js'
import type { YamlFile } from '../input/yaml.js'
import { DAY } from '../kernel/time.js'
import { QUALIFIERS, type EventKind } from '../srs/event-kind.js'
import type { Deployment } from './deployment.js'
import { devicesAt } from './device-ranges.js'
import type { ScriptedEvent } from './events.js'
import { PLACE_KEYS, type NamedPlace } from './feeders.js'
import type { Parts } from './in-play.js'
import { printTime, timeOf } from './moment.js'
import type { Settings } from './schema.js'
import { settled, type Draft, type Lasting } from './settled-events.js'
import type { Territory } from './territories.js'
import { classesConcerned, membersConcerned, waitingAt, whatWaits, type Waiting } from './what-waits.js'

type Entry = Settings['events'][number]

/** What a deployment scripts, in the order of time. What cannot happen, or that nothing waits for, goes on the list. */
export function scriptedEvents(
  source: YamlFile,
  parts: Parts & Pick<Deployment, 'start' | 'end'>,
  problems: Problems,
): ScriptedEvent[] {
  const drafts = parts.settings.events.flatMap((entry, i) => new EntryCheck(source, parts, entry, i, problems).drafts())
  return settled(drafts, problems)
}

/** An event that is exercised needs something that waits for it and, where it ends another, that one before it. */
export function checkExercise(source: YamlFile, parts: Parts, problems: Problems): void {
  const { exercise } = parts.settings
  if (!Array.isArray(exercise)) return
  exercise.forEach((what, i) => {
    const kinds = [...parts.catalogue.eventKinds.values()].filter((one) => one.what === what)
    const position = source.position(['exercise', i])
    const { kinds: waited, why } = whatWaits(parts, kinds, parts.territories)
    if (waited.length === 0) problems.add(position, nothingWaits(what), why)
    const undone = kinds.map((one) => one.undoes).filter((one) => one !== undefined)
    if (undone.length === 0 || undone.some((one) => exercise.includes(one))) return
    problems.add(position, `${what} ends ${undone[0]}, which is not exercised`, `add ${undone[0]}`)
  })
}

function nothingWaits(name: string): string {
  return `nothing in this deployment waits for ${name}`
}

class EntryCheck {
  constructor(
    private readonly source: YamlFile,
    private readonly parts: Parts & Pick<Deployment, 'start' | 'end'>,
    private readonly entry: Entry,
    private readonly index: number,
    private readonly problems: Problems,
  ) {}

  /** One for each territory, and for each kind that another undoes; none where something is wrong. */
  drafts(): Draft[] {
    const before = this.problems.count
    const at = this.time()
    const kinds = this.kinds()
    const territories = this.territories()
    if (kinds.length === 0 || territories.length === 0) return []
    const anywhere = whatWaits(this.parts, kinds, territories)
    if (anywhere.kinds.length === 0) this.wrong('what', nothingWaits(this.name()), anywhere.why)
    const where = this.where(anywhere)
    if (this.problems.count > before) return []
    const waiting = where === undefined ? anywhere : waitingAt(this.parts, anywhere, where)
    if (waiting.kinds.length === 0) this.wrong(where!.key, `nothing there waits for ${this.name()}`)
    const share = waiting.kinds.length === 0 ? undefined : this.share(waiting, where)
    if (this.problems.count > before) return []
    const position = this.source.position(['events', this.index])
    return waiting.territories.flatMap(({ territory, kinds: here }) => {
      return this.apart(here).map((one) => {
        const classes = classesConcerned(this.parts, this.together(one), territory)
        const devices = devicesAt(this.parts.layout, classes, where)
        return { ...one, at, territory, where, devices, share, position }
      })
    })
  }

  /** The one part of the network that the entry names, if it names any. */
  private where({ kinds }: Waiting): NamedPlace | undefined {
    const { layout } = this.parts
    const keys = PLACE_KEYS.filter((key) => this.entry[key] !== undefined)
    const [key, another] = keys
    if (key === undefined) return undefined
    if (another !== undefined) {
      this.wrong(another, `expected one of ${PLACE_KEYS.join(', ')}; found ${keys.join(' and ')}`)
      return undefined
    }
    const name = this.entry[key]!
    const where = layout.placeNamed(key, name)
    if (where === undefined) {
      const names = layout.namesOf(key)
      if (names.length === 0) this.wrong(key, `this deployment has no ${key}`)
      else this.wrong(key, `no ${key} is called "${name}"`, didYouMean(name, names))
    } else if (kinds.length > 0 && kinds.every((one) => one.concerns === 'type'))
      this.wrong(key, `expected no ${key}: ${this.name()} is one sending to all of a type`)
    else if (key === 'area' && kinds.length > 0 && kinds.every((one) => one.concerns === 'place'))
      this.wrong(key, `expected a feeder, dap or gateway: ${this.name()} is at one place`)
    return where
  }

  private time(): number {
    const { start: from, end, settings } = this.parts
    const { start } = settings
    const time = timeOf(this.entry.at, start)
    if (time >= from && time < end) return time
    const when =
      time < from ? `is before the start, ${printTime(from, start)}` : `is not before the end, ${printTime(end, start)}`
    const isMissed = this.entry.at.from === 'first-day' && time < from && time + DAY < end
    const next = isMissed ? `on the next day it is "${printTime(time + DAY, start)}"` : ''
    this.wrong('at', `${printTime(time, start)} ${when}`, next)
    return time
  }

  /** Narrowed by one word after the other. */
  private kinds(): EventKind[] {
    const { what } = this.entry
    const all = [...this.parts.catalogue.eventKinds.values()].filter((one) => one.what === what)
    let kinds = all
    let name: string = what
    for (const column of QUALIFIERS) {
      const word = this.entry[column]
      if (word === undefined) continue
      const words = [...new Set(kinds.map((one) => one[column]).filter((one) => one !== undefined))]
      kinds = kinds.filter((one) => one[column] === word)
      if (kinds.length === 0) {
        const hint = words.length > 0 ? didYouMean(word, words) : toldApartBy(all)
        this.wrong(column, `${name} has no ${column} "${word}"`, hint)
        return []
      }
      name += ` with ${column} ${word}`
    }
    return kinds
  }

  /** As the entry says it: `price-change with program TOU`. */
  private name(): string {
    const said = QUALIFIERS.filter((column) => this.entry[column] !== undefined)
    const words = said.map((column) => `${column} ${this.entry[column]}`)
    const places = (['territory', ...PLACE_KEYS] as const).filter((key) => this.entry[key] !== undefined)
    const where = places.map((key) => ` in ${key === 'territory' ? '' : `${key} `}${this.entry[key]}`).join('')
    return `${this.entry.what}${words.length > 0 ? ` with ${words.join(', ')}` : ''}${where}`
  }

  private territories(): readonly Territory[] {
    const { territories } = this.parts
    const { territory: name } = this.entry
    if (name === undefined) return territories
    const found = territories.filter((one) => one.name === name && name !== '')
    if (found.length > 0) return found
    const names = territories.map((one) => one.name).filter((one) => one !== '')
    if (names.length === 0) this.wrong('territory', 'expected no territory: this deployment is not divided into any')
    else this.wrong('territory', `no territory is called "${name}"`, didYouMean(name, names))
    return []
  }

  /** The part of the members; undefined: all of them, or of what ends another event as many as that concerned. */
  private share(waiting: Waiting, where: NamedPlace | undefined): number | undefined {
    const { share, 'device-count': devices } = this.entry
    const key = devices === undefined ? 'share' : 'device-count'
    if (share === undefined && devices === undefined) return undefined
    if (share !== undefined && devices !== undefined) {
      this.wrong('device-count', 'expected share or device-count, found both')
      return undefined
    }
    if (waiting.kinds.every((one) => one.concerns === 'type' || one.concerns === 'place')) {
      const why = waiting.kinds[0]!.concerns === 'type' ? 'one sending to all of a type' : 'at one place of its own'
      this.wrong(key, `expected no ${key}: ${this.name()} is ${why}`)
      return undefined
    }
    if (devices === undefined) return share
    const members = membersConcerned(this.parts, waiting, where)
    if ('several' in members) {
      const message = `expected a share: ${this.name()} concerns members of ${members.several.join(' and ')}`
      this.wrong(key, message)
    } else if (devices > members.count) {
      this.wrong(
        key,
        `expected at most ${Math.floor(members.count)}, the members that ${this.name()} concerns; found ${devices}`,
      )
    } else return devices / members.count
    return undefined
  }

  /** What lasts until another event ends it is followed by itself. */
  private apart(kinds: EventKind[]): { kinds: EventKind[]; lasting: Lasting | undefined }[] {
    const ended = new Set([...this.parts.catalogue.eventKinds.values()].map((one) => one.undoes))
    const isLasting = ({ what, undoes }: EventKind) => undoes !== undefined || ended.has(what)
    const others = kinds.filter((one) => !isLasting(one))
    const lasting = kinds.filter(isLasting).map((one) => ({
      kinds: [one],
      lasting: {
        name: one.undoes ?? one.what,
        words: QUALIFIERS.map((column) => one[column]),
        ends: one.undoes !== undefined,
      },
    }))
    return others.length > 0 ? [...lasting, { kinds: others, lasting: undefined }] : lasting
  }

  /** What begins and what ends the same concern the same devices. */
  private together({ kinds, lasting }: Pick<Draft, 'kinds' | 'lasting'>): readonly EventKind[] {
    const all = [...this.parts.catalogue.eventKinds.values()]
    return lasting ? all.filter(({ what, undoes }) => what === lasting.name || undoes === lasting.name) : kinds
  }

  private wrong(key: keyof Entry, message: string, hint?: string): void {
    this.problems.add(
      this.source.position(['events', this.index, key]),
      `events.${this.index}.${key}: ${message}`,
      hint,
    )
  }
}

/** The words that tell apart the events of one kind: `program (TOU, RTP), by (utility, rep)`. */
function toldApartBy(kinds: readonly EventKind[]): string {
  const columns = QUALIFIERS.map((column) => {
    const words = [...new Set(kinds.map((one) => one[column]).filter((one) => one !== undefined))]
    return words.length === 0 ? undefined : `${column} (${words.join(', ')})`
  }).filter((one) => one !== undefined)
  return columns.length === 0 ? 'no word narrows it' : `what narrows it: ${columns.join(', ')}`
}
