import { Bets } from './bets.js'

export type Decision = 'pass' | 'fail' | 'undecided (at the bound)'

/**
 * Whether a share is above a bound, asked again after every observation until it is decided. It passes when the confidence
 * sequence lies above the bound, and fails when it lies below; when it lies within the bound ± the resolution, more
 * observations would only tell apart what makes no difference, and `undecided (at the bound)` is final. The chance that the decision is
 * ever wrong is at most the doubt, however many observations it takes (Bets). Memory does not grow with them: of the sequence only
 * the four limits that matter are followed.
 */
export class SequentialTest {
  readonly #enough: number
  readonly #aboveBound: Bets
  readonly #belowBound: Bets
  readonly #aboveZone: Bets
  readonly #belowZone: Bets
  /** Whether the share is known to be above the lower end of the zone, and below the upper one. */
  #notFarBelow: boolean
  #notFarAbove: boolean
  #decision: Decision | undefined

  constructor(
    bound: number,
    {
      confidence = 0.95,
      resolution = (1 - bound) / 10,
      size = 1,
    }: {
      confidence?: number
      /** What makes no difference: a tenth of the loss that the bound allows, if not given. */
      resolution?: number
      /** The most messages that an observation has: 1 where observations are shares. */
      size?: number
    } = {},
  ) {
    if (!(bound >= 0 && bound <= 1)) throw new RangeError(`expected a share from 0 to 1, found ${bound}`)
    if (!(resolution >= 0)) throw new RangeError(`expected a resolution of 0 or more, found ${resolution}`)
    if (!(confidence > 0 && confidence < 1))
      throw new RangeError(`expected a share between 0 and 1, found ${confidence}`)
    this.#enough = Math.log(2 / (1 - confidence))
    this.#aboveBound = new Bets(bound, size)
    this.#belowBound = new Bets(1 - bound, size)
    this.#aboveZone = new Bets(Math.max(0, bound - resolution), size)
    this.#belowZone = new Bets(Math.max(0, 1 - bound - resolution), size)
    this.#notFarBelow = bound - resolution < 0
    this.#notFarAbove = bound + resolution > 1
  }

  /** A share, or how many of a number are good; `times`: so many that are alike. It decides only when asked. */
  add(good: number, counted = 1, times = 1): void {
    for (const bets of [this.#aboveBound, this.#aboveZone]) bets.add(good, counted, times)
    for (const bets of [this.#belowBound, this.#belowZone]) bets.add(counted - good, counted, times)
  }

  /** Undefined while more observations could decide; once there is a decision it stays. */
  get decision(): Decision | undefined {
    if (this.#decision !== undefined) return this.#decision
    this.#notFarBelow ||= this.#wins(this.#aboveZone)
    this.#notFarAbove ||= this.#wins(this.#belowZone)
    if (this.#wins(this.#aboveBound)) this.#decision = 'pass'
    else if (this.#wins(this.#belowBound)) this.#decision = 'fail'
    else if (this.#notFarBelow && this.#notFarAbove) this.#decision = 'undecided (at the bound)'
    return this.#decision
  }

  #wins(bets: Bets): boolean {
    return bets.logWealth >= this.#enough
  }
}
