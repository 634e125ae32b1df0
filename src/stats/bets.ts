/**
 * What a gambler who began with one has after betting, observation by observation, on a share being higher than `share` (the
 * logarithm of it, as it grows without bound). Were the share this, or lower, no bet has a gain in the mean, so that he ever has
 * w or more with a chance of at most 1/w (Ville 1939): whenever he has, the share is higher, however often one has looked.
 * (Shafer and Vovk; Waudby-Smith and Ramdas, JRSS B 86, 2024.) He splits his money over fixed bets, small ones for a share
 * that is only a little higher, and so need not know which is best (Cover's portfolio; Orabona and Jun, IEEE Trans. Information
 * Theory 70, 2024).
 *
 * An observation is a cluster of messages, or a run: independent of the others, of one share in the mean, and worth at most one
 * good or bad whole. Of clusters of one run whose shares differ (some hours are worse), it is the share of the run that
 * counts: the mean of the logarithms is at most the logarithm of the mean, and the bets are the same for all of them.
 */
export class Bets {
  /** By bet, the logarithm of what one unit put on it has become. */
  private readonly logs = new Float64Array(PARTS.length)

  constructor(
    private readonly share: number,
    /** The most messages that an observation has; one that has more counts as one that has as many. */
    private readonly size = 1,
  ) {
    if (!(share >= 0 && share <= 1)) throw new RangeError(`expected a share from 0 to 1, found ${share}`)
    if (!(size > 0)) throw new RangeError(`expected a positive size, found ${size}`)
  }

  /** `times`: so many observations that are alike. */
  add(good: number, counted: number, times = 1): void {
    if (!(counted >= 0 && good >= 0 && good <= counted)) throw new RangeError(`expected 0 to ${counted}, found ${good}`)
    if (counted === 0 || times === 0) return
    // All of a stake is lost where nothing is good. No share is higher than one, and any good is more than a share of zero.
    const gain = (good / this.share - counted) / Math.max(counted, this.size)
    for (let i = 0; i < PARTS.length; i += 1) this.logs[i] += times * logOf(PARTS[i]!, gain)
  }

  get logWealth(): number {
    let most = -Infinity
    for (let i = 0; i < PARTS.length; i += 1) most = Math.max(most, this.logs[i]! + LOG_MONEY[i]!)
    if (!Number.isFinite(most)) return most
    let sum = 0
    for (let i = 0; i < PARTS.length; i += 1) sum += Math.exp(this.logs[i]! + LOG_MONEY[i]! - most)
    return most + Math.log(sum)
  }
}

function logOf(part: number, gain: number): number {
  // 0 good of a share of 0 is no gain and no loss.
  return Number.isNaN(gain) ? 0 : Math.log1p(part * gain)
}

/** The parts of his money that the bets stake: all of it, and down by √2 each. */
const PARTS = Array.from({ length: 40 }, (_, i) => 2 ** (-i / 2))

/** What is on each: less on small ones, which win only after long, but falling so slowly that they are worth little less. */
const LOG_MONEY = logMoney()

function logMoney(): number[] {
  const weights = PARTS.map((_, i) => (i + 4) ** -1.5)
  const sum = weights.reduce((a, b) => a + b, 0)
  return weights.map((weight) => Math.log(weight / sum))
}
