import type { EventQueue } from '../src/kernel/event-queue.js'

export declare class ObjectHeap implements EventQueue {
  readonly size: number
  readonly time: number
  readonly priority: number
  readonly key: number
  readonly code: number
  readonly argument: number
  push(time: number, priority: number, key: number, code: number, argument: number): void
  pushCancellable(time: number, priority: number, key: number, code: number, argument: number): number
  cancel(handle: number): boolean
  peekTime(): number
  pop(until?: number): boolean
  clear(): void
}
