import { finish } from './mix.js'

/**
 * A shuffle of 0, 1, … size-1 that is computed, not stored: a million devices in a random order cost no memory.
 *
 * A Feistel network over the least power of two that holds the size, so less than twice the size; a value outside is sent
 * through again until it falls inside (cycle walking), which keeps it a bijection. Small sizes take more rounds: with 4 the places of
 * a shuffle of 5 were visibly uneven over the keys, with 6 the pairs of places still were.
 */
export class Permutation {
  private readonly keys: Int32Array
  private readonly rightBits: number
  private readonly rightMask: number
  private readonly leftMask: number

  constructor(
    readonly size: number,
    key: number,
  ) {
    if (!(Number.isInteger(size) && size >= 1 && size <= 2 ** 32)) {
      throw new Error(`a permutation has a whole size from 1 to 2^32, not ${size}`)
    }
    this.keys = new Int32Array(size < 1024 ? 10 : 6)
    const bits = size === 1 ? 0 : 32 - Math.clz32(size - 1)
    this.rightBits = (bits + 1) >> 1
    this.rightMask = 2 ** this.rightBits - 1
    this.leftMask = 2 ** (bits - this.rightBits) - 1
    let state = finish(key ^ 0x9e3779b9) ^ finish(key / 2 ** 32)
    for (let round = 0; round < this.keys.length; round++) {
      state = (state + 0x9e3779b9) | 0
      this.keys[round] = finish(state)
    }
  }

  /** What stands at place k of the shuffled order; 0 <= k < size. */
  at(k: number): number {
    let value = k
    do value = this.shuffle(value)
    while (value >= this.size)
    return value
  }

  private shuffle(value: number): number {
    const { keys, rightBits, rightMask, leftMask } = this
    let left = value >>> rightBits
    let right = value & rightMask
    for (let round = 0; round < keys.length; round += 2) {
      left ^= finish(right + keys[round]!) & leftMask
      right ^= finish(left + keys[round + 1]!) & rightMask
    }
    return ((left << rightBits) | right) >>> 0
  }
}
