import { printDuration } from '../input/units.js'

/** One line on stderr that is drawn again and again: how many of something are done, and how long the others will take. Silent where nobody looks. */
export class CountLine {
  private readonly started = performance.now()
  private drawn = 0
  private readonly shown: boolean

  constructor(
    private readonly name: string,
    private readonly of: number,
    quiet: boolean,
  ) {
    this.shown = !quiet && process.stderr.isTTY === true
  }

  show(done: number): void {
    const now = performance.now()
    if (!this.shown || now - this.drawn < 200) return
    this.drawn = now
    const left = ((now - this.started) / done) * (this.of - done)
    process.stderr.write(
      `\r\x1b[K${this.name} ${done} of ${this.of}, ${printDuration(Math.round(left * 1000), 2)} left`,
    )
  }

  clear(): void {
    if (this.shown && this.drawn > 0) process.stderr.write('\r\x1b[K')
  }
}
