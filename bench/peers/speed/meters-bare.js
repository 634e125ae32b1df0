import { CalendarQueue } from '../../../dist/kernel/calendar-queue.js'
import { asked, tell } from './told.js'
import { Draws, HOUR } from './draws.js'

/**
 * The town of meters.h as a loop in JavaScript over sgsim's queue: what is left of `sgsim run` where nothing is counted but two sums and a maximum of
 * each kind of message, no link is anything but a number, and the catalogue is six lines of a `switch`. Not a peer: the floor under sgsim.
 */
const SEED = 20105
const METERS_A_DAP = 250
const PROCESSING = 5000
// Bytes on the wire in bits, times microseconds, by bits a second.
const READ = { nan: (260 * 8e6) / 1e5, wan: (260 * 8e6) / 2e6 }
const ACKNOWLEDGEMENT = { nan: (85 * 8e6) / 1e5, wan: (85 * 8e6) / 2e6 }
const DELAY = { nan: 20_000, wan: 30_000 }

const options = asked('meters', 'hours')
const meters = Number(options.meters)
const end = Number(options.hours) * HOUR
const before = performance.now()
const draws = new Draws(SEED)
const moments = Float64Array.from({ length: meters }, () => Math.floor(draws.next() * HOUR))
const inOrder = Uint32Array.from(moments.keys()).sort((a, b) => moments[a] - moments[b] || a - b)
const daps = Math.ceil(meters / METERS_A_DAP)
const [nanUp, nanDown, wanUp, wanDown] = [0, 1, 2, 3].map(() => new Float64Array(daps))
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
      push(cross(nanUp, dap, now, READ.nan) + DELAY.nan, 1, meter)
      if (++next === meters) {
        next = 0
        hour += HOUR
      }
      const sender = inOrder[next]
      push(moments[sender] + hour, 0, sender)
      break
    }
    case 1:
      push(cross(wanUp, dap, now, READ.wan) + DELAY.wan + PROCESSING, 2, meter)
      break
    case 2:
      reads.receive(now - sentAt[meter])
      acknowledgements.sent++
      acknowledgedAt[meter] = now
      push(now + PROCESSING, 3, meter)
      break
    case 3:
      push(cross(wanDown, dap, now, ACKNOWLEDGEMENT.wan) + DELAY.wan, 4, meter)
      break
    case 4:
      push(cross(nanDown, dap, now, ACKNOWLEDGEMENT.nan) + DELAY.nan, 5, meter)
      break
    case 5:
      acknowledgements.receive(now - acknowledgedAt[meter])
      break
  }
}
const finished = performance.now()

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
function cross(free, link, now, takes) {
  const start = free[link] > now ? free[link] : now
  free[link] = start + takes
  return free[link]
}
