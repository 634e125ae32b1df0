import { GivenUp } from './given-up.js'
import type { LinkBook } from './link-book.js'
import type { LinkLoss } from './link-loss.js'
import { EVERYONE } from './medium.js'
import { PRIORITY_ARRIVAL } from './order.js'
import { PacketLines } from './packet-lines.js'
import type { PolledSettings } from './polled-settings.js'
import type { PollTimes } from './poll-times.js'
import { Scan } from './scan.js'
import { ScanLoad } from './scan-load.js'
import { SilentStations } from './silent-stations.js'
import { TurnSet } from './turn-set.js'

/** What the channels of a medium have in common. */
export interface PolledMedium {
  settings: PolledSettings
  times: PollTimes
  book: LinkBook
  loss: LinkLoss
  /** What goes no further because of a fault. */
  stopped: GivenUp
  /** Events: something is due on a channel, and a packet arrives. */
  dueCode: number
  arrivalCode: number
}

export const DOWN = 0
export const UP = 1

/** What is due on a channel. */
const NOTHING = 0
/** A station that has something to send begins to answer. */
const ANSWER = 1
/** The master sends a command. */
const COMMAND = 2
/** An exchange is over. */
const END = 3

/** The line of the commands that go before the next question. */
const BEFORE_THE_NEXT = 0
const upLine = (station: number) => 1 + 2 * station
const downLine = (station: number) => 2 + 2 * station
const isOfCommands = (line: number) => line % 2 === 0

/**
 * One channel: a master and the stations that it asks in turn. While nobody has anything to send there is no event; where the scan stands when something
 * comes is computed (`Scan`). A station that has something to send says so when it is asked: what waits there when it begins to answer goes with the answer.
 *
 * One draw decides over an exchange: that of a command, or of the first packet of an answer. A command that is lost is met with silence; of an answer
 * that is lost the master waits for the end.
 *
 * A station that is down does not answer: each question to it costs the time-out, as often as the master asks again. While the master is down nobody is asked,
 * and what stations have to send waits at them.
 */
export class PolledChannel {
  readonly load: ScanLoad
  private readonly scan: Scan
  private readonly lines: PacketLines
  /** Stations that have something to send, and those for which a command waits for their turn. */
  private readonly asking = new TurnSet()
  private readonly commanded = new TurnSet()
  /** Those that are down; undefined: none can be. */
  private readonly silent: SilentStations | undefined
  private isMasterDown = false
  /** Bytes of all commands at the master. */
  private commands = 0
  private due = NOTHING
  private visit = 0
  private event = 0
  /** When the exchange is over that occupies the channel; what an idle channel carries is booked up to here. */
  private heldUntil = 0
  private booked: number
  /** How often in a row the station that is being asked has not come through. */
  private failures = 0
  /** The packets that were given up in this exchange: it is known when it is over. */
  private givenUp = -1

  constructor(
    private readonly number: number,
    private readonly medium: PolledMedium,
    stations: number,
  ) {
    const { book, times } = medium
    this.load = new ScanLoad(book, times.microsPerByte)
    this.silent = book.faults && new SilentStations()
    this.scan = new Scan(stations, times.idle, times.hearing, this.silent, times.silent)
    this.lines = new PacketLines(book.packets)
    this.lines.reach(downLine(stations))
    this.booked = book.load.start
  }

  /** One more station, asked last. */
  add(): number {
    const { scan } = this
    // From the visit that is going on, since the numbers of those after it change.
    if (this.due !== END) this.scanFrom(this.visitNow())
    this.lines.reach(downLine(scan.stations))
    const station = scan.stations++
    if (this.due !== END) this.plan()
    return station
  }

  private visitNow(): number {
    return Math.max(0, this.scan.nextVisit(this.medium.book.simulation.now) - 1)
  }

  /** Counts visits from this one on; what is due is to be planned anew. */
  private scanFrom(visit: number): void {
    const { scan } = this
    this.bookIdle(scan.beginningOf(visit))
    scan.from(scan.beginningOf(visit), scan.stationOf(visit))
    this.forget()
  }

  /** A station goes down: what waits in it is gone with it. */
  stationFell(station: number): void {
    this.giveUpAll(upLine(station))
    this.asking.delete(station)
    // It is not the one any more that is asked again.
    if (this.scan.stationOf(0) === station) this.failures = 0
    this.setSilent(station, true)
    this.medium.stopped.tell()
  }

  /** Before anything was sent over the channel: a station is down, or the master is. */
  beginsWithout(station: number): void {
    this.silent!.add(station)
  }

  beginsWithoutMaster(): void {
    this.isMasterDown = true
  }

  stationRose(station: number): void {
    this.setSilent(station, false)
  }

  private setSilent(station: number, isSilent: boolean): void {
    const { scan, silent } = this
    const isIdle = this.due !== END && !this.isMasterDown
    if (isIdle) {
      // A visit that is going on is not changed any more.
      const visit = this.visitNow()
      this.scanFrom(scan.stationOf(visit) === station ? scan.nextVisit(this.medium.book.simulation.now) : visit)
    }
    if (isSilent) silent!.add(station)
    else silent!.delete(station)
    if (isIdle) this.plan()
  }

  /** The master goes down, with the commands that it holds; an exchange that has begun is the last one. */
  masterFell(): void {
    const { scan, commanded } = this
    if (this.due !== END) {
      this.bookIdle(this.medium.book.simulation.now)
      this.forget()
    }
    this.isMasterDown = true
    this.failures = 0
    this.commands = 0
    this.giveUpAll(BEFORE_THE_NEXT)
    while (!commanded.isEmpty) {
      const station = commanded.ahead(0, scan.stations)
      commanded.delete(station)
      this.giveUpAll(downLine(station))
    }
    this.medium.stopped.tell()
  }

  /** It begins with the first station. */
  masterRose(): void {
    const { now } = this.medium.book.simulation
    this.isMasterDown = false
    if (this.due === END) return
    this.booked = Math.max(this.booked, now)
    this.scan.from(now, 0)
    this.plan()
  }

  private giveUpAll(line: number): void {
    const { book, stopped } = this.medium
    let packet = this.lines.takeAll(line)
    while (packet >= 0) {
      const after = book.packets.next[packet]!
      stopped.add(packet, 'node down')
      packet = after
    }
  }

  /** Takes those out that stand first in a line and cannot be sent any more; whether others are left there. */
  private takeStopped(line: number): boolean {
    const { lines } = this
    const { book, settings, stopped } = this.medium
    for (let packet = lines.head[line]!; packet >= 0; packet = lines.head[line]!) {
      const reason = book.stop(packet)
      if (reason === undefined) return true
      const wireBytes = book.wireBytes(packet, settings.header)
      lines.takeFirst(line)
      lines.left(line, wireBytes)
      if (isOfCommands(line)) this.commands -= wireBytes
      stopped.add(packet, reason)
    }
    return false
  }

  /** A packet stands at its station, or at the master. */
  offer(packet: number, station: number, direction: 0 | 1): void {
    const { lines } = this
    const { book, settings } = this.medium
    const link = book.packets.link[packet]!
    const wireBytes = book.wireBytes(packet, settings.header)
    const toAll = book.packets.endpoint[packet] === EVERYONE
    const inTurn = direction === DOWN && settings.commands === 'in-turn' && !toAll
    const line = direction === UP ? upLine(station) : inTurn ? downLine(station) : BEFORE_THE_NEXT
    const before = direction === UP ? lines.bytes[line]! : this.commands
    if (before + wireBytes > settings.queue) {
      book.lost(packet, 'queue full')
      return
    }
    lines.append(line, packet, wireBytes)
    book.backlog(link, before + wireBytes)
    if (direction === UP) this.asking.add(station)
    else this.commands += wireBytes
    if (inTurn) this.commanded.add(station)
    if (this.due !== END) this.plan()
  }

  /** What is due now happens. */
  happen(): void {
    const { due } = this
    this.due = NOTHING
    if (due === ANSWER) this.answer()
    else if (due === COMMAND) this.command()
    else this.end()
  }

  /** Books what the scan has put on the air until now. */
  bookUntil(now: number): void {
    if (this.due === END || this.isMasterDown) return
    this.bookIdle(this.due === ANSWER ? Math.min(now, this.scan.beginningOf(this.visit)) : now)
  }

  /** Finds what is due next on a channel on which no exchange is going on. A command that waits goes before a question. */
  private plan(): void {
    if (this.isMasterDown) return
    const { scan, asking, commanded, lines } = this
    const { book } = this.medium
    const { now } = book.simulation
    let due = NOTHING
    let visit = Infinity
    if (!asking.isEmpty) {
      const from = scan.nextAnswer(now)
      visit = from + asking.ahead(scan.stationOf(from), scan.stations)
      due = ANSWER
    }
    let command = Infinity
    if (!lines.isEmpty(BEFORE_THE_NEXT)) command = scan.nextVisit(now)
    else if (!commanded.isEmpty) {
      const from = scan.nextVisit(now)
      command = from + commanded.ahead(scan.stationOf(from), scan.stations)
    }
    if (command < Infinity && command <= visit) {
      visit = command
      due = COMMAND
    }
    if (due === this.due && visit === this.visit) return
    this.forget()
    if (due === NOTHING) return
    const at = due === ANSWER ? scan.answerOf(visit) : scan.beginningOf(visit)
    const packet = lines.head[due === ANSWER ? upLine(scan.stationOf(visit)) : this.commandLine(visit)]!
    this.expect(due, visit, Math.ceil(at), packet)
  }

  private commandLine(visit: number): number {
    return this.lines.isEmpty(BEFORE_THE_NEXT) ? downLine(this.scan.stationOf(visit)) : BEFORE_THE_NEXT
  }

  private expect(due: number, visit: number, at: number, packet: number): void {
    const { book, dueCode } = this.medium
    const { packets, simulation } = book
    this.due = due
    this.visit = visit
    const key = packets.key[packet]! + packets.hop[packet]!
    this.event = simulation.atCancellable(Math.max(at, simulation.now), PRIORITY_ARRIVAL, key, dueCode, this.number)
  }

  private forget(): void {
    if (this.due !== NOTHING) this.medium.book.simulation.cancel(this.event)
    this.due = NOTHING
  }

  /** A station that was asked answers with what it has. */
  private answer(): void {
    const { scan, lines, load } = this
    const { book, settings, times, loss } = this.medium
    const { packets } = book
    const begin = scan.beginningOf(this.visit)
    const station = scan.stationOf(this.visit)
    const line = upLine(station)
    const { faults } = book
    if (faults !== undefined && !this.takeStopped(line)) {
      this.asking.delete(station)
      this.nothingLeft()
      return
    }
    this.bookIdle(begin)
    load.spread(begin, begin + times.asking, settings.poll, 0)

    const first = lines.head[line]!
    let at = scan.answerOf(this.visit)
    let count = 0
    for (let packet = first; packet >= 0 && count < settings['packets-per-poll']; packet = packets.next[packet]!) {
      if (count > 0 && book.stop(packet) !== undefined) break
      // It may have come within the microsecond in which the answer begins.
      if (packets.since[packet]! > at) at = packets.since[packet]!
      count++
    }
    load.spread(at, at + times.answering, 0, times.answer)
    const isHeard = faults === undefined || faults.nodes.isUp(packets.far[first]!)
    const lost = loss.fails(first, packets.endpoint[first]!, packets.attempt[first]!, at) || !isHeard
    at += times.answering
    for (let packet = first, i = 0; i < count; i++) {
      const after = packets.next[packet]!
      const start = at
      at = this.transmit(packet, start)
      if (!lost) {
        lines.takeFirst(line)
        this.arrives(packet, start, at)
        lines.left(line, book.wireBytes(packet, settings.header))
      }
      packet = after
    }
    let again = false
    if (lost) {
      at = Math.max(at, begin + times.asking + settings['time-out'])
      this.failed(line, count)
      again = ++this.failures <= settings.retries && !lines.isEmpty(line)
    }
    if (!again) this.failures = 0
    if (lines.isEmpty(line)) this.asking.delete(station)
    this.hold(at, again ? station : (station + 1) % scan.stations, first)
    this.medium.stopped.tell()
  }

  /** What was due cannot be sent any more: the next has its turn. */
  private nothingLeft(): void {
    this.plan()
    this.medium.stopped.tell()
  }

  /** None of the first packets of a station has come through: those that have failed too often are given up. */
  private failed(line: number, count: number): void {
    const { lines } = this
    const { book, settings } = this.medium
    const { attempt, next } = book.packets
    const most = settings.visits * (settings.retries + 1)
    let stay = -1
    for (let i = 0; i < count; i++) {
      const packet = lines.takeFirst(line)
      if (++attempt[packet]! < most) {
        next[packet] = stay
        stay = packet
        continue
      }
      lines.left(line, book.wireBytes(packet, settings.header))
      next[packet] = this.givenUp
      this.givenUp = packet
    }
    while (stay >= 0) {
      const before = next[stay]!
      lines.putBack(line, stay)
      stay = before
    }
  }

  /** The master sends the command that is first. */
  private command(): void {
    const { scan, lines, load } = this
    const { book, settings, times, loss } = this.medium
    const { packets } = book
    const begin = scan.beginningOf(this.visit)
    const station = scan.stationOf(this.visit)
    const line = this.commandLine(this.visit)
    const { faults } = book
    if (faults !== undefined && !this.takeStopped(line)) {
      if (line !== BEFORE_THE_NEXT) this.commanded.delete(station)
      this.nothingLeft()
      return
    }
    this.bookIdle(begin)
    const packet = lines.takeFirst(line)
    const wireBytes = book.wireBytes(packet, settings.header)
    const node = packets.endpoint[packet]!
    const start = Math.max(begin, packets.since[packet]!)
    const isHeard = faults === undefined || faults.nodes.isUp(packets.far[packet]!)
    const lost = node !== EVERYONE && (loss.fails(packet, node, packets.attempt[packet]!, start) || !isHeard)
    let at = this.transmit(packet, start)
    let ended = true
    if (lost) {
      at += settings['time-out']
      ended = packets.attempt[packet]! >= settings.retries
      if (ended) {
        packets.next[packet] = this.givenUp
        this.givenUp = packet
      } else {
        packets.attempt[packet]!++
        lines.putBack(line, packet)
      }
    } else {
      this.arrives(packet, start, at)
      if (node !== EVERYONE) {
        // The station confirms it.
        at += settings.turnaround
        const confirmed = at + settings.answer * times.microsPerByte
        load.spread(at, confirmed, 0, settings.answer)
        at = confirmed
      }
    }
    if (ended) {
      lines.left(line, wireBytes)
      this.commands -= wireBytes
      if (line !== BEFORE_THE_NEXT && lines.isEmpty(line)) this.commanded.delete(station)
    }
    this.hold(at, station, packet)
    this.medium.stopped.tell()
  }

  /** Puts a packet on the air, and says when it is over. */
  private transmit(packet: number, start: number): number {
    const { book, settings, times } = this.medium
    const { attempt, begun } = book.packets
    const wireBytes = book.wireBytes(packet, settings.header)
    const finish = start + wireBytes * times.microsPerByte * book.slowdown(packet)
    if (attempt[packet] === 0) begun[packet] = start
    book.sent(packet, start, finish, wireBytes, attempt[packet]! > 0)
    return finish
  }

  private arrives(packet: number, start: number, finish: number): void {
    const { book, arrivalCode } = this.medium
    const { packets, links, simulation } = book
    book.spent(packet, packets.begun[packet]!, start, finish)
    const at = Math.ceil(finish + links.processingOf(packets.link[packet]!))
    const key = packets.key[packet]! + packets.hop[packet]!
    simulation.at(Math.max(at, simulation.now), PRIORITY_ARRIVAL, key, arrivalCode, packet)
  }

  /** The channel is occupied until a moment; then this station is asked next. */
  private hold(until: number, station: number, packet: number): void {
    this.scan.from(until, station)
    this.heldUntil = until
    this.expect(END, 0, Math.ceil(until), packet)
  }

  private end(): void {
    const { book, settings } = this.medium
    this.booked = this.heldUntil
    let packet = this.givenUp
    this.givenUp = -1
    while (packet >= 0) {
      const after = book.packets.next[packet]!
      const tries = book.packets.attempt[packet]!
      const isHeard = book.faults === undefined || book.faults.nodes.isUp(book.packets.far[packet]!)
      book.lost(packet, !isHeard ? 'node down' : tries > 1 || settings.retries > 0 ? 'retries exhausted' : 'noise')
      packet = after
    }
    this.plan()
  }

  private bookIdle(until: number): void {
    const { times } = this.medium
    if (until <= this.booked) return
    const silent = this.silent?.count ?? 0
    if (silent === 0) {
      const visits = (until - this.booked) / times.idle
      this.load.spread(this.booked, until, visits * times.idleDown, visits * times.idleUp)
    } else {
      const answer = this.scan.stations - silent
      const cycles = (until - this.booked) / (answer * times.idle + silent * times.silent)
      const down = answer * times.idleDown + silent * times.silentDown
      this.load.spread(this.booked, until, cycles * down, cycles * answer * times.idleUp)
    }
    this.booked = until
  }
}
