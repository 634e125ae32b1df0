import type { EventQueue } from '../src/kernel/event-queue.js'

export declare class Hold {
  readonly order: number
  constructor(queue: EventQueue, delays: Float64Array, pending: number)
  operate(operations: number): void
}
