/** The draws of all programs (draws.h and draws.py are the same), so that they do the same work: Marsaglia's xorshift of 32 bits. */
export class Draws {
  #state

  constructor(seed) {
    this.#state = seed | 0
  }

  /** Uniform, above 0 and below 1. */
  next() {
    let state = this.#state
    state ^= state << 13
    state ^= state >>> 17
    state ^= state << 5
    this.#state = state
    return (state >>> 0) / 4294967296
  }

  exponential(mean) {
    return -mean * Math.log(this.next())
  }
}

export const MILLISECOND = 1000
export const HOUR = 3600e6

/** So many delays of the hold model, in whole microseconds. */
export function holdDelays(named, seed, count) {
  const draws = new Draws(seed)
  return Float64Array.from({ length: count }, () => {
    const isShort = named === 'mixture' && draws.next() < 0.5
    return Math.ceil(draws.exponential(isShort ? MILLISECOND : HOUR))
  })
}
