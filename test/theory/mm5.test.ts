import { describe, expect, it } from 'vitest'
import { erlangC, expectErlang } from './mmc.js'

describe('five exponential servers behind one line (M/M/5)', () => {
  it('is held against Erlang C, which is 1/3 for two servers at load 0.5, and the load itself for one', () => {
    expect(erlangC(2, 1)).toBeCloseTo(1 / 3, 14)
    expect(erlangC(1, 0.7)).toBeCloseTo(0.7, 14)
  })

  it.each([
    { load: 0.3, customers: 11e6 },
    { load: 0.7, customers: 8e6 },
    { load: 0.9, customers: 16e6 },
  ])('spends and keeps waiting what Erlang C says at load $load', ({ load, customers }) => {
    expectErlang(5, load, customers)
  })
})
