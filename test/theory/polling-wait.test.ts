import { describe, it } from 'vitest'
import { STATIONS, expectWait } from './polling.js'

// The mean wait of a packet until it is sent, of N stations alike with constant changes of the turn (Takagi, ACM Computing Surveys 20, 1988):
// gated, all that is there when the station is asked: (N·λ·b² + w (N + ρ)) ÷ (2 (1 - ρ));
// 1-limited: (N·λ·b² + w (N + ρ)) ÷ (2 (1 - ρ - N·λ·w)). With little to send both are half a cycle.
describe(`what waits at ${STATIONS} stations that are polled`, () => {
  it.each([{ load: 0.001 }, { load: 0.3 }, { load: 0.6 }, { load: 0.8 }])(
    'waits as long as the formula says at load $load, where all that waits is sent',
    ({ load }) => expectWait(load, 10_000, 'gated'),
  )

  it.each([{ load: 0.001 }, { load: 0.2 }, { load: 0.35 }])(
    'waits as long as the formula says at load $load, where one packet is sent at a time',
    ({ load }) => expectWait(load, 1, '1-limited'),
  )
})
