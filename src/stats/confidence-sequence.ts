import { Bets } from './bets.js'

/**
 * An interval of a share that may be looked at after every observation, and the looking stopped whenever one likes: with the
 * confidence given it holds the true share *always*. It leaves out the shares against which a gambler would have won too much:
 * each side has half of the doubt (Waudby-Smith and Ramdas, JRSS B 86, 2024; Bets says what an observation is). What was once left
 * out stays so. It keeps one number for each kind of observation, so that runs cost little, and clusters of few messages
 * too.
 */
export class ConfidenceSequence {
  readonly #enough: number
  readonly #kinds = new Map<string, { good: number; counted: number; times: number }>()
  #low = 0
  #high = 1
  #stale = false
  #good = 0
  #counted = 0

  constructor(
    confidence = 0.95,
    /** The most messages that an observation has: 1 where observations are shares. */
    private readonly size = 1,
  ) {
    if (!(confidence > 0 && confidence < 1))
      throw new RangeError(`expected a share between 0 and 1, found ${confidence}`)
    this.#enough = Math.log(2 / (1 - confidence))
  }

  /** A share, or how many of a number are good; `times`: so many that are alike, before anyone looks. */
  add(good: number, counted = 1, times = 1): void {
    if (!(counted >= 0 && good >= 0 && good <= counted)) throw new RangeError(`expected 0 to ${counted}, found ${good}`)
    if (counted === 0 || times === 0) return
    const key = `${good}/${counted}`
    const kind = this.#kinds.get(key)
    if (kind === undefined) this.#kinds.set(key, { good, counted, times })
    else kind.times += times
    this.#good += good * times
    this.#counted += counted * times
    this.#stale = true
  }

  get low(): number {
    this.#look()
    return this.#low
  }

  get high(): number {
    this.#look()
    return this.#high
  }

  #look(): void {
    if (!this.#stale) return
    this.#stale = false
    const share = this.#good / this.#counted
    const low = (value: number) => this.#wins(value, false)
    const high = (value: number) => this.#wins(1 - value, true)
    if (low(this.#low)) this.#low = border(low, this.#low, Math.max(share, this.#low))
    if (high(this.#high))
      this.#high = 1 - border((v) => high(1 - v), 1 - this.#high, Math.max(1 - share, 1 - this.#high))
  }

  /** Whether the gambler has won too much for the share (of good, or of bad) to be no higher than this. */
  #wins(share: number, bad: boolean): boolean {
    const bets = new Bets(share, this.size)
    for (const { good, counted, times } of this.#kinds.values()) bets.add(bad ? counted - good : good, counted, times)
    return bets.logWealth >= this.#enough
  }
}

/** Where it ends that something holds, which does at `from`: the last value found at which it does. */
function border(holds: (value: number) => boolean, from: number, to: number): number {
  let [last, first] = [from, to]
  for (let i = 0; i < 40; i += 1) {
    const middle = (last + first) / 2
    if (holds(middle)) last = middle
    else first = middle
  }
  return last
}
