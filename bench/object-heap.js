/**
 * An event queue as one would write it first: a binary heap of objects. What the tests compare the real one with, and what the
 * benchmark measures it against. Cancelling really takes the event out.
 */
export class ObjectHeap {
  time = 0
  priority = 0
  key = 0
  code = 0
  argument = 0
  #heap = []
  #byHandle = new Map()
  #handles = 0
  #pushes = 0

  get size() {
    return this.#heap.length
  }

  push(time, priority, key, code, argument) {
    this.#heap.push({ time, priority, key, code, argument, handle: 0, push: this.#pushes++ })
    this.#rise(this.#heap.length - 1)
  }

  pushCancellable(time, priority, key, code, argument) {
    const event = { time, priority, key, code, argument, handle: ++this.#handles, push: this.#pushes++ }
    this.#byHandle.set(event.handle, event)
    this.#heap.push(event)
    this.#rise(this.#heap.length - 1)
    return event.handle
  }

  cancel(handle) {
    const event = this.#byHandle.get(handle)
    if (event === undefined) return false
    this.#remove(this.#heap.indexOf(event))
    return true
  }

  peekTime() {
    return this.#heap.length === 0 ? Infinity : this.#heap[0].time
  }

  pop(until = Infinity) {
    if (this.peekTime() > until || this.#heap.length === 0) return false
    const next = this.#heap[0]
    this.#remove(0)
    this.time = next.time
    this.priority = next.priority
    this.key = next.key
    this.code = next.code
    this.argument = next.argument
    return true
  }

  clear() {
    this.#heap = []
    this.#byHandle.clear()
  }

  #remove(i) {
    const { handle } = this.#heap[i]
    if (handle !== 0) this.#byHandle.delete(handle)
    const last = this.#heap.pop()
    if (i === this.#heap.length) return
    this.#heap[i] = last
    this.#rise(i)
    this.#sink(i)
  }

  #rise(i) {
    const heap = this.#heap
    const event = heap[i]
    while (i > 0) {
      const parent = (i - 1) >> 1
      if (!before(event, heap[parent])) break
      heap[i] = heap[parent]
      i = parent
    }
    heap[i] = event
  }

  #sink(i) {
    const heap = this.#heap
    const event = heap[i]
    for (;;) {
      let child = 2 * i + 1
      if (child >= heap.length) break
      if (child + 1 < heap.length && before(heap[child + 1], heap[child])) child++
      if (!before(heap[child], event)) break
      heap[i] = heap[child]
      i = child
    }
    heap[i] = event
  }
}

function before(a, b) {
  return a.time < b.time || (a.time === b.time && (a.priority - b.priority || a.key - b.key || a.push - b.push) < 0)
}
