import { didYouMean } from '../input/nearest.js'
import type { Problems } from '../input/problems.js'
import type { YamlFile } from '../input/yaml.js'
import { QUALIFIERS, type EventKind } from '../srs/event-kind.js'
import type { Deployment } from './deployment.js'
import { devicesAt, devicesSupplied } from './device-ranges.js'
import { POWER_OF, type ScriptedEvent } from './events.js'
import { isFault, KEYS_OF_FAULTS, whatsWith } from './fault-keys.js'
import { FeederShares, feedersOf, type OfFeeders } from './feeder-share.js'
import { PLACE_KEYS, type NamedPlace } from './feeders.js'
import type { Parts } from './in-play.js'
import { timeOf, whyOutside } from './moment.js'
import type { Settings } from './schema.js'
import { settled, type Draft, type Lasting } from './settled-events.js'
import type { Territory } from './territories.js'
import { classesConcerned, membersConcerned, standsAt, waitingAt, whatWaits, type Waiting } from './what-waits.js'

type Entry = Settings['events'][number]

/** What a deployment scripts of the events of the catalogue, in the order of time. What cannot happen, or that nothing waits for, goes on the list. */
export function scriptedEvents(
  source: YamlFile,
  parts: Parts & Pick<Deployment, 'start' | 'end'>,
  problems: Problems,
): ScriptedEvent[] {
  const drafts = parts.settings.events.flatMap((entry, i) =>
    isFault(entry.what) ? [] : [new EntryCheck(source, parts, entry, i, problems).drafts()],
  )
  return settled(withFeeders(parts, drafts, problems), problems)
}

/** Of each entry its drafts; where it says how many feeders it concerns, with those. */
function withFeeders(parts: Parts, entries: readonly Draft[][], problems: Problems): Draft[] {
  const shares = new FeederShares(parts, problems)
  const inOrder = entries.filter((one) => one.length > 0).sort(([a], [b]) => a!.at - b!.at)
  return inOrder.flatMap((drafts) => {
    if (!drafts.every(isOfFeeders)) return drafts
    const where = shares.placeOf(drafts)
    return where === undefined ? [] : drafts.flatMap((one) => placed(parts, one, where))
  })
}

function isOfFeeders(draft: Draft): draft is OfFeeders {
  return draft.feeders !== undefined
}

/** A draft about power in a place; none where nothing of its territory stands there. */
function placed(parts: Parts, draft: Draft, where: NamedPlace): Draft[] {
  const devices = devicesSupplied(parts.layout, draft.territory, where)
  const kinds = draft.kinds.filter((kind) => standsAt(parts, kind, draft.territory, where))
  return devices.length === 0 ? [] : [{ ...draft, where, devices, kinds }]
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
    this.checkKeys()
    const at = this.time()
    const kinds = this.kinds()
    const territories = this.territories()
    if (kinds.length === 0 || territories.length === 0) return []
    if (this.power !== undefined) return this.powerDrafts(at, kinds, territories, before)
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
        const { what } = this.entry
        return { ...one, what, power: undefined, at, territory, where, feeders: undefined, devices, share, position }
      })
    })
  }

  /** Power goes and comes in each territory, whether or not something waits for it. */
  private powerDrafts(at: number, kinds: EventKind[], territories: readonly Territory[], before: number): Draft[] {
    const { parts, power } = this
    const { what, feeders } = this.entry
    const all = { kinds, territories: territories.map((territory) => ({ territory, kinds })), why: '' }
    const where = this.where(all)
    if (feeders !== undefined) this.checkFeeders(territories)
    const members = membersConcerned(parts, all, where)
    // A part of no meters is nothing, while all that stands there may be something else.
    if (this.entry.share !== undefined && 'count' in members && members.count === 0)
      this.wrong('share', 'expected no share: it is one of the electric meters, and none stand there')
    const share = this.problems.count > before ? undefined : this.share(all, where)
    if (this.problems.count > before) return []
    const waits = whatWaits(parts, kinds, territories).territories
    const position = this.source.position(['events', this.index])
    const lasting = this.apart(kinds)[0]!.lasting
    const drafts = territories.flatMap((territory) => {
      const here = waits.find((one) => one.territory === territory)?.kinds ?? []
      const devices = devicesSupplied(parts.layout, territory, where)
      const own = where === undefined ? here : here.filter((kind) => standsAt(parts, kind, territory, where))
      const draft = { what, kinds: own, power, at, territory, where, feeders, devices, share, lasting, position }
      return devices.length === 0 ? [] : [draft]
    })
    if (drafts.length === 0) this.wrong(where?.key ?? 'what', 'nothing stands there that has power to lose')
    return drafts
  }

  private get power() {
    return POWER_OF[this.entry.what]
  }

  /** Some keys are those of faults, or of power alone. */
  private checkKeys(): void {
    const { what } = this.entry
    const others: readonly (keyof Entry)[] = this.power === undefined ? [...KEYS_OF_FAULTS, 'feeders'] : KEYS_OF_FAULTS
    for (const key of others) {
      if (this.entry[key] === undefined) continue
      const position = this.source.keyPosition(['events', this.index, key])
      const owners = key === 'feeders' ? Object.keys(POWER_OF) : whatsWith(key)
      this.problems.add(
        position,
        `events.${this.index}: ${what} has no key "${key}"`,
        `it belongs to ${owners.join(', ')}`,
      )
    }
  }

  /** They are no more than there are, and a place of their own. */
  private checkFeeders(territories: readonly Territory[]): void {
    const { feeders } = this.entry
    const other = (['share', 'device-count', ...PLACE_KEYS] as const).find((key) => this.entry[key] !== undefined)
    if (other !== undefined)
      this.wrong(other, `expected no ${other} beside feeders: all on those feeders are concerned`)
    const many = feedersOf(
      this.parts,
      territories.map((territory) => ({ territory })),
    ).length
    if (feeders !== undefined && 'count' in feeders && feeders.count > many)
      this.wrong('feeders', `expected at most ${many}, the feeders that there are; found ${feeders.count}`)
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
    const outside = whyOutside(time, this.entry.at, { from, end, start })
    if (outside !== undefined) this.wrong('at', outside.message, outside.hint)
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
