import { describe, it } from 'vitest'
import { STATIONS, expectCycle } from './polling.js'

// The mean time from asking a station to asking it again: N·w ÷ (1 - ρ), whatever the stations may send at a time, as long as none
// is overloaded (Takagi, ACM Computing Surveys 20, 1988); N·w when nobody has anything to send.
describe(`the cycle of a master with ${STATIONS} stations`, () => {
  it.each([{ load: 0.001 }, { load: 0.3 }, { load: 0.6 }, { load: 0.9 }])(
    'takes as long as the formula says at load $load, where all that waits is sent',
    ({ load }) => expectCycle(load, 10_000, 'gated'),
  )

  it.each([{ load: 0.2 }, { load: 0.4 }])(
    'takes as long at load $load where one packet is sent at a time',
    ({ load }) => expectCycle(load, 1, '1-limited'),
  )
})
