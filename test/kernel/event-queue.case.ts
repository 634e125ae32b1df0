import { describe, expect, it } from 'vitest'
import type { EventQueue } from '../../src/kernel/event-queue.js'

/** What every event queue does, whatever is inside. */
export function behavesAsAnEventQueue(name: string, create: () => EventQueue): void {
  describe(name, () => {
    it('is empty at first: no event, and the next one never', () => {
      const queue = create()
      expect(queue.size).toBe(0)
      expect(queue.peekTime()).toBe(Infinity)
      expect(queue.pop()).toBe(false)
    })

    it('hands back all five numbers of an event', () => {
      const queue = create()
      queue.push(2 ** 52, 7, 2 ** 50 - 1, -(2 ** 31), 2 ** 31 - 1)
      expect(queue.pop()).toBe(true)
      expect([queue.time, queue.priority, queue.key, queue.code, queue.argument]).toEqual([
        2 ** 52,
        7,
        2 ** 50 - 1,
        -(2 ** 31),
        2 ** 31 - 1,
      ])
    })

    it('orders by time, then by priority, then by key', () => {
      const queue = create()
      const inOrder = [
        [1, 7, 9],
        [2, 0, 5],
        [2, 0, 2 ** 50 - 1],
        [2, 1, 0],
        [2, 7, 3],
        [3, 0, 0],
      ] satisfies [number, number, number][]
      for (const i of [4, 1, 5, 0, 3, 2]) {
        const [time, priority, key] = inOrder[i]!
        queue.push(time, priority, key, 0, i)
      }
      expect(drain(queue)).toEqual([0, 1, 2, 3, 4, 5])
    })

    it('hands out what ties in all of these in the order in which it was pushed', () => {
      const queue = create()
      for (let i = 0; i < 300; i++) queue.push(i % 3, 0, 5, 0, i)
      const order = drain(queue)
      expect(order).toEqual(order.toSorted((a, b) => (a % 3) - (b % 3) || a - b))
    })

    it('takes out what comes up to a moment, and leaves the rest as it was', () => {
      const queue = create()
      for (const time of [10, 20, 30]) queue.push(time, 1, time, 2, time)
      expect(queue.pop(9)).toBe(false)
      expect(queue.pop(10)).toBe(true)
      expect(queue.pop(19)).toBe(false)
      expect([queue.time, queue.priority, queue.key, queue.code, queue.argument]).toEqual([10, 1, 10, 2, 10])
      expect(queue.size).toBe(2)
      queue.push(15, 0, 0, 0, 15)
      expect(queue.pop(19) && queue.argument).toBe(15)
      expect(drain(queue)).toEqual([20, 30])
    })

    it('keeps the order while pushes and pops alternate', () => {
      const queue = create()
      queue.push(10, 0, 0, 0, 10)
      queue.push(30, 0, 0, 0, 30)
      expect(queue.pop() && queue.argument).toBe(10)
      queue.push(20, 0, 0, 0, 20)
      queue.push(5, 0, 0, 0, 5)
      expect(queue.peekTime()).toBe(5)
      expect(drain(queue)).toEqual([5, 20, 30])
    })

    it('leaves the fields of the last event alone when it is empty, and when others are pushed', () => {
      const queue = create()
      queue.push(3, 2, 1, 4, 5)
      queue.pop()
      queue.push(9, 0, 0, 0, 0)
      expect([queue.time, queue.priority, queue.key, queue.code, queue.argument]).toEqual([3, 2, 1, 4, 5])
      queue.pop()
      expect(queue.pop()).toBe(false)
      expect(queue.time).toBe(9)
    })

    it('hands out events that tie in everything each once, and in the same order every time', () => {
      const orders = [create(), create()].map((queue) => {
        for (let i = 0; i < 100; i++) queue.push(1, 0, 0, 0, i)
        return drain(queue)
      })
      expect(orders[0]).toEqual(orders[1])
      expect(orders[0]!.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 100 }, (_, i) => i))
    })

    it('does not fire a cancelled event, first, middle or last', () => {
      const queue = create()
      const handles = Array.from({ length: 9 }, (_, i) => queue.pushCancellable(i, 0, 0, 0, i))
      for (const i of [0, 4, 8]) expect(queue.cancel(handles[i]!)).toBe(true)
      expect(queue.size).toBe(6)
      expect(queue.peekTime()).toBe(1)
      expect(drain(queue)).toEqual([1, 2, 3, 5, 6, 7])
    })

    it('refuses to cancel twice', () => {
      const queue = create()
      const handle = queue.pushCancellable(1, 0, 0, 0, 0)
      expect(queue.cancel(handle)).toBe(true)
      expect(queue.cancel(handle)).toBe(false)
      expect(queue.size).toBe(0)
    })

    it('refuses to cancel what has fired, also when another event has come in its place', () => {
      const queue = create()
      const first = queue.pushCancellable(1, 0, 0, 0, 1)
      queue.pop()
      const second = queue.pushCancellable(2, 0, 0, 0, 2)
      expect(second).not.toBe(first)
      expect(queue.cancel(first)).toBe(false)
      expect(drain(queue)).toEqual([2])
    })

    it('refuses what never was a handle', () => {
      const queue = create()
      queue.pushCancellable(1, 0, 0, 0, 1)
      for (const no of [-1, 0, 0.5, NaN, Infinity, 2 ** 53]) expect(queue.cancel(no)).toBe(false)
      expect(queue.size).toBe(1)
    })

    it('is empty after clear, makes the handles stale, and can be used again', () => {
      const queue = create()
      queue.push(1, 0, 0, 0, 1)
      queue.pop()
      queue.push(1, 0, 0, 0, 1)
      const handles = [1, 2, 3].map((time) => queue.pushCancellable(time, 0, 0, 0, time))
      queue.cancel(handles[2]!)
      queue.clear()
      expect(queue.size).toBe(0)
      expect(queue.pop()).toBe(false)
      queue.pushCancellable(7, 0, 0, 0, 7)
      expect(handles.map((handle) => queue.cancel(handle))).toEqual([false, false, false])
      expect(drain(queue)).toEqual([7])
    })
  })
}

function drain(queue: EventQueue): number[] {
  const popped: number[] = []
  while (queue.pop()) popped.push(queue.argument)
  return popped
}
