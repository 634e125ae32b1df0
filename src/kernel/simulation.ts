import type { EventQueue } from './event-queue.js'
import { CalendarQueue } from './calendar-queue.js'
import type { Trajectory } from './trajectory.js'

/** The simulation loop: a clock, and handlers that run when the events they were scheduled for come up. */
export class Simulation {
  /** Follows every event, where somebody wants to know. */
  trajectory: Trajectory | undefined
  private clock = 0
  private executedHere = 0
  private elsewhere = 0
  private stopping = false
  private running = OUTSIDE
  private readonly names: string[] = []
  private readonly handlers: ((argument: number) => void)[] = []

  constructor(private readonly queue: EventQueue = new CalendarQueue()) {}

  get now(): number {
    return this.clock
  }

  /** Events executed so far, here or elsewhere on behalf of this simulation. */
  get events(): number {
    return this.executedHere + this.elsewhere
  }

  /** Those that were executed here, whoever counts them. */
  get executed(): number {
    return this.executedHere
  }

  /** Of the event that is running: what it came before others of its time for. */
  get priority(): number {
    return this.queue.priority
  }

  get key(): number {
    return this.queue.key
  }

  get pending(): number {
    return this.queue.size
  }

  /** Whether the last run ended by stop(), short of its end. */
  get stopped(): boolean {
    return this.stopping
  }

  /** Makes a handler known; events call it by the code that this returns. The name is for error messages. */
  handler(name: string, run: (argument: number) => void): number {
    this.names.push(name)
    return this.handlers.push(run) - 1
  }

  /** Time is whole microseconds, now or later. Order among equal times: see EventQueue. */
  at(time: number, priority: number, key: number, code: number, argument: number): void {
    if (!this.isTime(time)) this.refuse(time, code)
    this.queue.push(time, priority, key, code, argument)
  }

  after(delay: number, priority: number, key: number, code: number, argument: number): void {
    this.at(this.clock + delay, priority, key, code, argument)
  }

  atCancellable(time: number, priority: number, key: number, code: number, argument: number): number {
    if (!this.isTime(time)) this.refuse(time, code)
    return this.queue.pushCancellable(time, priority, key, code, argument)
  }

  /** False when the event has fired or was cancelled already. */
  cancel(handle: number): boolean {
    return this.queue.cancel(handle)
  }

  /** Drops all that was asked for. */
  clear(): void {
    this.queue.clear()
  }

  /** From inside a handler: its event is one of another simulation, which counts it. */
  uncount(): void {
    this.elsewhere--
  }

  /** Events that were executed elsewhere on behalf of this simulation. */
  executedElsewhere(events: number): void {
    this.elsewhere += events
  }

  /** Executes every event up to and at `end`, and sets the clock to it. */
  runUntil(end: number): void {
    this.run(end, Infinity)
  }

  /**
   * The same, but gives up at a moment of performance.now(), looked at every 1024 events, so that signals and messages get their
   * turn. True when the end is reached; otherwise call again, unless `stopped`: there may be nothing left before the end.
   */
  runSlice(end: number, deadlineMs: number): boolean {
    return this.run(end, deadlineMs)
  }

  /** From inside a handler: the run returns after that event, the clock stays. Outside a run it does nothing. */
  stop(): void {
    if (this.running !== OUTSIDE) this.stopping = true
  }

  private run(end: number, deadlineMs: number): boolean {
    if (this.running !== OUTSIDE) throw new Error(`${this.named(this.running)} started a run inside a run`)
    if (!this.isTime(end)) throw new Error(`cannot run until ${end} µs: ${this.objection(end)}`)
    this.stopping = false
    const { queue, handlers } = this
    try {
      let untilLook = SLICE_EVENTS
      while (queue.pop(end)) {
        this.clock = queue.time
        this.running = queue.code
        this.executedHere++
        if (this.trajectory !== undefined) this.trajectory.add(queue.time, queue.key)
        handlers[queue.code]!(queue.argument)
        if (this.stopping) return false
        if (--untilLook === 0) {
          if (performance.now() >= deadlineMs) return false
          untilLook = SLICE_EVENTS
        }
      }
    } finally {
      this.running = OUTSIDE
    }
    this.clock = end
    return true
  }

  private isTime(time: number): boolean {
    return time >= this.clock && time < Infinity && time === Math.floor(time)
  }

  private refuse(time: number, code: number): never {
    throw new Error(`${this.named(code)} was asked for at ${time} µs ${this.asker()}: ${this.objection(time)}`)
  }

  private objection(time: number): string {
    if (!Number.isFinite(time)) return 'not a time'
    if (time < this.clock) return `in the past, it is ${this.clock} µs`
    return 'not a whole number of microseconds'
  }

  private asker(): string {
    return this.running === OUTSIDE ? 'outside any event' : `by ${this.named(this.running)}`
  }

  private named(code: number): string {
    return `handler '${this.names[code] ?? `unknown code ${code}`}'`
  }
}

const OUTSIDE = -1
const SLICE_EVENTS = 1024
