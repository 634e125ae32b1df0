import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ObjectHeap } from '../../bench/object-heap.js'
import type { EventQueue } from '../../src/kernel/event-queue.js'
import { CalendarQueue } from '../../src/kernel/calendar-queue.js'
import { Stream } from '../../src/kernel/stream.js'
import { behavesAsAnEventQueue } from './event-queue.case.js'

behavesAsAnEventQueue('CalendarQueue', () => new CalendarQueue())
behavesAsAnEventQueue('ObjectHeap', () => new ObjectHeap())

describe('the two event queues', () => {
  it('agree on every answer to any operations', () => {
    fc.assert(
      fc.property(fc.array(operation, { maxLength: 400, size: 'max' }), (operations) => {
        expect(answers(new CalendarQueue(), operations)).toEqual(answers(new ObjectHeap(), operations))
      }),
      { seed: 20101, numRuns: 300 },
    )
  })

  it('agree where there are so many events that days are dealt, and dealt again as what lies between them changes', () => {
    fc.assert(
      fc.property(fc.array(phase, { minLength: 1, maxLength: 8 }), fc.nat(), (phases, seed) => {
        const [ours, oracle] = [new CalendarQueue(), new ObjectHeap()]
        const random = new Stream(seed, 'phases')
        let key = 0
        for (const { pending, delay, apart, operations } of phases) {
          const both = (time: number) => [ours, oracle].forEach((queue) => queue.push(time, 0, key, 0, key))
          for (; ours.size < pending; key++) both(ours.time + Math.floor(random.next() * apart))
          for (let i = 0; i < operations && ours.size > 0; i++, key++) {
            ours.pop()
            oracle.pop()
            expect([ours.time, ours.key]).toEqual([oracle.time, oracle.key])
            const after = ours.time + (delay === 0 ? 0 : Math.ceil(random.exponential(delay)))
            if (ours.size < pending) both(after)
            if (i % 7 === 0) {
              const handles = [ours, oracle].map((queue) => queue.pushCancellable(after + 1, 0, key, 1, key))
              if (i % 2 === 0) expect(ours.cancel(handles[0]!)).toBe(oracle.cancel(handles[1]!))
            }
          }
        }
        while (oracle.pop()) expect([ours.pop(), ours.time, ours.key]).toEqual([true, oracle.time, oracle.key])
        expect(ours.pop()).toBe(false)
      }),
      { seed: 20102, numRuns: 60 },
    )
  })

  it('agree where more events wait than a core has in its cache, of which many are called off', () => {
    const [ours, oracle] = [new CalendarQueue(), new ObjectHeap()]
    const queues = [ours, oracle]
    const random = new Stream(1, 'many')
    const calledOff: (readonly [number, number])[] = []
    let key = 0
    // Some come soon, some late, so that days have few events and many.
    const push = () => {
      const time = Math.max(0, ours.time) + Math.ceil(random.exponential(random.next() < 0.3 ? 1e3 : 3.6e9))
      if (++key % 50 !== 0) queues.forEach((queue) => queue.push(time, 0, key, 0, key))
      else calledOff.push([ours.pushCancellable(time, 0, key, 1, key), oracle.pushCancellable(time, 0, key, 1, key)])
    }
    for (let round = 0; round < 2; round++) {
      for (let i = 0; i < 30_000; i++) push()
      for (let i = 0; i < 40_000; i++) {
        ours.pop()
        oracle.pop()
        if (ours.time !== oracle.time || ours.key !== oracle.key || ours.argument !== oracle.argument)
          expect([ours.time, ours.key, ours.argument]).toEqual([oracle.time, oracle.key, oracle.argument])
        push()
        if (i % 200 === 0) {
          const [own, other] = calledOff.shift()!
          expect(ours.cancel(own)).toBe(oracle.cancel(other))
        }
      }
      expect(ours.size).toBe(oracle.size)
      queues.forEach((queue) => queue.clear())
      calledOff.length = 0
    }
  })
})

type Operation = {
  do: 'push' | 'cancellable' | 'cancel' | 'pop' | 'peek' | 'clear'
  time: number
  priority: number
  pick: number
}

/** From events of one moment to some that lie a year apart, from none that wait to thousands. */
const phase = fc.record({
  pending: fc.constantFrom(0, 10, 100, 3000),
  delay: fc.constantFrom(0, 1, 1000, 3.6e9),
  apart: fc.constantFrom(1, 1000, 3.6e9, 3.15e13),
  operations: fc.constantFrom(100, 3000),
})

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
    // Neither rising nor falling with the order of pushing, and often the same twice.
    const key = (i * 7919) % 16
    if (verb === 'push') queue.push(time, priority, key, pick % 3, i)
    if (verb === 'cancellable') handles.push(queue.pushCancellable(time, priority, key, pick % 3, i))
    if (verb === 'cancel' && handles.length > 0) given.push(queue.cancel(handles[pick % handles.length]!))
    if (verb === 'pop') given.push(queue.pop(pick % 2 === 0 ? time : undefined), event(queue))
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
