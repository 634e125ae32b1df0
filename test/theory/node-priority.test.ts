import { describe, it } from 'vitest'
import { nodeQueue } from './node-queue.js'
import { expectValidated } from './validation.js'

const SECOND = 1_000_000

// Two classes before one exponential server, the first served first, nobody interrupted (Cobham 1954; Kleinrock, Queueing Systems II, 3.2):
// W0 = Σ λi E[S²] / 2 = ρ for services of one second, W1 = W0 / (1 - ρ1), W2 = W0 / ((1 - ρ1) (1 - ρ1 - ρ2)).
describe('a node that serves by class', () => {
  it('keeps each class waiting as long as Cobham says', () => {
    const [first, second] = [0.3, 0.3]
    const all = first + second
    const waits = Array.from({ length: 16 }, (_, i) => {
      const settings = { distribution: 'exponential', order: 'strict' } as const
      const { bench, came, classes } = nodeQueue(settings, [first, second], 60_000, i + 1)
      const sums = [0, 0]
      const counts = [0, 0]
      for (const { message, at } of bench.consumptions) {
        sums[classes[message]!]! += (at - came[message]!) / SECOND
        counts[classes[message]!]!++
      }
      // The service itself, of one second, is not waiting.
      return sums.map((sum, of) => sum / counts[of]!)
    })
    const named = (of: number) => `node, exponential service, ρ = ${first} + ${second}, class ${of + 1}`
    const theory = [1 + all / (1 - first), 1 + all / ((1 - first) * (1 - all))]
    for (const of of [0, 1])
      expectValidated('Sojourn by class, non-preemptive (Cobham 1954)', named(of), waits.map((one) => one[of]!), theory[of]!) // prettier-ignore
  })
})
