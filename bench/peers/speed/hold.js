import { Simulation } from '../../../dist/kernel/simulation.js'
import { ObjectHeap } from '../../object-heap.js'
import { HOUR, holdDelays } from './draws.js'
import { asked, tell } from './told.js'

/**
 * The hold model (hold.h) in sgsim: with `--with=queue` the queue that its kernel has, with `simulation` that queue under the kernel's
 * own loop, where each event is handled by a handler, and with `objects` the heap of objects that the queue is tested against.
 */
const DELAYS = 65536
const MASK = DELAYS - 1
const EVERY = 100
const FILL_SEED = 20101
const DELAYS_SEED = 20102

const options = asked('with', 'pending', 'delays', 'warm', 'operations')
const started = performance.now()
const hold = options.with === 'simulation' ? inSimulation() : inQueue()
for (const delay of holdDelays(options.delays, FILL_SEED, Number(options.pending))) hold.fill(delay)
const orderWarm = hold.operate(Number(options.warm))
const warm = performance.now()
const order = hold.operate(Number(options.operations))
const seconds = (performance.now() - warm) / 1000
const events = Number(options.operations)
tell({ setupSeconds: (warm - started) / 1000, seconds, events, result: { orderWarm, order } })

/** Pops and pushes with nothing between: what the queue itself costs. */
function inQueue() {
  const queue = options.with === 'objects' ? new ObjectHeap() : new (ownQueue())()
  const delays = holdDelays(options.delays, DELAYS_SEED, DELAYS)
  let sequence = 0
  let done = 0
  let order = 0
  let handle = 0
  return {
    fill: (delay) => queue.push(delay, 0, sequence++, 0, 0),
    operate: (operations) => {
      for (const end = done + operations; done < end; done++) {
        if (!queue.pop()) throw new Error('the queue is empty')
        order = (Math.imul(order, 31) + queue.key) | 0
        const { time } = queue
        const delay = delays[done & MASK]
        const turn = done % EVERY
        if (turn === 0) {
          handle = queue.pushCancellable(time + HOUR + delay, 0, sequence++, 0, 0)
          continue
        }
        queue.push(time + delay, 0, sequence++, 0, 0)
        if (turn === EVERY / 2) {
          if (!queue.cancel(handle)) throw new Error('an event that should be called off has fired')
          queue.push(time + delays[(done + DELAYS / 2) & MASK], 0, sequence++, 0, 0)
        }
      }
      return order >>> 0
    },
  }
}

/** As the product runs it. The sequence number is the argument too, which is what a handler is told. */
function inSimulation() {
  const simulation = new Simulation()
  const delays = holdDelays(options.delays, DELAYS_SEED, DELAYS)
  let sequence = 0
  let done = 0
  let end = 0
  let order = 0
  let handle = 0
  const code = simulation.handler('hold', (fired) => {
    order = (Math.imul(order, 31) + fired) | 0
    const delay = delays[done & MASK]
    const turn = done % EVERY
    const own = sequence++
    if (turn === 0) handle = simulation.atCancellable(simulation.now + HOUR + delay, 0, own, code, own)
    else simulation.after(delay, 0, own, code, own)
    if (turn === EVERY / 2) {
      if (!simulation.cancel(handle)) throw new Error('an event that should be called off has fired')
      const other = sequence++
      simulation.after(delays[(done + DELAYS / 2) & MASK], 0, other, code, other)
    }
    if (++done === end) simulation.stop()
  })
  return {
    fill: (delay) => {
      const own = sequence++
      simulation.at(delay, 0, own, code, own)
    },
    operate: (operations) => {
      end = done + operations
      simulation.runUntil(Number.MAX_SAFE_INTEGER)
      return order >>> 0
    },
  }
}

/** Whichever queue a simulation has of its own accord. */
function ownQueue() {
  return new Simulation().queue.constructor
}
