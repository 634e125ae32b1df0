import { describe, it } from 'vitest'
import { access, FRAME, throughputs } from './channel.js'
import { expectValidated } from './validation.js'

// Kleinrock and Tobagi, Packet Switching in Radio Channels: Part I, IEEE Transactions on Communications 23, 1975: a node that begins is heard by all others
// after `a` times the time of a frame, and until then they begin as well.
describe('non-persistent CSMA', () => {
  const cases = [0.01, 0.05, 0.2].flatMap((a) => [0.3, 1, 3, 10].map((load) => ({ a, load })))

  it.each(cases)('carries S = G e^(-aG) / (G (1 + 2a) + e^(-aG)) at a = $a and the load G = $load', ({ a, load }) => {
    const theory = (load * Math.exp(-a * load)) / (load * (1 + 2 * a) + Math.exp(-a * load))
    const frames = Math.ceil((FRAMES * load) / theory)
    const settings = access({ propagation: a * FRAME })
    expectValidated('Non-persistent CSMA throughput (Kleinrock and Tobagi 1975)', `a = ${a}, G = ${load}`, throughputs(settings, load, frames), theory) // prettier-ignore
  })
})

/** Frames that get through, about: their number says how wide the interval is. */
const FRAMES = 100_000
