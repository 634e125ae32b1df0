export interface ScanMessage {
  at: number
  device: number
  bytes: number
  down: boolean
  priority: number
}

export interface ScanTimes {
  microsPerByte: number
  poll: number
  answer: number
  turnaround: number
  packetsPerPoll: number
  inTurn: boolean
}

/**
 * A master that asks one station after the other, and is watched at every question: what `Scan` computes. Nothing fails, and nothing has a header. Who
 * comes in the same moment in which something begins must not matter to the case.
 */
export class QuestionByQuestion {
  readonly arrivals: (number | undefined)[] = []
  /** What is no message's: questions and confirmations or answers before any data, each with when it began. */
  readonly questions: { at: number; bytes: number }[] = []
  readonly answers: { at: number; bytes: number }[] = []
  private now = 0
  private station = 0
  private readonly waiting: number[][]
  private readonly commands: number[]

  constructor(
    private readonly stations: number,
    private readonly times: ScanTimes,
    private readonly messages: ScanMessage[],
  ) {
    const order = messages.map((_, message) => message)
    order.sort((a, b) => messages[a]!.at - messages[b]!.at || a - b)
    this.waiting = Array.from({ length: stations }, (_, station) =>
      order.filter((message) => !messages[message]!.down && messages[message]!.device === station),
    )
    this.commands = order.filter((message) => messages[message]!.down)
  }

  runUntil(end: number): this {
    while (this.now < end) {
      const { times, messages } = this
      const mine = (message: number) => !times.inTurn || messages[message]!.device === this.station
      const [command] = this.take(this.commands, mine, this.now, 1)
      if (command === undefined) this.ask()
      else this.command(command)
    }
    return this
  }

  private ask(): void {
    const { times, station } = this
    const asked = this.now
    const answers = asked + times.poll * times.microsPerByte + times.turnaround
    this.questions.push({ at: asked, bytes: times.poll })
    this.answers.push({ at: answers, bytes: times.answer })
    this.now = answers + times.answer * times.microsPerByte
    for (const message of this.take(this.waiting[station]!, () => true, answers, times.packetsPerPoll))
      this.sent(message)
    this.station = (station + 1) % this.stations
  }

  private command(message: number): void {
    const { times } = this
    this.sent(message)
    this.now += times.turnaround
    this.answers.push({ at: this.now, bytes: times.answer })
    this.now += times.answer * times.microsPerByte
  }

  private sent(message: number): void {
    this.now += this.messages[message]!.bytes * this.times.microsPerByte
    this.arrivals[message] = this.now
  }

  /** Takes those of a line that go first among those that have come by a moment. */
  private take(line: number[], which: (message: number) => boolean, by: number, most: number): number[] {
    const { messages } = this
    const later = line.findIndex((message) => messages[message]!.at > by)
    const there = line.slice(0, later < 0 ? line.length : later).filter(which)
    there.sort((a, b) => messages[a]!.priority - messages[b]!.priority)
    const taken = there.slice(0, most)
    for (const message of taken) line.splice(line.indexOf(message), 1)
    return taken
  }
}
