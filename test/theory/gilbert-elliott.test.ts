import { describe, expect, it } from 'vitest'
import { Wire } from '../../src/network/wire.js'
import { Bench, hop, wire } from '../network/bench.js'
import { expectValidated } from './validation.js'

const PACKETS = 250_000
/** A packet of one byte takes 8 µs, and they are sent back to back. */
const EACH = 8

// A channel of two states that change at random times (Gilbert, Bell System Technical Journal 39, 1960; Elliott, 42, 1963): bursts
// of a mean length L every T, so a share π = L / T of the time, forgotten at the rate c = 1/L + 1/(T - L). From one packet to the next,
// D later, a burst goes on with the probability s = π + (1 - π) exp(-cD).
describe('losses of a wire in bursts (Gilbert-Elliott)', () => {
  it.each([
    // Runs of ten and more are rare, the shorter the bursts the rarer: so many packets that some 80,000 of them are seen.
    { name: 'bursts of 3 packets every 10', length: 24, every: 80, packets: 4 * PACKETS },
    { name: 'bursts of 5 packets every 15', length: 40, every: 120, packets: 2 * PACKETS },
  ])('are runs of geometric length where a burst loses all: $name', ({ name, length, every, packets }) => {
    const { share, stays } = chain(length, every)
    const replications = replicate({ share: 0, bursts: { every, length, share: 1 } }, packets)
    expectValidated('Bursts that lose all, share of losses (Gilbert 1960)', name, replications.map(({ share }) => share), share) // prettier-ignore
    const means = replications.map(({ runs }) => sum(runs.map((count, k) => count * k)) / sum(runs))
    expectValidated('Bursts that lose all, mean run of losses (Gilbert 1960)', name, means, 1 / (1 - stays))
    for (const k of [2, 3, 5, 7]) {
      const ofK = replications.map(({ runs }) => sum(runs.slice(k)) / sum(runs))
      expectValidated(
        'Bursts that lose all, share of the runs of a length or more (Gilbert 1960)',
        `${name}: ${k}`,
        ofK,
        stays ** (k - 1),
      )
    }
  })

  it('last as long as they are said to, measured as long as the link is looked at often enough', () => {
    // Looks every 8 µs at bursts of 160: what begins or ends between two looks makes x / (1 - exp(-x)) of it, x = cD, a length.
    const [length, every] = [160, 480]
    const replications = replicate({ share: 0, bursts: { every, length, share: 1 } })
    const means = replications.map(({ runs }) => (EACH * sum(runs.map((count, k) => count * k))) / sum(runs))
    const x = EACH * (1 / length + 1 / (every - length))
    const theory = (length * x) / (1 - Math.exp(-x))
    expect(theory).toBeCloseTo(EACH / (1 - chain(length, every).stays), 9)
    expectValidated(
      'Bursts that lose all, mean burst length in µs (Gilbert 1960)',
      'looked at 20 times a burst',
      means,
      theory,
    )
  })

  it('follow each other more often than they come, where a burst loses most and the rest some (Elliott)', () => {
    const [length, every] = [80, 400]
    const [inBurst, outside] = [0.8, 0.05]
    const { share, stays, begins } = chain(length, every)
    const replications = replicate({ share: outside, bursts: { every, length, share: inBurst } })
    const lost = share * inBurst + (1 - share) * outside
    expectValidated('Bursts that lose most, share of losses (Elliott 1963)', 'bursts of 10 packets every 50', replications.map((one) => one.share), lost) // prettier-ignore
    // Both of two packets in a row: in which states they are sent, and that both are lost there.
    const both =
      share * inBurst * (stays * inBurst + (1 - stays) * outside) +
      (1 - share) * outside * (begins * inBurst + (1 - begins) * outside)
    const after = replications.map(({ pairs, share }) => pairs / share)
    expectValidated(
      'Bursts that lose most, losses after a loss (Elliott 1963)',
      'bursts of 10 packets every 50',
      after,
      both / lost,
    )
  })

  function chain(length: number, every: number) {
    const share = length / every
    const remembered = Math.exp(-EACH * (1 / length + 1 / (every - length)))
    return { share, stays: share + (1 - share) * remembered, begins: share - share * remembered }
  }

  /** By replication, of the seeds 1 to 16: the share of losses, that of two in a row, and how many runs there were by length. */
  function replicate(loss: Exclude<ReturnType<typeof wire>['loss'], number>, packets = PACKETS) {
    return Array.from({ length: 16 }, (_, i) => {
      const bench = new Bench(i + 1)
      const medium = bench.medium((name, seed, book) => new Wire(name, wire({ rate: 1e6, loss }), seed, book, 1))
      bench.route(hop(bench.links(medium)))
      bench.send(0, 0, { bytes: packets, device: 0 }, 1)
      // Noticed when the packet is over: so its number follows.
      const lost = bench.run().losses.map(({ at }) => at / EACH - 1)
      const runs: number[] = new Array<number>(2000).fill(0)
      let [run, pairs] = [0, 0]
      lost.forEach((number, j) => {
        if (j > 0 && lost[j - 1] === number - 1) {
          run++
          pairs++
          return
        }
        if (run > 0) runs[run]!++
        run = 1
      })
      runs[run]!++
      return { share: lost.length / packets, pairs: pairs / packets, runs }
    })
  }

  const sum = (values: number[]) => values.reduce((all, value) => all + value, 0)
})
