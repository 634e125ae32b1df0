import seedrandom from 'seedrandom'

/**
 * Random numbers that belong to one user. A stream is named: the same seed and name give the same numbers whatever else
 * draws, and another name gives others.
 */
export class Stream {
  private readonly text: string
  private generator: seedrandom.PRNG

  constructor(seed: number | string, name: string) {
    // As JSON, so that no seed and name run together into the text of another pair. The seed 7 is the seed '7'.
    this.text = JSON.stringify([String(seed), name])
    this.generator = seedrandom.alea(this.text)
  }

  /** Uniform in [0,1), all 53 bits: the 32 of a plain draw are 20 µs over a day. */
  next(): number {
    return this.generator.double()
  }

  /** One of 0, 1, … n-1. */
  integer(n: number): number {
    return Math.floor(this.generator.double() * n)
  }

  exponential(mean: number): number {
    return -mean * Math.log(1 - this.generator.double())
  }

  /** Replays from the beginning. */
  restart(): void {
    this.generator = seedrandom.alea(this.text)
  }
}
