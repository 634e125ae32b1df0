import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { Hold } from '../../bench/hold-loop.js'
import { median } from '../../bench/median.js'
import { ObjectHeap } from '../../bench/object-heap.js'
import type { EventQueue } from '../../src/kernel/event-queue.js'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))
const isBuilt = existsSync(join(ROOT, 'dist', 'kernel', 'simulation.js'))
if (!isBuilt) console.log('the small bench is not tested: sgsim is not built: npm run build')

test('a median', () => {
  expect([median([3, 1, 2]), median([4, 1, 2, 3])]).toEqual([2, 2.5])
})

describe('the hold model by turns', () => {
  test('has the order of a queue of three by hand', () => {
    // Events 0, 1, 2 at 10, 20, 30. The next delays are 10 and 10, so that 3 is at 20, after 1 and before 2.
    const hold = new Hold(new ObjectHeap(), Float64Array.of(10, 20, 30, 10), 3)
    hold.operate(1)
    expect(hold.order).toBe(0)
    hold.operate(2)
    // Of 1, then 3: 1 · 31 + 3.
    expect(hold.order).toBe(34)
  })

  test.skipIf(!isBuilt)('takes the same events out of both queues', async () => {
    const { holdByTurns } = await import('../../bench/hold-by-turns.js')
    const { order, ratio } = await holdByTurns(100, 2000, 2)
    expect(order).not.toBe(0)
    expect(ratio).toBeGreaterThan(0)
  })

  test.each([
    ['the first', 1],
    ['the last', -1],
  ])('knows a queue that hands out %s of those at one time', (_, sign) => {
    // Two kinds of delays: many events tie with others in their time.
    const orderOf = (queue: EventQueue) => {
      const hold = new Hold(queue, Float64Array.of(10, 20, 10, 20), 8)
      hold.operate(100)
      return hold.order
    }
    const isRight = orderOf(listOf(sign)) === orderOf(new ObjectHeap())
    expect(isRight).toBe(sign === 1)
  })
})

/** A queue that looks through all that it has; among equal times it goes by the key, up or down. */
function listOf(sign: number): EventQueue {
  const waiting: { time: number; key: number; code: number; argument: number }[] = []
  const queue = {
    time: 0,
    key: 0,
    code: 0,
    argument: 0,
    push: (time: number, _: number, key: number, code: number, argument: number) =>
      void waiting.push({ time, key, code, argument }),
    pop: () => {
      waiting.sort((a, b) => a.time - b.time || sign * (a.key - b.key))
      Object.assign(queue, waiting.shift())
      return true
    },
  }
  return queue as unknown as EventQueue
}
