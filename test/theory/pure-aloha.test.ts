import { describe, it } from 'vitest'
import { access, throughputs } from './channel.js'
import { expectValidated } from './validation.js'

// Abramson, The ALOHA System, AFIPS Conference Proceedings 37, 1970: a frame survives when none begins one frame before or after it.
describe('pure ALOHA', () => {
  it.each([0.1, 0.3, 0.5, 1, 1.5])('carries S = G e^(-2G) at the load G = %s', (load) => {
    const theory = load * Math.exp(-2 * load)
    const frames = Math.ceil(FRAMES * Math.exp(2 * load))
    expectValidated('Pure ALOHA throughput, S = G e^(-2G) (Abramson 1970)', `G = ${load}`, throughputs(access({ access: 'aloha' }), load, frames), theory) // prettier-ignore
  })
})

/** Frames that get through, about: their number says how wide the interval is. */
const FRAMES = 150_000
