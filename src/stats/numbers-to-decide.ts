import { studentQuantile } from './beta.js'
import { shareInterval } from './share-interval.js'

/**
 * The smallest effective number at which the interval of this share lies wholly on one side of the bound: what an
 * undecided verdict would need, were the share to stay as it is. Infinity when the share is the bound itself.
 */
export function numberThatDecides(share: number, bound: number, confidence = 0.95): number {
  if (share === bound) return Infinity
  // So large a number is the normal distribution's affair, to better than a thousandth.
  const roughly = (normalQuantile(confidence) ** 2 * bound * (1 - bound)) / (share - bound) ** 2
  if (roughly > 1e8) return Math.ceil(roughly)

  const decides = (n: number) => {
    const { low, high } = shareInterval(share * n, n, confidence)
    return low > bound || high < bound
  }
  let enough = 1
  while (!decides(enough)) enough *= 2
  let tooFew = Math.floor(enough / 2)
  while (enough - tooFew > 1) {
    const n = Math.floor((enough + tooFew) / 2)
    if (decides(n)) enough = n
    else tooFew = n
  }
  return enough
}

/** Student's t with so many degrees of freedom differs from the normal distribution in the seventh digit. */
function normalQuantile(confidence: number): number {
  return studentQuantile((1 + confidence) / 2, 1e7)
}
