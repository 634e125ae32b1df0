import type { Tally } from '../check/tally.js'
import type { Deployment } from '../deployment/deployment.js'
import { nearest } from '../input/nearest.js'
import type { Problems } from '../input/problems.js'
import type { Rows } from '../input/rows.js'
import type { Requirement } from '../srs/requirement.js'
import type { Emission } from '../traffic/emission.js'
import type { ChainsInRows } from './check-chains.js'
import type { TraceCells, TraceColumn } from './check-columns.js'
import { deviceNumbers, NamesAsTheyCome, type DeviceNumbers } from './check-devices.js'
import { KnownTexts } from './check-known.js'
import type { TraceNotes } from './check-notes.js'
import { ReadingsInRows } from './check-readings.js'
import { countName, RequirementFinder } from './check-requirement.js'
import { hourOf, type SendingsInRows } from './check-sendings.js'
import { isOwnTrace } from './check-columns.js'
import { TimeColumn, type TimeOptions } from './check-times.js'

/** What rows are counted by. */
export interface CountedBy {
  tallies: ReadonlyMap<string, Tally>
  emissions: readonly Emission[]
  chains: ChainsInRows
  sentByItself: SendingsInRows
  notes: TraceNotes
  problems: Problems
  /** So many districts are told apart. */
  districts: number
}

/** A requirement that rows may be of. */
interface Target {
  requirement: Requirement
  tally: Tally
  devices: DeviceNumbers
  /** By territory: what sends it there, and which of its addressees it is. */
  ways: ({ emission: Emission; addressee: number } | undefined)[]
  readings: ReadingsInRows | undefined
  lost: Map<string, number>
  lastAt: number
}

const OUTCOMES = ['delivered', 'lost', 'open', 'due']
const SET_OFF = ['clock', 'event', 'cause', 'forced', 'poll']
const NOTHING = new Set(['', 'NA', 'N/A', 'NaN', 'null', 'NULL', 'None'])
const LONGEST_NOTHING = 4
const SPACE = 32
const NO_RECEIPT = 'an unknown place: no receipt'

/** Counts the rows of a trace one by one, as a simulation counts what happens, and notes what is odd about them. */
export class CheckedRows {
  private readonly targets = new Map<Requirement, Target>()
  private readonly finder: RequirementFinder
  private readonly times: Record<'sent_at' | 'received_at' | 'due_at' | 'event_at', TimeColumn>
  /** Messages, requirements and devices that were received; and those that were told of without a receipt: when sent, where lost. */
  private readonly received: KnownTexts
  private readonly waiting: KnownTexts
  private readonly places: string[] = []
  /** Which requirement a message was one of that may tell those alike apart which it causes. */
  private readonly told: KnownTexts
  private readonly toldOf: Requirement[] = []
  private readonly names: NamesAsTheyCome
  private readonly districts: NamesAsTheyCome
  private readonly territoryOf: number[] = []
  /** Moments of events as a run has them: a trace has whole microseconds. */
  private readonly events = new Map<number, number>()

  constructor(
    private readonly deployment: Deployment,
    private readonly rows: Rows,
    private readonly cells: TraceCells,
    options: TimeOptions,
    private readonly by: CountedBy,
  ) {
    const { tallies, emissions, notes } = by
    const seen = () => rows.used / rows.size
    const known = (width?: number) => new KnownTexts(width, seen)
    this.names = new NamesAsTheyCome(seen)
    this.districts = new NamesAsTheyCome(seen)
    this.received = known()
    this.waiting = known(2)
    this.told = known(1)
    const time = () => new TimeColumn(deployment, options)
    this.times = { sent_at: time(), received_at: time(), due_at: time(), event_at: time() }
    for (const [id, tally] of tallies) {
      const of = emissions.filter((one) => one.polls < 0 && addresseeOf(one, id) >= 0)
      const { window, scheduled, requirement } = tally
      const ways: Target['ways'] = []
      for (const emission of of) ways[emission.territory.index] = { emission, addressee: addresseeOf(emission, id) }
      this.targets.set(requirement, {
        ...{ requirement, tally, ways, lost: new Map<string, number>(), lastAt: 0 },
        devices: deviceNumbers(tally, of),
        readings: window !== undefined && scheduled ? new ReadingsInRows(window, of[0]!) : undefined,
      })
    }
    this.finder = new RequirementFinder(deployment, this.targets.keys())
    for (const { first, count, territory } of deployment.layout.trees)
      for (let tree = first; tree < first + count; tree++)
        this.territoryOf[deployment.layout.districtOfTree(tree)] ??= territory
    for (const { at } of deployment.scripted)
      for (const round of [Math.floor, Math.ceil]) this.events.set(round(at), at)
    notes.own = isOwnTrace(cells)
    notes.mostDistricts = by.districts
    notes.without = (['message', 'device', 'outcome', 'cause'] as const).filter((one) => cells[one] < 0)
  }

  row(): void {
    const { by, deployment } = this
    const { notes } = by
    notes.rows++
    const before = by.problems.count
    const target = this.target()
    const sentAt = this.time('sent_at')
    let receivedAt = this.time('received_at')
    let outcome = this.word('outcome', OUTCOMES)
    const setOff = this.word('set_off', SET_OFF)
    const eventAt = this.eventAt()
    const district = this.district()
    if (outcome === 'delivered' && receivedAt === undefined)
      this.wrong('received_at', 'expected when it was received: it is delivered')
    if (outcome === 'due' && this.cells.due_at < 0)
      this.wrong('outcome', 'without the column "due_at" nothing says when it was due')
    if (by.problems.count > before || target === undefined) return
    const name = this.cell('device')
    const device = this.device(target, name)
    if (outcome === 'due') {
      for (const due of this.dues()) target.readings?.missed(due, district, device)
      notes.counted++
      return
    }
    if (sentAt === undefined) {
      notes.unsent++
      return
    }
    if (sentAt < deployment.start || sentAt > deployment.end) {
      notes[sentAt < deployment.start ? 'before' : 'after']++
      return
    }
    // That it came is the stronger word: somebody has seen it.
    if (receivedAt !== undefined && (outcome === 'lost' || outcome === 'open')) notes.contradictions++
    if (receivedAt !== undefined && receivedAt > deployment.end) {
      notes.late++
      receivedAt = undefined
      outcome = 'open'
    }
    if (receivedAt !== undefined && receivedAt < sentAt) {
      this.noteNegative(target, sentAt - receivedAt)
      receivedAt = sentAt
    }
    const message = this.cell('message')
    const place = receivedAt === undefined ? this.placeOfLoss(target, outcome, sentAt) : ''
    const known = message === '' ? undefined : this.known(target, message, name, receivedAt, sentAt, place)
    if (known === 'again') {
      notes.duplicates++
      return
    }
    notes.counted++
    const { tally } = target
    if (known === undefined) {
      const forced = setOff === 'forced'
      tally.onSent(sentAt, district, forced, device, eventAt ?? sentAt)
      this.countSending(target, district, message, setOff, sentAt, eventAt)
      this.tell(target, message)
    }
    const from = known ?? sentAt
    this.follow(target, district, message, setOff, from, receivedAt)
    if (receivedAt === undefined) {
      if (place !== '') target.lost.set(place, (target.lost.get(place) ?? 0) + 1)
      for (const due of this.dues(sentAt, target)) target.readings?.missed(due, district, device)
      return
    }
    tally.onReceived(from, receivedAt, district, device, eventAt ?? from)
    if (target.readings === undefined) return
    if (receivedAt < target.lastAt) notes.disordered++
    target.lastAt = Math.max(target.lastAt, receivedAt)
    for (const due of this.dues(from, target)) target.readings.captured(due, receivedAt, district, device)
  }

  /** At the end of the trace. */
  close(): void {
    const { notes, chains } = this.by
    for (const { tally, lost, readings, ways } of this.targets.values()) {
      // As in a run, what the first addressee never got is told of it alone.
      if (ways.find((one) => one !== undefined)?.addressee === 0) readings?.close()
      for (const [place, many] of lost) if (many > 0) tally.onLost(place, many)
    }
    notes.causeless += chains.causeless
    notes.devices = this.names.most
    notes.districts = this.districts.most
    notes.negative.byRequirement.sort((a, b) => b.worst - a.worst || (a.requirement < b.requirement ? -1 : 1))
    for (const names of [...Object.values(notes.unknown), notes.ambiguous]) names.sort((a, b) => b.rows - a.rows)
  }

  private target(): Target | undefined {
    const { notes } = this.by
    const spoken = { requirement: this.cell('requirement'), payload: '', from: '', to: '' }
    if (spoken.requirement === '')
      Object.assign(spoken, { payload: this.cell('payload'), from: this.cell('from'), to: this.cell('to') })
    const found = this.finder.find(spoken, () => this.causing())
    if ('requirement' in found) return this.targets.get(found.requirement)
    const { none, name, hint } = found
    countName(none === 'ambiguous' ? notes.ambiguous : notes.unknown[none], name, hint)
    return undefined
  }

  /** What caused the row: a requirement, where a row above is its message; otherwise what stands there. */
  private causing(): Requirement | string {
    const cause = this.cell('cause')
    if (cause === '' || this.deployment.catalogue.payloads.has(cause)) return cause
    if (this.told.find(cause)) return this.toldOf[this.told.value(0)]!
    this.by.notes.causeless++
    return cause
  }

  private tell({ requirement }: Target, message: string): void {
    if (message === '' || this.by.notes.own || !this.finder.tellingCauses.has(requirement)) return
    if (!this.toldOf.includes(requirement)) this.toldOf.push(requirement)
    if (!this.told.add(message)) this.told.setValue(0, this.toldOf.indexOf(requirement))
  }

  /** Undefined: it is new. `again`: what the row says is known. A moment: it was sent then, and is received only now. */
  private known(
    target: Target,
    message: string,
    device: string,
    receivedAt: number | undefined,
    sentAt: number,
    place: string,
  ): number | 'again' | undefined {
    const { received, waiting } = this
    const { id } = target.requirement
    if (receivedAt === undefined) {
      if (received.find(message, id, device) || waiting.add(message, id, device)) return 'again'
      waiting.setValue(0, sentAt)
      waiting.setValue(1, place === '' ? -1 : this.placeNumber(place))
      return undefined
    }
    if (received.add(message, id, device)) return 'again'
    if (waiting.isEmpty || !waiting.find(message, id, device)) return undefined
    const lostAt = waiting.value(1)
    if (lostAt >= 0) target.lost.set(this.places[lostAt]!, target.lost.get(this.places[lostAt]!)! - 1)
    return waiting.value(0)
  }

  private placeNumber(place: string): number {
    const known = this.places.indexOf(place)
    return known < 0 ? this.places.push(place) - 1 : known
  }

  /** Where it was lost; an empty text: it is open. Where nothing says what became of it, it is lost when its time has passed. */
  private placeOfLoss({ tally }: Target, outcome: string, sentAt: number): string {
    const isLost = outcome === 'lost' || (outcome !== 'open' && sentAt + tally.within <= this.deployment.end)
    return isLost ? this.cell('lost_at') || NO_RECEIPT : ''
  }

  private countSending(
    target: Target,
    district: number,
    message: string,
    setOff: string,
    sentAt: number,
    eventAt: number | undefined,
  ): void {
    const way = this.wayOf(target, district)
    if (way === undefined || !way.emission.root) return
    const { emission, addressee } = way
    const byEvent = this.cells.set_off >= 0 ? setOff === 'event' : emission.terms.some((one) => one.event !== undefined)
    if (!byEvent && this.cells.set_off >= 0 && setOff !== 'clock') return
    const name = message === '' ? `${sentAt}` : message
    const occurred = byEvent ? (eventAt ?? hourOf(sentAt)) : undefined
    this.by.sentByItself.count(emission.index, addressee, name, occurred)
  }

  private follow(
    target: Target,
    district: number,
    message: string,
    setOff: string,
    sentAt: number,
    receivedAt: number | undefined,
  ): void {
    const { chains } = this.by
    const way = this.wayOf(target, district)
    if (message === '' || setOff === 'poll' || way === undefined || !chains.has(way.emission)) return
    chains.row(way.emission, way.addressee, message, this.cell('cause'), sentAt, receivedAt ?? -1, district)
  }

  private wayOf({ ways }: Target, district: number): Target['ways'][number] {
    return this.by.notes.own ? ways[this.territoryOf[district]!] : ways.find((one) => one !== undefined)
  }

  /** When the readings were due that the row speaks of. */
  private dues(sentAt?: number, target?: Target): number[] {
    if (target !== undefined && target.readings === undefined) return []
    if (this.cells.due_at < 0) return sentAt === undefined ? [] : [sentAt]
    const text = this.cell('due_at')
    if (text === '') return []
    const { start, end } = this.deployment
    const dues = text.split(';').map((one) => this.moment('due_at', one.trim()) ?? NaN)
    return this.by.notes.own ? dues : dues.filter((due) => due >= start && due <= end)
  }

  private eventAt(): number | undefined {
    const at = this.time('event_at')
    return at === undefined ? undefined : (this.events.get(at) ?? at)
  }

  private district(): number {
    const { districts } = this.by
    const text = this.cell('district')
    if (text === '') return 0
    if (!this.by.notes.own) return this.districts.foldedNumberOf(text, { first: 0, count: districts })
    const number = Number(text)
    if (Number.isInteger(number) && number >= 0 && number < districts) return number
    this.wrong('district', `expected a district of this deployment, 0 to ${districts - 1}, found "${text}"`)
    return 0
  }

  /** The device by which it is counted; -1: none. */
  private device({ devices }: Target, text: string): number {
    if (text === '' || devices.count === 0) return -1
    const { first, count } = devices
    const { notes } = this.by
    const number = notes.own ? Number(text) : this.names.numberOf(text, devices)
    if (Number.isInteger(number) && number >= first && number < first + count) return number
    notes.strangers++
    return -1
  }

  private noteNegative({ requirement: { id } }: Target, by: number): void {
    const { negative } = this.by.notes
    negative.rows++
    if (by > negative.skew) negative.beyond++
    if (by > negative.worst) Object.assign(negative, { worst: by, worstLine: this.rows.line })
    const known = negative.byRequirement.find((one) => one.requirement === id)
    if (known === undefined) negative.byRequirement.push({ requirement: id, rows: 1, worst: by })
    else {
      known.rows++
      known.worst = Math.max(known.worst, by)
    }
  }

  /** The text of a cell; empty where it says nothing. */
  private cell(column: TraceColumn): string {
    const cell = this.cells[column]
    if (cell < 0) return ''
    const text = this.rows.text(cell)
    if (text.length > LONGEST_NOTHING && text.charCodeAt(0) > SPACE && text.charCodeAt(text.length - 1) > SPACE)
      return text
    const word = text.trim()
    return NOTHING.has(word) ? '' : word
  }

  private word(column: 'outcome' | 'set_off', words: readonly string[]): string {
    const text = this.cell(column)
    if (text === '' || words.includes(text)) return text
    const near = nearest(text, words)
    this.wrong(
      column,
      `expected one of ${words.join(', ')}, found "${text.slice(0, 60)}"`,
      near && `did you mean "${near}"?`,
    )
    return ''
  }

  private time(column: keyof CheckedRows['times']): number | undefined {
    const text = this.cell(column)
    return text === '' ? undefined : this.moment(column, text)
  }

  private moment(column: keyof CheckedRows['times'], text: string): number | undefined {
    const time = this.times[column].read(text)
    if (typeof time === 'number') return time
    this.wrong(column, time.expected, time.hint)
    return undefined
  }

  private wrong(column: TraceColumn, message: string, hint?: string): void {
    const { rows, cells } = this
    this.by.problems.add(rows.position(Math.max(0, cells[column])), `${column}: ${message}`, hint)
  }
}

function addresseeOf({ applied }: Emission, id: string): number {
  return applied.findIndex((one) => one.requirement.id === id)
}
