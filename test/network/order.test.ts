import { describe, expect, test } from 'vitest'
import { HOPS, serialsOf } from '../../src/network/order.js'

describe('the key of a packet', () => {
  // 155,903 sources is what the whole SRS comes to with 60,000 meters in 64 districts.
  test.each([1, 100, 65_535, 65_536, 155_903, 10_000_000])(
    'has room for %i sources, and that of joining',
    (sources) => {
      const largest = (sources * serialsOf(sources) + serialsOf(sources) - 1) * HOPS + HOPS - 1
      // kernel/event-queue: keys are below 2^50.
      expect(largest).toBeLessThan(2 ** 50)
      expect(serialsOf(sources)).toBeLessThanOrEqual(2 ** 28)
      // No more than half of the room is left, but for what is never needed.
      expect(serialsOf(sources) === 2 ** 28 || 2 * (sources + 1) * serialsOf(sources) * HOPS > 2 ** 50).toBe(true)
    },
  )
})
