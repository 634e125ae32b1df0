import { Polled } from '../../src/network/polled.js'
import { polledSchema } from '../../src/network/polled-settings.js'
import { pass, replications, type Passed } from './many-endpoints.js'
import { expectValidated } from './validation.js'

export const STATIONS = 20

/** A byte takes 10 µs: a question 100, the station then 50, its answer 100 before any data; a packet of 25 bytes takes as long as all that. */
const BYTE = 10
const [POLL, TURNAROUND, ANSWER, PACKET] = [10, 50, 10, 25]
const IDLE = POLL * BYTE + TURNAROUND + ANSWER * BYTE
const SERVICE = PACKET * BYTE

export function expectCycle(load: number, most: number, discipline: string): void {
  // At little load the cycle is all but constant.
  const messages = load < 0.01 ? 2000 : load < 0.8 ? 10_000 : 150_000
  const cycles = replications((seed) => {
    const { bytesWire, time } = polledPass(load, most, messages, seed)
    // The books know how many questions there were, the idle ones among them: nothing else goes down.
    return (time * STATIONS) / (bytesWire[1]! / POLL)
  })
  const theory = (STATIONS * IDLE) / (1 - load)
  expectValidated('Polling cycle in µs, N·w ÷ (1 - ρ) (Takagi 1988)', `${discipline}, ρ = ${load}`, cycles, theory)
}

export function expectWait(load: number, most: number, discipline: string): void {
  const messages = load < 0.01 ? 4000 : load < 0.5 ? 20_000 : 50_000
  const waits = replications((seed) => {
    const { latency } = polledPass(load, most, messages, seed)
    // What comes before the data in an answer, and the data themselves, are no waiting.
    return latency - ANSWER * BYTE - SERVICE
  })
  const rate = load / SERVICE
  const free = 1 - load - (most === 1 ? rate * IDLE : 0)
  const theory = (rate * SERVICE ** 2 + IDLE * (STATIONS + load)) / (2 * free)
  expectValidated(`Polling wait in µs, ${discipline} (Takagi 1988)`, `N = ${STATIONS}, ρ = ${load}`, waits, theory)
}

function polledPass(load: number, most: number, messages: number, seed: number): Passed<Polled> {
  const settings = polledSchema().parse({
    medium: 'polled', rate: `${8e6 / BYTE} bps`, poll: `${POLL} B`, answer: `${ANSWER} B`, turnaround: `${TURNAROUND} us`, loss: '0%',
    header: '0 B', mtu: `${PACKET} B`, queue: '1 GB', 'packets-per-poll': most,
  }) // prettier-ignore
  return pass({
    create: (book, membership) => new Polled('polled', settings, seed, book, membership),
    endpoints: STATIONS,
    direction: 'up',
    rate: load / SERVICE,
    bytes: PACKET,
    messages,
    seed,
  })
}
