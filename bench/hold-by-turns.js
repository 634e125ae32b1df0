import { Simulation } from '../dist/kernel/simulation.js'
import { median } from './median.js'
import { ObjectHeap } from './object-heap.js'
import { holdDelays } from './peers/speed/draws.js'

/**
 * The hold model (bench/hold.js) in small: the queue that sgsim's kernel has and the heap of objects that it is tested against, by turns in
 * one process, so that a busy machine is unfair to neither. Millions of operations a second, each the median of its turns, and the
 * ratio; throws where the two queues do not hand out the same events in the same order.
 */
export async function holdByTurns(pending, operations, turns) {
  const delays = holdDelays('exponential', 1, 2 ** 16)
  const holds = await Promise.all([
    // Each has the loop compiled for itself: one that has seen both classes passes doubles in boxes.
    import('./hold-loop.js?queue').then(({ Hold }) => new Hold(new (kernelsQueue())(), delays, pending)),
    import('./hold-loop.js?objects').then(({ Hold }) => new Hold(new ObjectHeap(), delays, pending)),
  ])
  // The first turn is for the compiler.
  const rates = [[], []]
  for (let turn = 0; turn <= turns; turn++) {
    for (const [i, hold] of holds.entries()) {
      const start = performance.now()
      hold.operate(operations)
      if (turn > 0) rates[i].push(operations / (performance.now() - start) / 1e3)
    }
    const [queue, objects] = holds
    if (queue.order !== objects.order) throw new Error(`hold model, ${pending} pending: not the same order of events`)
  }
  const [queue, objects] = rates.map(median)
  return { pending, queue, objects, ratio: queue / objects, order: holds[0].order }
}

/** Whichever a simulation has of its own accord. */
function kernelsQueue() {
  return new Simulation().queue.constructor
}
