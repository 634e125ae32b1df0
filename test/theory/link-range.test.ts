import { describe, expect, it } from 'vitest'
import { linkBudgetSchema, rangeOf } from '../../src/network/link-budget.js'
import { validated } from './validation.js'

// PL(d) = 20 log10(4π d0 f / c) + 10 n log10(d / d0), solved by hand for the d at which it is what the budget leaves
// (Rappaport, Wireless Communications, 2nd edition, 4.9.1): d0 (10^(left / 10) (c / 4π d0 f)²)^(1/n).
describe('the range of a link budget', () => {
  it.each([
    { frequency: 915, power: 30, gains: 0, sensitivity: -97, margin: 16, exponent: 3.5, reference: 1 },
    { frequency: 868, power: 14, gains: 4, sensitivity: -104, margin: 10, exponent: 4, reference: 1 },
    { frequency: 2400, power: 20, gains: 2, sensitivity: -92, margin: 8, exponent: 2.7, reference: 10 },
  ])('is that of log-distance path loss at $frequency MHz and exponent $exponent', (one) => {
    const { frequency, power, gains, sensitivity, margin, exponent, reference } = one
    const ours = rangeOf(
      linkBudgetSchema().parse({
        frequency: `${frequency} MHz`,
        'transmit-power': `${power} dBm`,
        'antenna-gains': `${gains} dB`,
        sensitivity: `${sensitivity} dBm`,
        'fade-margin': `${margin} dB`,
        'path-loss-exponent': exponent,
        'reference-distance': `${reference} m`,
      }),
    )
    const left = power + gains - sensitivity - margin
    const atReference = (299.792458 / (4 * Math.PI * reference * frequency)) ** 2
    const theory = reference * (10 ** (left / 10) * atReference) ** (1 / exponent)
    const difference = ours / theory - 1
    const named = `${frequency} MHz, n = ${exponent}, ${left} dB (metres)`
    validated({ formula: 'Range of a link budget, log-distance path loss (Rappaport 2002)', case: named, ours, theory, difference, interval: { low: difference, high: difference } }) // prettier-ignore
    expect(Math.abs(difference)).toBeLessThan(1e-9)
  })
})
