import { describe, expect, it } from 'vitest'
import { linkBudgetSchema, rangeOf, reachesSquared } from '../../src/network/link-budget.js'

const budget = (written: object) => linkBudgetSchema().parse(written)

describe('the range of a link budget', () => {
  it('is where log-distance path loss from one metre on uses it up', () => {
    // By hand: 30 + 3 + 97 - 16 = 114 dB; free space over 1 m at 915 MHz is 20 log10(4π 915e6 / 299792458) = 31.676 dB; 10^(82.324 / 35) m.
    const range = rangeOf(budget({ 'antenna-gains': '3 dBi', sensitivity: '-97 dBm', 'fade-margin': '16 dB' }))
    expect(range).toBeCloseTo(224.92, 1)
  })

  it('is that of free space where the exponent is 2 (Friis)', () => {
    // d = c / (4π f) × 10^(L / 20), whatever the reference distance.
    const free = { 'path-loss-exponent': 2, frequency: '2400 MHz', 'transmit-power': '0 dBm', sensitivity: '-80 dBm' }
    const wavelength = 299_792_458 / 2.4e9
    for (const reference of ['1 m', '10 m', '10 cm']) {
      const range = rangeOf(budget({ ...free, 'fade-margin': '0 dB', 'reference-distance': reference }))
      expect(range).toBeCloseTo((wavelength / (4 * Math.PI)) * 10 ** 4, 6)
    }
  })

  it('takes a loss at the reference distance that was measured', () => {
    // 30 + 100 - 10 - 40 = 80 dB at an exponent of 4: two powers of ten of the reference distance.
    const range = rangeOf(
      budget({
        sensitivity: '-100 dBm',
        'fade-margin': '10 dB',
        'path-loss-exponent': 4,
        'reference-distance': '2 m',
        'reference-loss': '40 dB',
      }),
    )
    expect(range).toBeCloseTo(200, 9)
  })

  it('grows by 10^(X / 10 n) for X dB more', () => {
    const ratio = rangeOf(budget({ 'antenna-gains': '7 dB' })) / rangeOf(budget({}))
    expect(ratio).toBeCloseTo(10 ** (7 / 35), 12)
  })

  it.each([
    [{ 'transmit-power': '-60 dBm' }, 'fade-margin', 'it is 10.7 dB short'],
    [{ frequency: '0 Hz' }, 'frequency', 'a frequency above zero'],
    [{ frequency: '915' }, 'frequency', 'a frequency with its unit, such as "915 MHz"'],
    [{ 'transmit-power': '30' }, 'transmit-power', 'a power such as "30 dBm"'],
    [{ 'transmit-power': '900000 dBm' }, 'transmit-power', 'from -60 dBm to 80 dBm'],
    [{ 'transmit-power': '1 W' }, 'transmit-power', '"dBm" after the number'],
    [{ sensitivity: -90 }, 'sensitivity', 'found -90'],
    [{ 'reference-distance': '0 m' }, 'reference-distance', 'a distance above zero'],
    [{ 'reference-loss': 'none' }, 'reference-loss', 'free space'],
    [{ 'path-loss-exponent': 1 }, 'path-loss-exponent', 'a path loss exponent from 1.5 to 6'],
    [{ shadowing: '-3 dB' }, 'shadowing', 'a standard deviation from 0 dB to 20 dB'],
    [{ 'fade-margin': '-1 dB' }, 'fade-margin', 'a margin from 0 dB to 100 dB'],
  ])('refuses %j at the key that is wrong', (written, key, says) => {
    const { error } = linkBudgetSchema().safeParse(written)
    expect(error?.issues.map(({ path }) => path)).toEqual([[key]])
    expect(error!.issues[0]!.message).toContain(says)
  })
})

describe('shadowing', () => {
  it('leaves all links alike where there is none', () => {
    expect([...reachesSquared(budget({ shadowing: '0 dB' }))]).toEqual([1])
  })

  it('moves the ranges of pairs by a normal number of dB: half of them reach beyond the range', () => {
    const reaches = reachesSquared(budget({ shadowing: '8 dB', 'path-loss-exponent': 4 }))
    const decibels = [...reaches].map((squared) => 20 * Math.log10(squared))
    expect(decibels).toEqual([...decibels].sort((a, b) => a - b))
    const mean = decibels.reduce((sum, one) => sum + one, 0) / decibels.length
    expect(mean).toBeCloseTo(0, 4)
    const deviation = Math.sqrt(decibels.reduce((sum, one) => sum + one * one, 0) / decibels.length)
    // The ends of the bell are missing.
    expect(deviation).toBeGreaterThan(7.9)
    expect(deviation).toBeLessThan(8)
    // The quartiles of a normal distribution are 0.6745 standard deviations from its middle.
    expect(decibels[Math.floor(decibels.length * 0.75)]! / 8).toBeCloseTo(0.6745, 1)
  })
})
