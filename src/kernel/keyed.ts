import { finish } from './mix.js'

/**
 * A uniform number in [0,1), 53 bits, that depends on nothing but these six whole numbers: who draws first, or how often, does
 * not matter. For draws inside the network, where a shared stream would let one link's losses change another's.
 *
 * The seed and the message may be up to 2^53, the others are taken modulo 2^32. Mixed as MurmurHash3 mixes (its 128-bit variant
 * for 32-bit machines, with two of the four lanes), and written out word by word: a function for the step took 45 ns instead of 17.
 */
export function keyed(
  seed: number,
  source: number,
  message: number,
  hop: number,
  attempt: number,
  purpose: number,
): number {
  let a = 0
  let b = 0
  let k: number

  k = Math.imul(seed | 0, 0x239b961b)
  a ^= Math.imul((k << 15) | (k >>> 17), 0xab0e9789)
  a = (Math.imul(((a << 19) | (a >>> 13)) + b, 5) + 0x561ccd1b) | 0
  k = Math.imul((seed / WORD) | 0, 0xab0e9789)
  b ^= Math.imul((k << 16) | (k >>> 16), 0x38b34ae5)
  b = (Math.imul(((b << 17) | (b >>> 15)) + a, 5) + 0x0bcaa747) | 0

  k = Math.imul(message | 0, 0x239b961b)
  a ^= Math.imul((k << 15) | (k >>> 17), 0xab0e9789)
  a = (Math.imul(((a << 19) | (a >>> 13)) + b, 5) + 0x561ccd1b) | 0
  k = Math.imul((message / WORD) | 0, 0xab0e9789)
  b ^= Math.imul((k << 16) | (k >>> 16), 0x38b34ae5)
  b = (Math.imul(((b << 17) | (b >>> 15)) + a, 5) + 0x0bcaa747) | 0

  k = Math.imul(source | 0, 0x239b961b)
  a ^= Math.imul((k << 15) | (k >>> 17), 0xab0e9789)
  a = (Math.imul(((a << 19) | (a >>> 13)) + b, 5) + 0x561ccd1b) | 0
  k = Math.imul(purpose | 0, 0xab0e9789)
  b ^= Math.imul((k << 16) | (k >>> 16), 0x38b34ae5)
  b = (Math.imul(((b << 17) | (b >>> 15)) + a, 5) + 0x0bcaa747) | 0

  k = Math.imul(hop | 0, 0x239b961b)
  a ^= Math.imul((k << 15) | (k >>> 17), 0xab0e9789)
  a = (Math.imul(((a << 19) | (a >>> 13)) + b, 5) + 0x561ccd1b) | 0
  k = Math.imul(attempt | 0, 0xab0e9789)
  b ^= Math.imul((k << 16) | (k >>> 16), 0x38b34ae5)
  b = (Math.imul(((b << 17) | (b >>> 15)) + a, 5) + 0x0bcaa747) | 0

  a = (a + b) | 0
  b = (b + a) | 0
  a = finish(a)
  b = finish(b)
  a = (a + b) | 0
  b = (b + a) | 0
  return (a >>> 0) * 2 ** -32 + (b >>> 11) * 2 ** -53
}

/** 32 bits for a name, so that a name can be one of the six numbers: MurmurHash3, a character a block. */
export function hashName(text: string): number {
  let hash = 0
  for (let i = 0; i < text.length; i++) {
    const k = Math.imul(text.charCodeAt(i), 0xcc9e2d51)
    hash ^= Math.imul((k << 15) | (k >>> 17), 0x1b873593)
    hash = (Math.imul((hash << 13) | (hash >>> 19), 5) + 0xe6546b64) | 0
  }
  return finish(hash ^ text.length) >>> 0
}

const WORD = 2 ** 32
