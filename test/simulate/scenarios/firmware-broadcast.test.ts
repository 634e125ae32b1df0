import { expect, test } from 'vitest'
import { failedIn, shipped } from './shipped.js'

const METERS = 2000
const BLOCKS = 100
/** What of the transmissions a meter misses. */
const LOSS = 0.02
/** A round at a fifth of 100 kbps, blocks of 1000 bytes with a header of 60; and the wait before the next. */
const ROUND = (BLOCKS * 1060 * 8) / 20_000
const REST = 600

const wholeAfter = (rounds: number) => (1 - LOSS ** (rounds + 1)) ** BLOCKS
/** 99.9 % of what chance does to so many meters. */
const noise = (share: number) => 3.29 * Math.sqrt((share * (1 - share)) / METERS)

const model = shipped('firmware-broadcast')
const run = model.flight.campaigns!.runs[0]!
const haveAt = (seconds: number) =>
  (run.curve.filter(({ minutes }) => minutes <= Math.ceil(seconds / 60)).at(-1)?.completed ?? 0) / METERS

test('is whole at 13 % of the meters after a round, at 96 % after one repair, at all after two', () => {
  expect([wholeAfter(0), wholeAfter(1)].map((share) => Math.round(share * 100))).toEqual([13, 96])
  expect(Math.abs(haveAt(ROUND) - wholeAfter(0))).toBeLessThan(noise(wholeAfter(0)))
  expect(Math.abs(haveAt(2 * ROUND + REST) - wholeAfter(1))).toBeLessThan(noise(wholeAfter(1)))
  // The third misses one meter in 1250.
  expect(run.completed).toBe(METERS)
})

test('takes 22 minutes, of which 20 are waiting', () => {
  const took = run.times[2]!.took! / 1e6
  expect(took).toBeGreaterThan(2 * REST + ROUND)
  expect(took).toBeLessThan(2 * REST + 3 * ROUND)
})

test('repairs all that any of 500 meters misses: nearly the whole image, then a fifth', () => {
  // Of a DAP, a block is missed by at least one of 500 meters with 1 - 0.98^500, and twice by the same with 1 - (1 - 0.02²)^500.
  const again = (after: number) => 1 - (1 - LOSS ** after) ** 500
  const expected = 4 * BLOCKS * (again(1) + again(2))
  expect(again(2)).toBeCloseTo(0.18, 2)
  expect(run.messages - run.repairs).toBe(4 * BLOCKS)
  expect(Math.abs(run.repairs - expected)).toBeLessThan(3.29 * Math.sqrt(4 * BLOCKS * again(2) * (1 - again(2))) + 2)
})

test('fails nothing; without repairs most meters get nothing that is of use', () => {
  expect(failedIn(model)).toEqual([])
  const campaign = "{ name: nic, at: '01:00', what: firmware-update, of: nic, cast: broadcast, image: 100 kB, capacity: 20%"
  const once = shipped('firmware-broadcast', `campaigns=[${campaign}, repair-rounds: 0 }]`)
  expect(failedIn(once)).toEqual(['4.9.4.11/NIC_firmware_update_broadcast_cmd/1'])
  const { completed, failed } = once.flight.campaigns!.runs[0]!
  expect(completed + failed).toBe(METERS)
  expect(Math.abs(completed / METERS - wholeAfter(0))).toBeLessThan(noise(wholeAfter(0)))
})
