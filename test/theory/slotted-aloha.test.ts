import { describe, it } from 'vitest'
import { access, throughputs } from './channel.js'
import { expectValidated } from './validation.js'

// Roberts, ALOHA Packet System with and without Slots and Capture, ACM SIGCOMM Computer Communication Review 5, 1975: a frame survives when no other
// was begun in the slot before.
describe('slotted ALOHA', () => {
  it.each([0.1, 0.5, 1, 2, 3])('carries S = G e^(-G) at the load G = %s', (load) => {
    const theory = load * Math.exp(-load)
    const frames = Math.ceil(FRAMES * Math.exp(load))
    expectValidated('Slotted ALOHA throughput, S = G e^(-G) (Roberts 1975)', `G = ${load}`, throughputs(access({ access: 'slotted-aloha' }), load, frames), theory) // prettier-ignore
  })
})

/** Frames that get through, about: their number says how wide the interval is. */
const FRAMES = 150_000
