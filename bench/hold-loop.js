/** A queue that always holds the same number of events; one operation pops the next and pushes its successor. */
export class Hold {
  /** Depends on the order in which the events came out. */
  order = 0
  #queue
  #delays
  #done = 0
  #sequence = 0

  constructor(queue, delays, pending) {
    this.#queue = queue
    this.#delays = delays
    for (let i = 0; i < pending; i++) queue.push(delays[i & (delays.length - 1)], 0, this.#sequence++, 0, i)
  }

  operate(operations) {
    const queue = this.#queue
    const delays = this.#delays
    const mask = delays.length - 1
    let order = this.order
    let sequence = this.#sequence
    for (let done = this.#done, end = done + operations; done < end; done++) {
      queue.pop()
      order = (Math.imul(order, 31) + queue.key) | 0
      // Not in step with the events that the queue began with.
      queue.push(queue.time + delays[(done * 7) & mask], 0, sequence++, queue.code, queue.argument)
    }
    this.order = order
    this.#done += operations
    this.#sequence = sequence
  }
}
