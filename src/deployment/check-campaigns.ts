import { didYouMean } from '../input/nearest.js'
import { at } from '../input/position.js'
import type { Problems } from '../input/problems.js'
import type { YamlFile } from '../input/yaml.js'
import type { EventKind } from '../srs/event-kind.js'
import type { Requirement } from '../srs/requirement.js'
import type { Campaign } from './campaigns.js'
import { CAMPAIGN_CASTS } from './campaigns.js'
import type { Deployment } from './deployment.js'
import type { DeviceClass } from './device-class.js'
import { absence, classesOfActor, switchedOffBy, type Parts } from './in-play.js'
import { printTime, timeOf } from './moment.js'
import type { Settings } from './schema.js'
import { whatWaits } from './what-waits.js'

type Entry = Settings['campaigns'][number]
type PartsInTime = Parts & Pick<Deployment, 'start' | 'end'>

/** More blocks an image would cost more memory than it says anything: 2 MB are 2000 of 1 kB. */
const MOST_BLOCKS = 100_000

/** The campaigns of a deployment, in the order in which they are written. What cannot be goes on the list. */
export function checkedCampaigns(source: YamlFile, parts: PartsInTime, problems: Problems): Campaign[] {
  const names = new Map<string, number>()
  return parts.settings.campaigns.flatMap((entry, i) => {
    const first = names.get(entry.name)
    if (first === undefined) names.set(entry.name, i)
    else {
      const where = at(source.position(['campaigns', first, 'name']))
      const message = `campaigns.${i}.name: a campaign is called "${entry.name}" already, at ${where}`
      problems.add(source.position(['campaigns', i, 'name']), message)
    }
    const campaign = new EntryCheck(source, parts, entry, i, problems).campaign()
    return campaign === undefined ? [] : [campaign]
  })
}

class EntryCheck {
  constructor(
    private readonly source: YamlFile,
    private readonly parts: PartsInTime,
    private readonly entry: Entry,
    private readonly index: number,
    private readonly problems: Problems,
  ) {}

  /** Undefined where something is wrong. */
  campaign(): Campaign | undefined {
    const { entry, problems } = this
    const before = problems.count
    const time = this.time()
    const requirements = this.requirements()
    const of = howMany(requirements.flatMap((one) => this.devicesOf(one)))
    const devices = requirements.length === 0 ? 0 : this.devices(of)
    this.checkBlocks()
    if (problems.count > before) return undefined
    return {
      name: entry.name,
      at: time,
      requirementIds: requirements.map((one) => one.id),
      cast: this.castOf(requirements),
      devices,
      of,
      perHour: entry['per-hour'],
      capacity: entry.capacity,
      inFlight: entry['in-flight'],
      image: entry.image,
      block: entry.block,
      repairRounds: entry['repair-rounds'],
      repairAfter: entry['repair-after'],
      lastAlone: entry['last-repair'] === 'unicast',
      position: this.source.position(['campaigns', this.index]),
    }
  }

  private time(): number {
    const { start: from, end, settings } = this.parts
    const time = timeOf(this.entry.at, settings.start)
    if (time >= from && time < end) return time
    const when =
      time < from
        ? `is before the start, ${printTime(from, settings.start)}`
        : `is not before the end, ${printTime(end, settings.start)}`
    this.wrong('at', `${printTime(time, settings.start)} ${when}`)
    return time
  }

  /** The pairs whose payload it sends, of those that are in play here. */
  private requirements(): Requirement[] {
    const { what, payload } = this.entry
    if (what !== undefined && payload !== undefined) {
      this.wrong('payload', 'expected what or payload, found both')
      return []
    }
    if (payload !== undefined) return this.ofPayload(payload)
    if (what !== undefined) return this.ofKinds(what)
    this.wrong('name', 'expected what (a kind of event) or payload, to say what is sent; found neither')
    return []
  }

  private ofKinds(what: string): Requirement[] {
    const { catalogue, territories } = this.parts
    let kinds = [...catalogue.eventKinds.values()].filter((one) => one.what === what && one.cast !== 'field-tool')
    let name = what
    for (const column of ['of', 'cast'] as const) {
      const word = this.entry[column]
      if (word === undefined) continue
      const words = wordsOf(kinds, column)
      kinds = kinds.filter((one) => one[column] === word)
      if (kinds.length === 0) {
        this.wrong(column, `${name} has no ${column} "${word}"`, didYouMean(word, words))
        return []
      }
      name += ` with ${column} ${word}`
    }
    const waiting = whatWaits(this.parts, kinds, territories)
    if (waiting.kinds.length === 0) {
      this.wrong('what', `nothing in this deployment waits for ${name}`, waiting.why)
      return []
    }
    const casts = wordsOf(waiting.kinds, 'cast')
    if (casts.length > 1) {
      this.wrong('what', `expected cast, to say how ${name} is sent: ${casts.join(' or ')}`)
      return []
    }
    return this.receivedByDevices(
      'what',
      name,
      waiting.kinds.flatMap((kind) => kind.waitingIds).map((id) => catalogue.requirement(id)!),
    )
  }

  private ofPayload(payload: string): Requirement[] {
    const { catalogue } = this.parts
    for (const key of ['of', 'cast'] as const)
      if (this.entry[key] !== undefined) this.wrong(key, `expected no ${key}: payload says it all`)
    if (!catalogue.payloads.has(payload)) {
      this.wrong('payload', `no payload is called "${payload}"`, didYouMean(payload, catalogue.payloads.keys()))
      return []
    }
    const effects = new Set(catalogue.effects.flatMap((one) => one.effectIds))
    const rows = catalogue.requirements.filter((one) => one.used && one.payload.name === payload)
    const roots = rows.filter((one) => !effects.has(one.id) && one.from !== 'Field Tool')
    if (roots.length > 0) return this.receivedByDevices('payload', payload, roots)
    this.wrong('payload', `${payload} is sent in answer to another payload, or by a field tool: no campaign sends it`)
    return []
  }

  /** Those that are sent here, and to devices, DAPs or gateways. */
  private receivedByDevices(key: 'what' | 'payload', name: string, requirements: Requirement[]): Requirement[] {
    const sent = requirements.filter((one) => this.whyNot(one) === undefined)
    if (sent.length === 0) {
      this.wrong(key, `nothing in this deployment sends ${name}`, this.whyNot(requirements[0]!))
      return []
    }
    const found = sent.filter(
      (one) => this.devicesOf(one).length > 0 && this.isPlaced(one.to) && !this.isPlaced(one.from),
    )
    if (found.length === 0) this.wrong(key, `a campaign goes from the back office to devices: ${name} does not`)
    return found
  }

  private castOf(requirements: readonly Requirement[]): Campaign['cast'] {
    const ids = requirements.map((one) => one.id)
    const kinds = [...this.parts.catalogue.eventKinds.values()]
    const kind = kinds.find(
      ({ cast, waitingIds }) => cast !== 'field-tool' && waitingIds.some((id) => ids.includes(id)),
    )
    if (kind?.cast !== undefined && kind.cast !== 'field-tool') return kind.cast
    return kind?.concerns === 'type' ? 'broadcast' : 'unicast'
  }

  private isPlaced(actor: string): boolean {
    return this.parts.catalogue.actor(actor)?.kind !== 'single'
  }

  /** Why a pair sends nothing in any territory; undefined: it does. */
  private whyNot(requirement: Requirement): string | undefined {
    const off = switchedOffBy(this.parts.settings, requirement)
    if (off !== undefined) return `${off} is switched off`
    const absences = this.parts.territories.map((one) => absence(this.parts, requirement, one))
    return absences.includes(undefined) ? undefined : absences[0]
  }

  private devicesOf(requirement: Requirement): DeviceClass[] {
    return this.parts.territories
      .filter((territory) => absence(this.parts, requirement, territory) === undefined)
      .flatMap((territory) => classesOfActor(this.parts, requirement.to, territory))
  }

  private devices(all: number): number {
    const { devices, share } = this.entry
    if (devices !== undefined && share !== undefined) this.wrong('share', 'expected devices or share, found both')
    if (devices !== undefined && devices > all)
      this.wrong('devices', `expected at most ${all}, the devices that it is for; found ${devices}`)
    return devices ?? Math.max(1, Math.round((share ?? 1) * all))
  }

  private checkBlocks(): void {
    const { image, block } = this.entry
    if (image === undefined || image / block <= MOST_BLOCKS) return
    const message = `expected at most ${MOST_BLOCKS} blocks; the image has ${Math.ceil(image / block)} of ${block} B`
    this.wrong('image', message, 'choose larger blocks')
  }

  private wrong(key: keyof Entry, message: string, hint?: string): void {
    const position = this.source.position(['campaigns', this.index, key])
    this.problems.add(position, `campaigns.${this.index}.${key}: ${message}`, hint)
  }
}

function wordsOf(kinds: readonly EventKind[], column: 'of' | 'cast'): string[] {
  const words = new Set(kinds.map((one) => one[column]).filter((one) => one !== undefined))
  const known: readonly string[] = CAMPAIGN_CASTS
  return [...words].sort((a, b) => known.indexOf(a) - known.indexOf(b))
}

function howMany(classes: readonly DeviceClass[]): number {
  return [...new Set(classes)].reduce((sum, one) => sum + one.count, 0)
}
