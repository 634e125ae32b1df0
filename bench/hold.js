import { pathToFileURL } from 'node:url'
import { CalendarQueue } from '../dist/kernel/calendar-queue.js'
import { Stream } from '../dist/kernel/stream.js'
import { Simulation } from '../dist/kernel/simulation.js'
import { HOUR } from '../dist/kernel/time.js'
import { ObjectHeap } from './object-heap.js'

/**
 * The hold model: a queue that always holds the same number of events; one operation pops the next and pushes it again after an
 * exponential delay. Both queues take turns in the same process, so that a busy machine is unfair to neither.
 * `node --expose-gc bench/hold.js`
 */
export async function hold() {
  console.log('pending      the queue   objects   ratio    the queue   objects')
  console.log('               M ops/s   M ops/s               B/event   B/event')
  const rows = []
  const sizes = [1_000, 100_000, 1_000_000]
  // First, while the process has seen one class of queue only: where two are called in turn, doubles are passed boxed.
  const queueBytes = sizes.map((pending) => bytesPerEvent(new CalendarQueue(), pending, COUNTED_EVENTS))
  const objectHeapBytes = sizes.map((pending) => bytesPerEvent(new ObjectHeap(), pending, COUNTED_EVENTS_OF_OBJECTS))
  for (const [i, pending] of sizes.entries()) {
    const queue = filled(new CalendarQueue(), pending)
    const objectHeap = filled(new ObjectHeap(), pending)
    const rates = { queue: [], objectHeap: [] }
    operate(queue, pending)
    operate(objectHeap, pending)
    for (let repetition = 0; repetition < REPETITIONS; repetition++) {
      rates.queue.push(rate(queue))
      rates.objectHeap.push(rate(objectHeap))
    }
    const row = {
      pending,
      queue: median(rates.queue),
      objectHeap: median(rates.objectHeap),
      queueBytes: queueBytes[i],
      objectHeapBytes: objectHeapBytes[i],
    }
    rows.push(row)
    const ratio = row.queue / row.objectHeap
    console.log(
      String(pending).padStart(7) +
        row.queue.toFixed(2).padStart(15) +
        row.objectHeap.toFixed(2).padStart(10) +
        ratio.toFixed(1).padStart(8) +
        row.queueBytes.toFixed(1).padStart(13) +
        row.objectHeapBytes.toFixed(1).padStart(10),
    )
  }
  return rows
}

const REPETITIONS = 5
const OPERATIONS = 1_000_000
// So many that what the process itself allocates does not show, few enough that no collection comes between.
const COUNTED_EVENTS = 400_000
const COUNTED_EVENTS_OF_OBJECTS = 40_000
// Until the compiler has seen enough.
const WARM_UP_EVENTS = 3_000_000
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

/** Of the kernel as the product runs it: a simulation whose events schedule their successors, entered in short slices. */
function bytesPerEvent(queue, pending, counted) {
  const simulation = new Simulation(queue)
  const mask = delays.length - 1
  const drawn = new Int32Array(1)
  const code = simulation.handler('hold', (argument) => {
    simulation.after(delays[drawn[0]++ & mask], 0, argument, code, argument)
  })
  for (let i = 0; i < pending; i++) simulation.at(delays[i & mask], 0, i, code, i)
  const slice = Math.ceil((HOUR * 1_000) / pending)
  const until = (events) => {
    while (simulation.events < events) simulation.runUntil(simulation.now + slice)
  }
  until(WARM_UP_EVENTS)
  globalThis.gc?.()
  const before = process.memoryUsage().heapUsed
  until(WARM_UP_EVENTS + counted)
  return (process.memoryUsage().heapUsed - before) / counted
}

function exponentialDelays(count) {
  const stream = new Stream(1, 'hold')
  return Float64Array.from({ length: count }, () => Math.ceil(stream.exponential(HOUR)))
}

function median(values) {
  return values.toSorted((a, b) => a - b)[values.length >> 1]
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) await hold()
