import { describe, it } from 'vitest'
import { Air } from '../network/air.js'
import { expectValidated } from './validation.js'

// One node with frames without end, by the times of IEEE Std 802.15.4-2020 at 250 kbps (2450 MHz O-QPSK, 16 µs a symbol): random units of 20 symbols,
// 0…7 of them alike; 8 symbols of listening, 12 of turnaround; 6 bytes before the frame; 12 symbols and an acknowledgement of 5 bytes after 6; 40 symbols
// of gap. All nodes but one are silent, so that every exchange is the first try.
describe('a single sender with acknowledgements and a full queue', () => {
  it.each([20, 60, 127])('takes the mean of its exchanges for each frame of %s bytes', (bytes) => {
    const symbol = 16
    const unit = 20 * symbol
    const preamble = 6 * 2 * symbol
    const frame = preamble + bytes * 2 * symbol
    const acknowledgement = 12 * symbol + preamble + 5 * 2 * symbol
    const theory = 3.5 * unit + 8 * symbol + 12 * symbol + frame + acknowledgement + 40 * symbol
    const cycles = Array.from({ length: 16 }, (_, i) => {
      const air = new Air(
        {
          rate: 250e3, preamble: 192, 'back-off-unit': 320, 'min-exponent': 3, 'max-exponent': 5, 'max-back-offs': 4, sensing: 128, turnaround: 192,
          acknowledged: true, ack: 5, 'ack-after': 192, 'ack-time-out': 864, retries: 3, gap: 640,
        },
        undefined,
        i + 1,
      ) // prettier-ignore
      const count = 5001
      air.send(...Array.from({ length: count }, () => ({ at: 0, from: 1, to: 0, bytes }))).run()
      return (air.arrivals.at(-1)!.at - air.arrivals[0]!.at) / (count - 1)
    })
    expectValidated('Exchange of a single sender in µs (IEEE 802.15.4-2020)', `${bytes} B frames`, cycles, theory)
  })
})
