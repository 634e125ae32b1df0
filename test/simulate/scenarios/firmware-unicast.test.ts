import { expect, test } from 'vitest'
import { failedIn, outcomeIn, shipped } from './shipped.js'

const COMMAND = '4.10.4.1/on-demand_Mtr-read_cmd/1'

/** A block of 1000 bytes with a header of 60 on the 100 kbps between a DAP and its meters. */
const block = (1060 * 8) / 100_000
/** The campaign may have a fifth of it. */
const paced = block / 0.2

const model = shipped('firmware-unicast')
const run = model.flight.campaigns!.runs[0]!
const seconds = run.times.map(({ took }) => took! / 1e6)

test('takes as long as 500 images do at a fifth of the rate', () => {
  expect([run.count, run.completed, run.failed]).toEqual([2000, 2000, 0])
  const theory = 500 * 100 * paced
  expect(theory / 3600).toBeCloseTo(5.9, 1)
  // The last block and its repetitions are the only thing beside the pace.
  expect(Math.abs(seconds[2]! / theory - 1)).toBeLessThan(0.001)
})

test('goes on steadily: ten meters of a DAP at a time, each in 7 minutes', () => {
  expect(Math.abs(seconds[0]! / (0.95 * seconds[2]!) - 1)).toBeLessThan(10 / 475)
  const { latencyS } = outcomeIn(model, '4.9.4.11/NIC_firmware_update_cmd/1')
  expect(Math.abs(latencyS!.p50 / (10 * 100 * paced) - 1)).toBeLessThan(0.01)
})

test('costs a read one packet at most: files go last', () => {
  expect(failedIn(model)).toEqual([])
  const without = outcomeIn(shipped('firmware-unicast', 'campaigns=[]'), COMMAND)
  const beside = outcomeIn(model, COMMAND)
  expect([beside.sent, beside.delivered]).toEqual([without.sent, without.delivered])
  expect(beside.latencyS!.mean - without.latencyS!.mean).toBeLessThan(block)
  expect(beside.latencyS!.max - without.latencyS!.max).toBeLessThan(block)
})
