import type { BudgetResult } from './budget-result.js'
import type { PopulationCounter } from './population-counter.js'
import type { ShareCounter } from './share-counter.js'
import type { WindowCounter } from './window-counter.js'

/** What a budget counts of one requirement, fed beside what the SRS asks of it (`Tally`). */
export interface BudgetCounter {
  onSent(sentAt: number, district: number, device: number, eventAt: number): void
  /** `soonEnough`: it kept what its When asks beside the latency (`within < 1.5 min of fault event`). */
  onReceived(sentAt: number, at: number, district: number, device: number, eventAt: number, soonEnough: boolean): void
  result(kinds: boolean): BudgetResult
}

/** Which budget of the deployment it is, by its place in the list, and of which requirement. */
interface Of {
  budget: number
  requirement: string
}

/** A share of the messages, within a time or ever. */
export class BudgetShare implements BudgetCounter {
  constructor(
    private readonly of: Of,
    private readonly counter: ShareCounter,
    private readonly form: 'in-time' | 'delivered',
  ) {}

  onSent(sentAt: number, district: number): void {
    this.counter.sent(sentAt, district)
  }

  onReceived(
    sentAt: number,
    at: number,
    district: number,
    _device: number,
    _eventAt: number,
    soonEnough: boolean,
  ): void {
    this.counter.received(sentAt, at, district, soonEnough || this.form === 'delivered')
  }

  result(kinds: boolean): BudgetResult {
    return { ...this.of, of: 'share', share: this.counter.result(kinds) }
  }
}

/** A share of what was due, captured within a window: fed by the windows of the requirement, beside which it stands. */
export class BudgetWindow implements BudgetCounter {
  constructor(
    private readonly of: Of,
    private readonly counter: WindowCounter,
  ) {}

  onSent(): void {}

  onReceived(): void {}

  result(kinds: boolean): BudgetResult {
    return { ...this.of, of: 'share', share: this.counter.results(kinds)[0]! }
  }
}

/** Of each event a share within one time, and all others within another. */
export class BudgetOfEvents implements BudgetCounter {
  constructor(
    private readonly of: Of,
    private readonly counter: PopulationCounter,
    /** What occurred before is not judged. */
    private readonly from: number,
  ) {}

  onSent(_sentAt: number, _district: number, _device: number, eventAt: number): void {
    if (eventAt >= this.from) this.counter.sent(eventAt)
  }

  onReceived(_sentAt: number, at: number, _district: number, _device: number, eventAt: number): void {
    this.counter.received(eventAt, at)
  }

  result(): BudgetResult {
    return { ...this.of, of: 'events', form: this.counter.form, population: this.counter.result() }
  }
}
