import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ObjectHeap } from '../../bench/object-heap.js'
import type { EventQueue } from '../../src/kernel/event-queue.js'
import { HeapQueue } from '../../src/kernel/heap-queue.js'
import { behavesAsAnEventQueue } from './event-queue.case.js'

behavesAsAnEventQueue('HeapQueue', () => new HeapQueue())
behavesAsAnEventQueue('ObjectHeap', () => new ObjectHeap())

describe('the two event queues', () => {
  it('agree on every answer to any operations', () => {
    fc.assert(
      fc.property(fc.array(operation, { maxLength: 400, size: 'max' }), (operations) => {
        expect(answers(new HeapQueue(), operations)).toEqual(answers(new ObjectHeap(), operations))
      }),
      { seed: 20101, numRuns: 300 },
    )
  })
})

type Operation = {
  do: 'push' | 'cancellable' | 'cancel' | 'pop' | 'peek' | 'clear'
  time: number
  priority: number
  pick: number
}

// Few times and priorities, so that most events tie.
const operation: fc.Arbitrary<Operation> = fc.record({
  do: fc.oneof(
    { weight: 6, arbitrary: fc.constant('push' as const) },
    { weight: 8, arbitrary: fc.constant('cancellable' as const) },
    { weight: 6, arbitrary: fc.constant('cancel' as const) },
    { weight: 6, arbitrary: fc.constant('pop' as const) },
    { weight: 2, arbitrary: fc.constant('peek' as const) },
    { weight: 1, arbitrary: fc.constant('clear' as const) },
  ),
  time: fc.nat(5),
  priority: fc.constantFrom(0, 1, 7),
  pick: fc.nat(),
})

function answers(queue: EventQueue, operations: Operation[]): unknown[] {
  const handles: number[] = []
  const given: unknown[] = []
  operations.forEach(({ do: verb, time, priority, pick }, i) => {
    // Neither rising nor falling with the order of pushing, and never the same twice: 7919 is prime to 2^20.
    const key = (i * 7919) % 2 ** 20
    if (verb === 'push') queue.push(time, priority, key, pick % 3, i)
    if (verb === 'cancellable') handles.push(queue.pushCancellable(time, priority, key, pick % 3, i))
    if (verb === 'cancel' && handles.length > 0) given.push(queue.cancel(handles[pick % handles.length]!))
    if (verb === 'pop') given.push(queue.pop(), event(queue))
    if (verb === 'peek') given.push(queue.peekTime())
    if (verb === 'clear') queue.clear()
    given.push(queue.size)
  })
  while (queue.pop()) given.push(event(queue))
  return given
}

function event(queue: EventQueue): number[] {
  return [queue.time, queue.priority, queue.key, queue.code, queue.argument]
}
