import { describe, it } from 'vitest'
import { keyed } from '../../src/kernel/keyed.js'
import { DAY, SECOND } from '../../src/kernel/time.js'
import { WakeUp } from '../../src/network/wake-up.js'
import { expectValidated } from './validation.js'

// Who comes at any time finds a node awake with the probability for ÷ every, and waits otherwise evenly up to every - for: (every - for)² / (2 every).
describe('the wait for a window', () => {
  it.each([
    { every: 3600, lasts: 10 },
    { every: 60, lasts: 30 },
  ])('is what the windows say: $lasts s every $every s', ({ every, lasts }) => {
    const count = 20_000
    const means = Array.from({ length: 16 }, (_, i) => {
      const wakeUp = new WakeUp('gas-meter', { every: every * SECOND, for: lasts * SECOND }, i + 1)
      let sum = 0
      for (let node = 0; node < count; node++) {
        const at = Math.floor(keyed(i + 1, 3, node, 0, 0, 902) * DAY)
        sum += wakeUp.awake(node, at) - at
      }
      return sum / count / SECOND
    })
    const theory = (every - lasts) ** 2 / (2 * every)
    expectValidated(
      'Mean wait for a wake-up window, (every - for)² / (2 every) (elementary)',
      `${lasts} s every ${every} s`,
      means,
      theory,
    )
  })
})
