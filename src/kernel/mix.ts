/** The finaliser of MurmurHash3: a bijection of 32 bits in which each bit of the input turns half of those of the output. */
export function finish(x: number): number {
  x = Math.imul(x ^ (x >>> 16), 0x85ebca6b)
  x = Math.imul(x ^ (x >>> 13), 0xc2b2ae35)
  return x ^ (x >>> 16)
}
