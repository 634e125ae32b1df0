import type { BudgetResult, JudgedBudget } from '../check/budget-result.js'
import { judgePopulation, type PopulationResult } from '../check/population-counter.js'
import { addShares, type ShareResult } from '../check/share-result.js'
import { verdictOf, type TallyResult } from '../check/tally-result.js'
import { decide, found, leastSure, percent, type Verdict } from '../check/verdict.js'
import type { Budget } from '../deployment/budgets.js'
import { ConfidenceSequence } from '../stats/confidence-sequence.js'
import { SequentialTest, type Decision } from '../stats/sequential-test.js'
import type { Measured } from './measured.js'
import type { Statistics } from './statistics.js'

/**
 * Looks at every requirement and budget after each replication, and says when all are decided: by a test that holds however often one
 * looks (stats/sequential-test). What was never sent in any of them is waited for by nobody, nor are budgets that only warn.
 */
export class UntilDecided {
  /** By requirement and bound. */
  private readonly followed: Followed[][]
  /** By their places in what is measured; of networks and nodes nothing is followed. */
  private readonly budgets: FollowedBudget[]
  private replications = 0

  constructor(
    first: Measured,
    private readonly statistics: Statistics,
    budgets: readonly Budget[] = [],
  ) {
    const ofBudgets = first.budgets.filter((one) => one.of === 'share').length
    const bounds = first.tallies.reduce((sum, { shares }) => sum + shares.length, ofBudgets)
    const { confidence, familywise, resolution } = statistics
    // Of many tests that may each be looked at, no order of steps is known beforehand: each has its part of the doubt (Bonferroni).
    const each = familywise ? 1 - (1 - confidence) / bounds : confidence
    this.followed = first.tallies.map(({ shares }) => shares.map((one) => new Followed(one, each, resolution)))
    this.budgets = first.budgets.map((one): FollowedBudget => {
      const isWaitedFor = budgets[one.budget]!.level === 'error'
      if (one.of === 'share') return { isWaitedFor, share: new Followed(one.share, each, resolution) }
      // Of each event: no replication leaves it undecided, and none to come can mend what fails. Only its interval is looked at.
      return one.of === 'events'
        ? { isWaitedFor: false, events: new FollowedEvents(confidence) }
        : { isWaitedFor: false }
    })
  }

  /** The next replication, in their order. */
  add({ tallies, budgets }: Measured): void {
    this.replications++
    for (const [i, { shares }] of tallies.entries())
      for (const [bound, share] of shares.entries()) this.followed[i]![bound]!.add(share)
    for (const [i, one] of budgets.entries()) {
      if (one.of === 'share') this.budgets[i]!.share!.add(one.share)
      if (one.of === 'events') this.budgets[i]!.events!.add(one.population)
    }
  }

  get isDecided(): boolean {
    const waitedFor = this.budgets.filter((one) => one.isWaitedFor)
    return (
      this.followed.every((bounds) => bounds.some((one) => one.hasFailed) || bounds.every((one) => one.isOver)) &&
      waitedFor.every((one) => one.share!.isOver)
    )
  }

  /** Of a requirement, with all that was measured of it in all replications. */
  verdictOf(requirement: number, all: TallyResult): Verdict {
    return verdictOf(all, (share, bound) => this.ofShare(this.followed[requirement]![bound]!, share))
  }

  /** Of a budget likewise; undefined of networks and nodes. */
  ofBudget(place: number, all: BudgetResult): JudgedBudget | undefined {
    const { share, events } = this.budgets[place]!
    if (all.of === 'share') return this.ofShare(share!, all.share)
    if (all.of === 'metric') return undefined
    return judgePopulation(all.form, all.population, 1, this.statistics.confidence, events!.interval)
  }

  private ofShare(followed: Followed, share: ShareResult): Verdict {
    const { confidence } = this.statistics
    const verdict = decide(share, { confidence, runs: this.replications })
    return verdict.verdict === 'not exercised' ? verdict : followed.verdict(share, this.replications)
  }
}

interface FollowedBudget {
  isWaitedFor: boolean
  share?: Followed
  events?: FollowedEvents
}

/** How many events were as asked, replication by replication: each is an observation by itself. */
class FollowedEvents {
  private readonly sequence: ConfidenceSequence

  constructor(confidence: number) {
    this.sequence = new ConfidenceSequence(confidence)
  }

  add({ events, good }: PopulationResult): void {
    this.sequence.add(1, 1, good)
    this.sequence.add(0, 1, events - good)
  }

  get interval(): { low: number; high: number } {
    const { low, high } = this.sequence
    return { low, high }
  }
}

/** One bound of one requirement or budget, replication by replication. */
class Followed {
  private test: SequentialTest | undefined
  private sequence: ConfidenceSequence | undefined
  /** All that was counted so far, how often someone looked at it, and the interval of the last look. */
  private all: ShareResult | undefined
  private looks = 0
  private atLook = { low: 0, high: 1 }
  private decision: Decision | undefined
  private readonly resolution: number

  constructor(
    private readonly first: ShareResult,
    private readonly confidence: number,
    resolution: number | undefined,
  ) {
    // Half of the loss that the bound allows is no small difference any more.
    const loss = 1 - first.bound.share
    this.resolution = resolution === undefined ? loss / 10 : Math.min(resolution, loss / 2)
  }

  /** Decided, or nothing that could be. */
  get isOver(): boolean {
    return this.test === undefined || this.decision !== undefined
  }

  get hasFailed(): boolean {
    return this.decision === 'fail'
  }

  add(share: ShareResult): void {
    const { kinds, needs } = share
    if (needs !== undefined || kinds!.length === 0) return
    const { confidence, resolution } = this
    // How large a cluster may be has to be known before what is good of it: the first replication says it.
    const size = kinds!.reduce((most, { counted }) => Math.max(most, counted), 1)
    this.test ??= new SequentialTest(this.first.bound.share, { confidence, resolution, size })
    this.sequence ??= new ConfidenceSequence(confidence, size)
    for (const { good, counted, times } of kinds!) {
      this.test.add(good, counted, times)
      this.sequence.add(good, counted, times)
    }
    this.all = this.all === undefined ? share : addShares(this.all, share)
    this.look()
  }

  /**
   * The bets take the clusters of districts and hours as they come. The interval of a run knows more ways in which messages share their luck (devices,
   * hours of all districts): at the k-th look it has the part 1/(k(k + 1)) of the doubt, all of which together are one. Both must agree.
   */
  private look(): void {
    const k = ++this.looks
    const spent = 1 - (1 - this.confidence) / (k * (k + 1))
    const { verdict, interval } = decide(this.all!, { confidence: spent, runs: k })
    this.atLook = interval!
    const { decision } = this.test!
    if (decision === 'undecided (at the bound)' || decision === verdict) this.decision ??= decision
  }

  verdict(share: ShareResult, replications: number): Verdict {
    const known = { sums: leastSure(share, this.confidence).sums, interval: this.reach }
    const { bound } = share
    const after = `${replications} replication${replications === 1 ? '' : 's'}`
    const { decision } = this
    if (decision === 'pass' || decision === 'fail') return found(share, decision, known)
    if (decision !== undefined) {
      const zone = [bound.share - this.resolution, Math.min(1, bound.share + this.resolution)].map((one) =>
        percent(one),
      )
      const because = `undecided (at the bound) after ${after}: it lies within ${zone.join(' to ')}, which makes no difference (--resolution)`
      return found(share, 'undecided', known, because)
    }
    const wants = this.wants(share, replications)
    return found(share, 'undecided', known, `not decided after ${after} (--max-replications); ${wants}`)
  }

  /** What both leave open. */
  private get reach(): { low: number; high: number } {
    const { low, high } = this.sequence!
    return { low: Math.min(low, this.atLook.low), high: Math.max(high, this.atLook.high) }
  }

  /**
   * About how many replications would take the limit to the bound: its distance from the share falls with their number where nothing, or
   * everything, was good, and otherwise with the root of it.
   */
  private wants({ bound, sums }: ShareResult, replications: number): string {
    const share = sums.good / sums.counted
    const apart = Math.abs(share - bound.share)
    if (apart === 0) return 'no number would decide, the share is the bound'
    const reaches = share > bound.share ? share - this.reach.low : this.reach.high - share
    const power = sums.good === 0 || sums.good === sums.counted ? 1 : 2
    const needed = Math.max(replications + 1, Math.ceil(replications * (reaches / apart) ** power))
    return `about ${needed} replications would decide`
  }
}
