import { describe, expect, test } from 'vitest'
import { Model } from '../../src/simulate/model.js'
import { studentQuantile } from '../../src/stats/beta.js'
import { deploymentOf } from '../deployment/fixture.js'

/**
 * Only messages with one addressee, and no processing at the senders: then a message is in flight from its sending to its
 * receipt, the time that its requirement's latency measures.
 */
const LINE = `name: line
duration: 23 h 30 min
quantities: { meters: { electric: { residential: 300, commercial: 30 } }, endpoints-per-dap: 110 }
networks:
  nan: { rate: 4 kbps, loss: 0%, queue: 1 MB }
  wan: { rate: 32 kbps }
nodes: { meter: { processing: 0 ms }, cis: { processing: 0 ms }, mdms: { processing: 0 ms } }
choices:
  requirements:
    4.10.4.1/on-demand_Mtr-read_cmd: { how-often: 12 per day }
    4.10.4.2/on-demand_Mtr-read_cmd_err: off
    4.10.4.2/on-demand_Mtr-read_cmd_comm_err: off
    4.15.4.1/SW_opr_cmd: { how-often: 6 per day }
    4.15.4.1/SW_opr_cmd_ack/2: off
    4.15.4.2/SW_opr_cmd_ack/2: off
    4.15.4.3/SW_state_cmd: off
    4.15.4.4/SW_opr_fail_cmd-err: off
    4.15.4.4/SW_opr_cmd_comm-err: off
    4.15.4.5/SW_post-oper-info_resp-data/2: off
`
/** The run ends half an hour before midnight, where the next burst would begin. */
const LENGTH = 23.5 * 3_600_000_000
const SAMPLES = 42_300
const BATCHES = 30

describe("Little's law", () => {
  test.each([
    ['reads that are spread over the day', []],
    ['reads that all come at once', ['timing.scheduled-reads=aligned']],
    ['reads that are polled', ['collection=poll']],
  ])('holds for the messages in flight: %s', (_, set) => {
    const deployment = deploymentOf(LINE, ...set)
    const model = new Model(deployment)
    for (const one of model.emissions) expect(one.applied).toHaveLength(1)
    // A third of the interval off the start, so that the instants are not those of bursts on the hour.
    const step = LENGTH / SAMPLES
    const batches = new Array<number>(BATCHES).fill(0)
    for (let i = 0; i < SAMPLES; i++) {
      model.simulation.runUntil(Math.round((i + 1 / 3) * step))
      batches[Math.floor((i * BATCHES) / SAMPLES)]! += model.flight.messages.inUse / (SAMPLES / BATCHES)
    }
    while (!model.runSlice(Infinity)) continue
    const mean = batches.reduce((sum, one) => sum + one, 0) / BATCHES

    const delivered = model.tallies.reduce((sum, tally) => sum + tally.delivered, 0)
    const timeIn = model.tallies.reduce(
      (sum, { latency }) => sum + (latency.count === 0 ? 0 : latency.mean * latency.count),
      0,
    )
    const open = model.tallies.reduce((sum, tally) => sum + tally.open, 0)
    // L = λW, where λ = delivered ÷ length and W = time in ÷ delivered; what is open at the end is next to nothing.
    const product = (delivered / LENGTH) * (timeIn / delivered)
    expect(open).toBeLessThan(delivered / 500)

    const variance = batches.reduce((sum, one) => sum + (one - mean) ** 2, 0) / (BATCHES - 1)
    if (set[0]?.includes('aligned')) {
      // Bursts make the batches as unlike as can be, but each is sampled 1410 times: the sum is exact to a step a burst.
      expect(Math.abs(mean / product - 1)).toBeLessThan(0.01)
    } else {
      const half = studentQuantile(0.9995, BATCHES - 1) * Math.sqrt(variance / BATCHES)
      expect(half).toBeLessThan(0.5 * product)
      expect(Math.abs(mean - product)).toBeLessThan(half)
      expect(Math.abs(mean / product - 1)).toBeLessThan(0.03)
    }
    // The line is one in which there is something to wait for.
    expect(product).toBeGreaterThan(0.05)
  })
})
