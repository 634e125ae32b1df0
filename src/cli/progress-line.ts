import { printDuration } from '../input/units.js'
import type { Progress } from '../run/simulated.js'

/** One line on stderr that is drawn again and again: simulated time, rate, time left. Silent where nobody looks. */
export class ProgressLine {
  private readonly started = performance.now()
  private drawn = 0
  private readonly shown: boolean

  constructor(
    private readonly name: string,
    quiet: boolean,
  ) {
    this.shown = !quiet && process.stderr.isTTY === true
  }

  show({ done, of, events, replications, variations }: Progress): void {
    const now = performance.now()
    if (!this.shown || now - this.drawn < 200) return
    this.drawn = now
    const took = (now - this.started) / 1000
    if (variations !== undefined) {
      const left = printDuration(Math.round((took / variations.done) * (variations.of - variations.done) * 1e6), 2)
      process.stderr.write(
        `\r\x1b[K${this.name}: sensitivity, run ${variations.done} of ${variations.of}, ${left} left`,
      )
      return
    }
    if (replications !== undefined) {
      const each = took / replications.done
      const most = printDuration(Math.round(each * (replications.of - replications.done) * 1e6), 2)
      process.stderr.write(
        `\r\x1b[K${this.name}: replication ${replications.done} of ${replications.of}, at most ${most} left`,
      )
      return
    }
    const left = done > 0 ? printDuration(Math.round(((took * (of - done)) / done) * 1e6), 2) : 'unknown'
    const rate = `${(events / took / 1e6).toFixed(1)} M events/s`
    process.stderr.write(
      `\r\x1b[K${this.name}: ${printDuration(done, 3)} of ${printDuration(of)}, ${rate}, ${left} left`,
    )
  }

  clear(): void {
    if (this.shown && this.drawn > 0) process.stderr.write('\r\x1b[K')
  }
}
