import type { Simulation } from '../kernel/simulation.js'
import { LOSS_REASONS, type LossReason } from '../network/medium.js'
import { PRIORITY_SEND } from '../network/order.js'
import { ACKNOWLEDGEMENT, SENDING, type Messages } from '../trace/messages.js'
import { BACK, everyone, THERE, wayTo, type Acknowledged, type PayloadCounts, type Running } from './running.js'

/** What the exchange of messages and acknowledgements asks of whoever sends and counts them. */
export interface ExchangeHost {
  /** Sends what a slot holds, once its sender has processed it, for so long. */
  depart(slot: number, delay: number): void
  /** A message is lost to an addressee: every sending was, last at a place (network/place-of-loss). */
  gone(message: number, addressee: number, place: number, reason: LossReason, first: boolean): void
  /** Nothing keeps a message any more, whatever became of it. */
  over(message: number): void
}

/**
 * Messages whose receivers acknowledge them: sent again until all have, at most so many times (`delivery:`). Each sending and each
 * acknowledgement has a slot of its own; the message keeps its slot until none of them is under way and none will follow.
 */
export class Acknowledgements {
  private readonly timeOutCode: number

  constructor(
    private readonly simulation: Simulation,
    private readonly messages: Messages,
    private readonly running: readonly Running[],
    private readonly payloads: PayloadCounts,
    private readonly host: ExchangeHost,
  ) {
    this.timeOutCode = simulation.handler('time-out of a message', (message) => this.timedOut(message))
  }

  /** Its sender has processed a message: it is sent for the first time, to all its addressees together. */
  begin(message: number): void {
    const { messages } = this
    messages.sendings[message] = 1
    messages.acknowledged[message] = 0
    messages.timer[message] = 0
    this.send(message, 0, -1, 0)
  }

  /** A sending, or a part of it, is handed to the network: the time-out runs from now. */
  handed(sending: number): void {
    this.wait(this.messages.of[sending]!, this.simulation.now)
  }

  /** A sending was not even begun, since its session could not be: the sender had last tried at `triedAt`. */
  held(sending: number, triedAt: number): void {
    const message = this.messages.of[sending]!
    // To another addressee it has gone out since.
    if (this.messages.timer[message] === 0) this.wait(message, triedAt)
  }

  /** Whether a sending that its sender has prepared is still called for: an acknowledgement may have come meanwhile. */
  isWanted(sending: number): boolean {
    const { messages } = this
    const message = messages.of[sending]!
    const to = everyone(this.runningOf(message)) & ~messages.lost[sending]!
    return (to & ~messages.acknowledged[message]!) !== 0
  }

  /** An addressee has a sending whole: it says so, also where it had one before. */
  answer(message: number, addressee: number): void {
    const { messages } = this
    const { acknowledged, ways } = this.runningOf(message)
    const slot = messages.takeFor(message, ACKNOWLEDGEMENT)
    messages.copies[message]!++
    messages.bytes[slot] = acknowledged!.bytes
    messages.way[slot] = wayTo(addressee, BACK)
    messages.lost[slot] = ~(1 << addressee)
    // The first packet of a message has the number 0, and is counted as one.
    messages.packetsBefore[slot] = 1
    this.host.depart(slot, ways!.answering[addressee]!)
  }

  /** An acknowledgement has come back. */
  acknowledged(slot: number, addressee: number): void {
    const { messages } = this
    const message = messages.of[slot]!
    messages.acknowledged[message]! |= 1 << addressee
    if (messages.acknowledged[message] === everyone(this.runningOf(message))) this.callOff(message)
  }

  /** A sending will not reach addressees (bits), because of what happened at a place. */
  missed(sending: number, addressees: number, place: number, reason: LossReason): void {
    const { messages } = this
    const message = messages.of[sending]!
    const { tallies } = this.runningOf(message)
    for (let addressee = 0; addressee < tallies.length; addressee++) {
      if ((addressees & (1 << addressee)) === 0) continue
      messages.missedPlace[message * messages.stride + addressee] = place
      messages.missedWhy[message * messages.stride + addressee] = LOSS_REASONS.indexOf(reason)
    }
  }

  /** Nothing of a sending or an acknowledgement is under way any more. */
  ended(slot: number): void {
    const message = this.messages.of[slot]!
    this.messages.release(slot)
    this.letGo(message)
  }

  private send(message: number, addressees: number, way: number, delay: number): void {
    const { messages } = this
    const slot = messages.takeFor(message, SENDING)
    messages.copies[message]!++
    messages.bytes[slot] = messages.bytes[message]!
    messages.way[slot] = way
    messages.lost[slot] = addressees
    this.host.depart(slot, delay)
  }

  /** Whoever has not acknowledged by then is sent the message again; each of them alone, and no further part of the way. */
  private timedOut(message: number): void {
    const { messages, simulation } = this
    messages.timer[message] = 0
    const running = this.runningOf(message)
    const { resends } = this.settingsOf(message)
    const left = everyone(running) & ~messages.acknowledged[message]!
    // What nobody wants any more is not sent again.
    const wanted = simulation.now - messages.sentAt[message]! <= running.expires
    if (left !== 0 && messages.sendings[message]! <= resends && wanted) {
      messages.sendings[message]!++
      this.payloads.resent[running.payload]!++
      for (let addressee = 0; addressee < running.tallies.length; addressee++) {
        if ((left & (1 << addressee)) === 0) continue
        this.send(message, ~(1 << addressee), wayTo(addressee, THERE), running.delay)
      }
    }
    this.letGo(message)
  }

  private wait(message: number, from: number): void {
    const { messages, simulation } = this
    if (messages.timer[message] === 0) messages.copies[message]!++
    else simulation.cancel(messages.timer[message]!)
    const at = Math.max(simulation.now, from + this.settingsOf(message).timeOut)
    // Last of what happens at that moment: an acknowledgement that comes then has come in time.
    messages.timer[message] = simulation.atCancellable(
      at,
      PRIORITY_SEND,
      messages.key[message]!,
      this.timeOutCode,
      message,
    )
  }

  private callOff(message: number): void {
    const { messages, simulation } = this
    if (messages.timer[message] === 0) return
    simulation.cancel(messages.timer[message]!)
    messages.timer[message] = 0
    this.letGo(message)
  }

  /** One thing less keeps the message; with the last it is over, and lost to those who have not got it. */
  private letGo(message: number): void {
    const { messages } = this
    if (--messages.copies[message]! > 0) return
    const missing = everyone(this.runningOf(message)) & ~messages.has[message]!
    let first = true
    for (let addressee = 0; missing >> addressee !== 0; addressee++) {
      if ((missing & (1 << addressee)) === 0) continue
      const i = message * messages.stride + addressee
      const reason = LOSS_REASONS[messages.missedWhy[i]!]!
      this.host.gone(message, addressee, messages.missedPlace[i]!, reason, first)
      first = false
    }
    this.host.over(message)
    messages.release(message)
  }

  private runningOf(message: number): Running {
    return this.running[this.messages.emission[message]!]!
  }

  private settingsOf(message: number): Acknowledged {
    return this.runningOf(message).acknowledged!
  }
}
