/**
 * What a core waits for memory: 32 bytes (an event of the queue, two of which are a line) that lie anywhere among so many are read and
 * written. One after another: the next place is known only when this one has been read. Sixteen at once: sixteen such walks go side by
 * side, and a core asks for the next place of each before the first has come. `node bench/memory-wait.js`.
 *
 * A heap whose events lie anywhere waits as in the first column. So would a calendar, but that it looks at the events of the next
 * sixteen days together (src/kernel/calendar-queue.ts).
 */
const WORDS = 8
const TOGETHER = 16

console.log('                          one after another        sixteen at once')
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
  const alone = Int32Array.of(order[0])
  const together = Int32Array.from({ length: TOGETHER }, (_, i) => order[Math.floor((i * events) / TOGETHER)])
  const megabytes = ((events * WORDS * 4) / 1e6).toPrecision(3)
  const name = `${String(events).padStart(9)} events, ${megabytes.padStart(6)} MB`
  console.log(`${name}: ${told(nanoseconds(ints, alone))}  ${told(nanoseconds(ints, together))}`)
}

/** Of each step. */
function nanoseconds(ints, at) {
  walk(ints, at, 2e5)
  const steps = 5e6
  const began = performance.now()
  walk(ints, at, steps)
  return ((performance.now() - began) * 1e6) / steps
}

function walk(ints, at, steps) {
  for (let step = 0; step < steps; step += at.length) {
    for (let i = 0; i < at.length; i++) {
      const place = at[i] * WORDS
      ints[place + 1]++
      at[i] = ints[place]
    }
  }
}

function told(ns) {
  return `${ns.toFixed(1).padStart(6)} ns, ${(1e3 / ns).toPrecision(3).padStart(4)} M/s`
}
