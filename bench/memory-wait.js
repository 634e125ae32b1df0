/**
 * What a core waits for memory: 32 bytes (an event of the queue, two of which are a line) that lie anywhere among so many are read and
 * written, the next place known only when this one has been read, as with a queue whose next event says what happens. `node bench/memory-wait.js`.
 * It is about what a queue of so many events waits for each that it takes out, whatever else it does.
 */
const WORDS = 8

for (const events of [1e3, 1e5, 1e6, 1e7]) {
  const ints = new Int32Array(events * WORDS)
  // One round through all places in disorder (Sattolo): each says which is next.
  const order = Uint32Array.from({ length: events }, (_, i) => i)
  let seed = 1
  for (let i = events - 1; i > 0; i--) {
    seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0
    const j = Math.floor((seed / 2 ** 32) * i)
    const one = order[i]
    order[i] = order[j]
    order[j] = one
  }
  for (let i = 0; i < events; i++) ints[order[i] * WORDS] = order[(i + 1) % events]
  walk(ints, 2e5)
  const steps = 5e6
  const began = performance.now()
  walk(ints, steps)
  const nanoseconds = ((performance.now() - began) * 1e6) / steps
  const megabytes = ((events * WORDS * 4) / 1e6).toPrecision(3)
  console.log(
    `${String(events).padStart(9)} events, ${megabytes.padStart(6)} MB: ${nanoseconds.toFixed(1).padStart(6)} ns each, ` +
      `${(1e3 / nanoseconds).toPrecision(3)} million a second`,
  )
}

function walk(ints, steps) {
  let at = 0
  for (let i = 0; i < steps; i++) {
    ints[at * WORDS + 1]++
    at = ints[at * WORDS]
  }
  return at
}
