import { CalendarQueue } from '../../../dist/kernel/calendar-queue.js'
import { asked, tell } from './told.js'
import { Draws, HOUR } from './draws.js'
import { ACKNOWLEDGEMENT, Books, DELIVERED, OFFERED, READ } from './meters-books.js'

/**
 * The town of meters.h as a loop in JavaScript over sgsim's queue: what is left of `sgsim run` where nothing is counted but two sums and a maximum of
 * each kind of message, no link is anything but a number, and the catalogue is six lines of a `switch`. With `--counting report` it counts most of what a
 * report is made from as well. Not a peer: what a program costs that can do this town and no other.
 */
const SEED = 20105
const METERS_A_DAP = 250
const PROCESSING = 5000
// By kind of message.
const BYTES = [200, 25]
const WIRE = [260, 85]
/** Bytes on the wire in bits, times microseconds, by bits a second. */
const TAKES = WIRE.map((bytes) => ({ nan: (bytes * 8e6) / 1e5, wan: (bytes * 8e6) / 2e6 }))
const DELAY = { nan: 20_000, wan: 30_000 }

const options = asked('meters', 'hours', 'counting')
const meters = Number(options.meters)
const end = Number(options.hours) * HOUR
const before = performance.now()
const draws = new Draws(SEED)
const moments = Float64Array.from({ length: meters }, () => Math.floor(draws.next() * HOUR))
const inOrder = Uint32Array.from(moments.keys()).sort((a, b) => moments[a] - moments[b] || a - b)
const daps = Math.ceil(meters / METERS_A_DAP)
const [NAN_UP, NAN_DOWN, WAN_UP, WAN_DOWN] = [0, 1, 2, 3]
/** By link: when it is next free. */
const free = [0, 1, 2, 3].map(() => new Float64Array(daps))
const books = options.counting === 'report' ? new Books(meters, daps, Number(options.hours)) : undefined
const sentAt = new Float64Array(meters)
const acknowledgedAt = new Float64Array(meters)
const queue = new CalendarQueue()
const started = performance.now()

/** Messages of one kind that were sent and that came, and how long they took, in microseconds. */
class Counted {
  sent = 0
  received = 0
  latency = 0
  latencyMost = 0

  receive(took) {
    this.received++
    this.latency += took
    if (took > this.latencyMost) this.latencyMost = took
  }
}

const reads = new Counted()
const acknowledgements = new Counted()
let events = 0
// As in sgsim one timer is pending for all: who comes next is known.
let next = 0
let hour = 0
queue.push(moments[inOrder[0]], 0, 0, 0, inOrder[0])
while (queue.pop() && queue.time < end) {
  events++
  const { time: now, argument: meter } = queue
  const dap = Math.floor(meter / METERS_A_DAP)
  switch (queue.code) {
    case 0: {
      reads.sent++
      sentAt[meter] = now
      if (books !== undefined) {
        books.reading(meter, now)
        books.begun(meter, now)
        books.sent(READ, meter, dap, now)
      }
      push(cross(NAN_UP, READ, TAKES[READ].nan, dap, now) + DELAY.nan, 1, meter)
      if (++next === meters) {
        next = 0
        hour += HOUR
      }
      const sender = inOrder[next]
      push(moments[sender] + hour, 0, sender)
      break
    }
    case 1:
      if (books !== undefined) books.delivered(NAN_UP, dap, meter, now, READ, 0, TAKES[READ].nan)
      push(cross(WAN_UP, READ, TAKES[READ].wan, dap, now) + DELAY.wan + PROCESSING, 2, meter)
      break
    case 2:
      reads.receive(now - sentAt[meter])
      acknowledgements.sent++
      acknowledgedAt[meter] = now
      if (books !== undefined) {
        books.delivered(WAN_UP, dap, meter, now, READ, 1, TAKES[READ].wan)
        books.received(READ, meter, dap, sentAt[meter], now - sentAt[meter])
        books.sent(ACKNOWLEDGEMENT, meter, dap, now)
        books.begun(meter, now)
      }
      push(now + PROCESSING, 3, meter)
      break
    case 3:
      push(cross(WAN_DOWN, ACKNOWLEDGEMENT, TAKES[ACKNOWLEDGEMENT].wan, dap, now) + DELAY.wan, 4, meter)
      break
    case 4:
      if (books !== undefined)
        books.delivered(WAN_DOWN, dap, meter, now, ACKNOWLEDGEMENT, 0, TAKES[ACKNOWLEDGEMENT].wan)
      push(cross(NAN_DOWN, ACKNOWLEDGEMENT, TAKES[ACKNOWLEDGEMENT].nan, dap, now) + DELAY.nan, 5, meter)
      break
    case 5:
      acknowledgements.receive(now - acknowledgedAt[meter])
      if (books !== undefined) {
        books.delivered(NAN_DOWN, dap, meter, now, ACKNOWLEDGEMENT, 1, TAKES[ACKNOWLEDGEMENT].nan)
        books.received(ACKNOWLEDGEMENT, meter, dap, acknowledgedAt[meter], now - acknowledgedAt[meter])
      }
      break
  }
}
const finished = performance.now()
if (books !== undefined) {
  const told = [
    books.total(NAN_UP, OFFERED) === reads.sent,
    books.total(WAN_UP, DELIVERED) === reads.received,
    books.total(NAN_DOWN, DELIVERED) === acknowledgements.received,
    books.latencies.reduce((sum, many) => sum + many, 0) === reads.received + acknowledgements.received,
  ]
  if (told.includes(false)) throw new Error('the books do not tell what was sent and received')
}

tell({
  setupSeconds: (started - before) / 1000,
  seconds: (finished - started) / 1000,
  events,
  result: {
    reads: reads.sent,
    readsReceived: reads.received,
    acknowledgements: acknowledgements.sent,
    acknowledgementsReceived: acknowledgements.received,
    readLatencyS: reads.latency / reads.received / 1e6,
    acknowledgementLatencyS: acknowledgements.latency / acknowledgements.received / 1e6,
  },
})

function push(time, code, meter) {
  queue.push(time, 0, 0, code, meter)
}

/** When a link has sent what is given to it now. */
function cross(link, kind, takes, dap, now) {
  const next = free[link]
  const start = next[dap] > now ? next[dap] : now
  next[dap] = start + takes
  if (books !== undefined) books.offered(link, dap, now, start, takes, BYTES[kind], WIRE[kind])
  return start + takes
}
