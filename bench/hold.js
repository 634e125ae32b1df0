import { pathToFileURL } from 'node:url'
import { HeapQueue } from '../dist/kernel/heap-queue.js'
import { Stream } from '../dist/kernel/stream.js'
import { HOUR } from '../dist/kernel/time.js'
import { ObjectHeap } from './object-heap.js'

/**
 * The hold model: a queue that always holds the same number of events; one operation pops the next and pushes it again after an
 * exponential delay. Both queues take turns in the same process, so that a busy machine is unfair to neither.
 * `node --expose-gc bench/hold.js`
 */
export async function hold() {
  console.log('pending     heap queue   objects   ratio   heap queue   objects')
  console.log('               M ops/s   M ops/s               B/event   B/event')
  const rows = []
  for (const pending of [1_000, 100_000, 1_000_000]) {
    const heapQueue = filled(new HeapQueue(), pending)
    const objectHeap = filled(new ObjectHeap(), pending)
    const rates = { heapQueue: [], objectHeap: [] }
    operate(heapQueue, pending)
    operate(objectHeap, pending)
    for (let repetition = 0; repetition < REPETITIONS; repetition++) {
      rates.heapQueue.push(rate(heapQueue))
      rates.objectHeap.push(rate(objectHeap))
    }
    const row = {
      pending,
      heapQueue: median(rates.heapQueue),
      objectHeap: median(rates.objectHeap),
      heapQueueBytes: bytesPerEvent(heapQueue),
      objectHeapBytes: bytesPerEvent(objectHeap),
    }
    rows.push(row)
    const ratio = row.heapQueue / row.objectHeap
    console.log(
      String(pending).padStart(7) +
        row.heapQueue.toFixed(2).padStart(15) +
        row.objectHeap.toFixed(2).padStart(10) +
        ratio.toFixed(1).padStart(8) +
        row.heapQueueBytes.toFixed(1).padStart(13) +
        row.objectHeapBytes.toFixed(1).padStart(10),
    )
  }
  return rows
}

const REPETITIONS = 5
const OPERATIONS = 1_000_000
// Few enough that no collection comes between and hides what was allocated.
const COUNTED_OPERATIONS = 20_000
// Drawn beforehand, so that the queue is measured and not the logarithm.
const delays = exponentialDelays(2 ** 16)

function filled(queue, pending) {
  for (let i = 0; i < pending; i++) queue.push(delays[i & (delays.length - 1)], 0, i, 0, i)
  return queue
}

function operate(queue, operations) {
  const mask = delays.length - 1
  for (let i = 0; i < operations; i++) {
    queue.pop()
    queue.push(queue.time + delays[i & mask], 0, queue.argument, queue.code, queue.argument)
  }
}

function rate(queue) {
  const start = performance.now()
  operate(queue, OPERATIONS)
  return OPERATIONS / (performance.now() - start) / 1_000
}

function bytesPerEvent(queue) {
  globalThis.gc?.()
  const before = process.memoryUsage().heapUsed
  operate(queue, COUNTED_OPERATIONS)
  return (process.memoryUsage().heapUsed - before) / COUNTED_OPERATIONS
}

function exponentialDelays(count) {
  const stream = new Stream(1, 'hold')
  return Float64Array.from({ length: count }, () => Math.ceil(stream.exponential(HOUR)))
}

function median(values) {
  return values.toSorted((a, b) => a - b)[values.length >> 1]
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) await hold()
