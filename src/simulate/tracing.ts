import type { Layout } from '../deployment/layout.js'
import type { Homes } from '../events/homes.js'
import { BY_CAUSE, BY_CLOCK, BY_EVENT, BY_POLL, MessageNumbers } from '../trace/message-numbers.js'
import { BLOCK, FORCED, HELD, MESSAGE, type Messages } from '../trace/messages.js'
import { secondsText } from '../trace/trace-columns.js'
import type { Pair, TraceOutcome } from '../trace/trace-filter.js'
import type { MessageRow, TraceRecorder } from '../trace/trace-recorder.js'
import { OccurrenceSource } from '../traffic/occurrence-source.js'
import type { SendingSource } from '../traffic/sending-source.js'
import type { CampaignPart, CampaignRun } from './campaign-run.js'
import { serialsOf } from '../network/order.js'
import type { Running } from './running.js'

/** Tells a trace what becomes of the messages: there only where one is written. */
export class Tracing {
  readonly numbers = new MessageNumbers()
  /** On which tree devices hang, where that can change. Set once by the composition. */
  homes: Homes | undefined
  /** By emission and addressee; false: its rows are not asked for. */
  private readonly pairs: (Pair | false)[][] = []
  /** By emission and device: readings that no read has carried yet, as `Readings` has them. */
  private readonly unread: (Map<number, number> | undefined)[] = []
  private readonly row: MessageRow = {
    message: -1, pair: { requirement: '', payload: '', from: '', to: '' }, device: -1, sentAt: NaN, receivedAt: NaN, bytes: -1,
    outcome: 'open', cause: -1, dueAt: '', eventAt: NaN, district: -1, setOff: '', lostAt: '',
  } // prettier-ignore

  constructor(
    readonly recorder: TraceRecorder,
    private readonly layout: Layout,
    private readonly messages: Messages,
    private readonly running: readonly Running[],
    /** How many number their messages themselves; images are numbered behind them. */
    private readonly sources: number,
  ) {
    messages.numbers = this.numbers
  }

  /** A slot has been given to a message with a number. */
  numbered(slot: number, number: number): void {
    const { recorder, messages } = this
    const isRead = this.running[messages.emission[slot]!]!.readings !== undefined
    this.numbers.give(slot, number, isRead ? recorder.hasReadsOf(messages.device[slot]!) : recorder.hasMessage(number))
  }

  sentBy(message: number, source: SendingSource): void {
    // A poll comes by the clock of its reads, and says nothing of how often the command itself is sent.
    const isPoll = source.emission.polls >= 0
    this.numbers.by[message] = isPoll ? BY_POLL : source instanceof OccurrenceSource ? BY_EVENT : BY_CLOCK
  }

  /** A message is sent because of another one, and is in the sample with it; a read, with the others of its device. */
  caused(message: number, cause: number): void {
    const { numbers } = this
    const isRead = this.running[this.messages.emission[message]!]!.readings !== undefined
    numbers.cause[message] = numbers.root[cause]!
    numbers.by[message] = isRead ? BY_POLL : BY_CAUSE
    if (!isRead) numbers.inSample[message] = numbers.inSample[cause]!
  }

  /** A sending to all goes on as one more message, for a part of its devices. */
  branched(from: number, message: number): void {
    this.numbers.copy(from, message)
  }

  /** A slot has been given to a block of the image that goes to a device, or to all. */
  block(slot: number, run: CampaignRun, part: CampaignPart, device: number): void {
    const image = this.imageNumber(run, part, device)
    this.numbers.give(slot, image, this.recorder.hasMessage(image))
  }

  /** Whether hops of what a slot holds are written. */
  hasHops(slot: number): boolean {
    if (this.numbers.inSample[slot] === 0) return false
    const running = this.running[this.messages.emission[slot]!]!
    for (let addressee = 0; addressee < running.tallies.length; addressee++)
      if (this.pairOf(running, addressee) !== false) return true
    return false
  }

  received(running: Running, message: number, addressee: number, device: number, district: number, at: number): void {
    const pair = this.wanted(running, message, addressee)
    if (pair !== undefined) this.write(running, message, pair, device, district, 'delivered', at)
  }

  /** Of a sending to all, to all devices behind. */
  lost(running: Running, message: number, addressee: number, place: string): void {
    const pair = this.wanted(running, message, addressee)
    if (pair === undefined) return
    this.forEachBehind(running, message, (device, district) =>
      this.write(running, message, pair, device, district, 'lost', NaN, place),
    )
  }

  missedByOne(running: Running, message: number, device: number, place: string): void {
    const pair = this.wanted(running, message, 0)
    if (pair !== undefined)
      this.write(
        running,
        message,
        pair,
        device,
        this.districtOf(device, this.messages.tree[message]!),
        'lost',
        NaN,
        place,
      )
  }

  /** What became of the image of a campaign at a device: it counts as one message. */
  image(
    run: CampaignRun,
    part: CampaignPart,
    device: number,
    sentAt: number,
    outcome: TraceOutcome,
    at = NaN,
    place = '',
  ): void {
    const { row } = this
    const pair = this.pairOf(part.running, 0)
    const number = this.imageNumber(run, part, device)
    if (pair === false || !this.recorder.hasMessage(number)) return
    row.message = number
    row.pair = pair
    row.device = device
    row.sentAt = row.eventAt = sentAt
    row.receivedAt = at
    row.bytes = part.image
    row.outcome = outcome
    row.cause = -1
    row.dueAt = ''
    row.district = this.layout.districtOfTree(this.layout.treeOf(device))
    row.setOff = 'forced'
    row.lostAt = place
    this.recorder.message(row)
  }

  /** A reading is due at a device; `Readings` does not know yet. */
  due(running: Running, device: number, dueAt: number): void {
    const unread = (this.unread[running.emission.index] ??= new Map<number, number>())
    const before = unread.get(device) ?? 0
    // `Readings` forgets it now.
    if (before >>> 31) this.writeDue(running, device, running.readings!.dueBefore(dueAt, 32))
    unread.set(device, ((before << 1) | 1) >>> 0)
  }

  /** A read has taken all that its device had: its row will speak of them. */
  taken(running: Running, device: number): void {
    this.unread[running.emission.index]?.delete(device)
  }

  /** At the end of the run: what is under way, and the readings of which no read has spoken. */
  close(): void {
    const { messages } = this
    messages.forEach((slot) => {
      if (messages.kind[slot] !== MESSAGE || (messages.flags[slot]! & (BLOCK | HELD)) !== 0) return
      const running = this.running[messages.emission[slot]!]!
      for (let addressee = 0; addressee < running.tallies.length; addressee++) {
        if (((messages.has[slot]! | messages.lost[slot]!) & (1 << addressee)) !== 0) continue
        const pair = this.wanted(running, slot, addressee)
        if (pair === undefined) continue
        this.forEachBehind(running, slot, (device, district) =>
          this.write(running, slot, pair, device, district, 'open', NaN),
        )
      }
    })
    for (const running of this.running)
      this.unread[running.emission.index]?.forEach((bits, device) => {
        const { readings } = running
        const moments: number[] = []
        readings!.forEachDue(bits, readings!.newestDueOf(device), (dueAt) => moments.push(dueAt))
        for (const dueAt of moments.reverse()) this.writeDue(running, device, dueAt)
      })
  }

  private write(
    running: Running,
    message: number,
    pair: Pair,
    device: number,
    district: number,
    outcome: TraceOutcome,
    at: number,
    place = '',
  ): void {
    const { messages, numbers, row } = this
    row.message = numbers.root[message]!
    row.pair = pair
    row.device = device
    row.sentAt = messages.sentAt[message]!
    row.receivedAt = at
    row.bytes = messages.bytes[message]!
    row.outcome = outcome
    row.cause = numbers.cause[message]!
    row.dueAt = running.readings === undefined ? '' : this.dueTimesOf(running, message)
    row.eventAt = messages.eventAt[message]!
    row.district = district
    row.setOff = (messages.flags[message]! & FORCED) !== 0 ? 'forced' : SET_OFF[numbers.by[message]!]!
    row.lostAt = place
    this.recorder.message(row)
  }

  /** A row for each addressee: the reading was due for all of them. */
  private writeDue(running: Running, device: number, dueAt: number): void {
    const { row, layout } = this
    if (!this.recorder.hasReadsOf(device)) return
    for (let addressee = 0; addressee < running.tallies.length; addressee++) {
      const pair = this.pairOf(running, addressee)
      if (pair === false) continue
      row.message = row.bytes = row.cause = -1
      row.pair = pair
      row.device = device
      row.sentAt = row.receivedAt = row.eventAt = NaN
      row.outcome = 'due'
      row.dueAt = secondsText(dueAt)
      row.district = layout.districtOfTree(layout.treeOf(device))
      row.setOff = row.lostAt = ''
      this.recorder.message(row)
    }
  }

  /** The oldest first. */
  private dueTimesOf({ readings }: Running, message: number): string {
    const { messages } = this
    let text = ''
    readings!.forEachDue(messages.readings[message]!, messages.due[message]!, (dueAt) => {
      text = text === '' ? secondsText(dueAt) : `${secondsText(dueAt)};${text}`
    })
    return text
  }

  /** Visits the devices that what a message carries is for, or the one that it is of (-1: none), with the district that each is counted under. */
  private forEachBehind(
    { takingIn, stages }: Running,
    message: number,
    visit: (device: number, district: number) => void,
  ): void {
    const { messages, layout } = this
    const by = takingIn === undefined ? 'device' : stages[messages.stage[message]!]!.by
    const each = (device: number, tree: number) => visit(device, layout.districtOfTree(tree))
    if (by === 'one') takingIn!.all(each)
    else if (by === 'tree') takingIn!.onTree(messages.tree[message]!, each)
    else visit(messages.device[message]!, this.districtOf(messages.device[message]!, messages.tree[message]!))
  }

  /** By its own tree, whichever it hangs on now. */
  private districtOf(device: number, tree: number): number {
    return this.layout.districtOfTree(this.homes === undefined ? tree : this.homes.ownOf(device, tree))
  }

  private wanted(running: Running, message: number, addressee: number): Pair | undefined {
    if (this.numbers.inSample[message] === 0) return undefined
    const pair = this.pairOf(running, addressee)
    return pair === false ? undefined : pair
  }

  private pairOf({ emission }: Running, addressee: number): Pair | false {
    const pairs = (this.pairs[emission.index] ??= emission.applied.map(({ requirement }) => {
      const { id, payload, from, to } = requirement
      const pair = { requirement: id, payload: payload.name, from, to }
      return this.recorder.fitsPair(pair) ? pair : false
    }))
    return pairs[addressee]!
  }

  /** An image to all is one message; one that goes to each by itself is one a device. */
  private imageNumber(run: CampaignRun, part: CampaignPart, device: number): number {
    const { parts, devices } = run
    const serial = part.running.emission.toAll ? parts.indexOf(part) : parts.length + device - devices.first
    return (this.sources + run.index) * serialsOf(this.sources) + serial
  }
}

const SET_OFF: Record<number, string> = {
  [BY_CLOCK]: 'clock',
  [BY_EVENT]: 'event',
  [BY_CAUSE]: 'cause',
  [BY_POLL]: 'poll',
}
