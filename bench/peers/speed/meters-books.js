import { HOUR } from './draws.js'

// Kinds of messages, and of links; what is counted of a link, of an hour, of a leg.
export const READ = 0
export const ACKNOWLEDGEMENT = 1
const LINK = 16
export const [OFFERED, DELIVERED, TRANSMISSIONS, WIRE, BYTES, BUSY, TIME, BACKLOG] = [0, 1, 2, 3, 4, 5, 6, 7]
const LEG = 4
const DISTRICTS = 64
/** Of a run of a day as of two hours. */
const BATCHES = 24
/** What both are to keep: 15 s. */
const BOUND = 15e6

/**
 * Most of what a report of `sgsim run` is made from, for the town of meters.h and nothing else: each link's totals, networks by the hour, latencies
 * by message and by leg, shares by district and batch and by device. As plain as it can be written, and nothing is general. Left out are wire
 * bytes by the minute and the look at all links each minute, queueing apart from transmission, and what sgsim keeps more finely (latencies to a
 * thousandth, times to 2^-32 of a microsecond).
 */
export class Books {
  constructor(meters, daps, hours) {
    this.daps = daps
    this.hours = hours
    this.end = hours * HOUR
    this.links = new Float64Array(4 * daps * LINK)
    this.byHour = new Float64Array(4 * hours * 4)
    this.legs = new Float64Array(2 * 2 * LEG)
    this.latencies = new Float64Array(2 * 2048)
    this.counted = new Float64Array(2 * DISTRICTS * BATCHES)
    this.good = new Float64Array(2 * DISTRICTS * BATCHES)
    this.countedOf = new Uint8Array(2 * meters)
    this.goodOf = new Uint8Array(2 * meters)
    /** By meter: readings that wait, and when the last one was due. */
    this.waiting = new Uint32Array(meters)
    this.due = new Float64Array(meters)
    /** By meter, of the one message that is under way: when it came before the link that it is on. */
    this.since = new Float64Array(meters)
  }

  /** A reading is due, and all that wait are taken along. */
  reading(meter, now) {
    this.due[meter] = now
    const all = (this.waiting[meter] << 1) | 1
    this.waiting[meter] = 0
    return all
  }

  /** A message is to come before its first link from a moment on, when its sender begins to process it. */
  begun(meter, now) {
    this.since[meter] = now
  }

  sent(kind, meter, dap, now) {
    if (now + BOUND > this.end) return
    this.counted[this.clusterOf(kind, dap, now)]++
    this.countedOf[2 * meter + kind]++
  }

  /** Stands before a link, and is sent over it from `start` on. */
  offered(link, dap, now, start, takes, bytes, wire) {
    const { links, byHour } = this
    const at = (link * this.daps + dap) * LINK
    links[at + OFFERED]++
    const backlog = wire + ((start - now) * wire) / takes
    if (backlog > links[at + BACKLOG]) links[at + BACKLOG] = backlog
    if (start >= this.end) return
    links[at + BUSY] += Math.min(start + takes, this.end) - start
    links[at + TRANSMISSIONS]++
    links[at + WIRE] += wire
    links[at + BYTES] += bytes
    const hour = (link * this.hours + Math.floor(start / HOUR)) * 4
    byHour[hour]++
    byHour[hour + 1] += bytes
    byHour[hour + 2] += wire
    byHour[hour + 3] += takes
  }

  delivered(link, dap, meter, now, kind, leg, takes) {
    const at = (link * this.daps + dap) * LINK
    const time = now - this.since[meter]
    this.since[meter] = now
    this.links[at + DELIVERED]++
    this.links[at + TIME] += time
    const { legs } = this
    const of = (kind * 2 + leg) * LEG
    legs[of]++
    legs[of + 1] += takes
    legs[of + 2] += time
    if (time > legs[of + 3]) legs[of + 3] = time
  }

  received(kind, meter, dap, sentAt, took) {
    // Buckets of a thousandth of a second.
    const bucket = Math.floor(took / 1000)
    this.latencies[kind * 2048 + (bucket < 2047 ? bucket : 2047)]++
    if (sentAt + BOUND > this.end || took >= BOUND) return
    this.good[this.clusterOf(kind, dap, sentAt)]++
    this.goodOf[2 * meter + kind]++
  }

  /** Of all links of a kind together. */
  total(link, what) {
    let sum = 0
    for (let dap = 0; dap < this.daps; dap++) sum += this.links[(link * this.daps + dap) * LINK + what]
    return sum
  }

  clusterOf(kind, dap, at) {
    const district = Math.floor((dap * DISTRICTS) / this.daps)
    return (kind * DISTRICTS + district) * BATCHES + Math.floor((at * BATCHES) / this.end)
  }
}
