import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Bench, hop } from './bench.js'
import { BACKLOG_MAX } from '../../src/network/links.js'

// A wire keeps no line of waiting packets: when it is next free, as a number, stands for it (design 5).
describe('the queue of a wire', () => {
  it('gives the same as a line that is kept, with one event a departure', () => {
    const sendings = fc.array(fc.record({ gap: fc.nat(2000), bytes: fc.integer({ min: 1, max: 300 }) }), {
      minLength: 1,
      maxLength: 200,
    })
    // Rates at which a byte takes a whole number of microseconds: the line that is kept then knows no rounding at all.
    const rate = fc.constantFrom(1e6, 2e6, 4e6, 8e6, 500e3)
    fc.assert(
      fc.property(sendings, rate, fc.integer({ min: 320, max: 2000 }), fc.nat(20), (list, rate, queue, header) => {
        const bench = new Bench()
        const link = bench.wire({ rate, queue, header, mtu: 320 })
        bench.route(hop(link))
        let at = 0
        const packets = list.map(({ gap, bytes }) => ({ at: (at += gap), bytes }))
        packets.forEach(({ at, bytes }, i) => bench.send(at, i, { bytes }))
        bench.run()
        const kept = keptLine(packets.map(({ at, bytes }) => ({ at, bytes: bytes + header })), 8e6 / rate, queue) // prettier-ignore
        expect(bench.consumptions.map(({ message, at }) => ({ message, at }))).toEqual(kept.departures)
        expect(bench.losses.map(({ message, at }) => ({ message, at }))).toEqual(kept.drops)
        expect(bench.losses.every(({ reason }) => reason === 'queue full')).toBe(true)
        expect(bench.network.links.lost('queue full')[link]).toBe(kept.drops.length)
      }),
      { seed: 4, numRuns: 300 },
    )
  })

  it('holds as many packets as fit, the one being sent included, and drops the next with its place and reason', () => {
    const bench = new Bench()
    const link = bench.wire({ rate: 1e6, mtu: 100, queue: 300 })
    bench.route(hop(link))
    for (let i = 0; i < 4; i++) bench.send(0, i, { bytes: 100 })
    bench.run()
    expect(bench.consumptions.map(({ message }) => message)).toEqual([0, 1, 2])
    expect(bench.losses).toEqual([
      { message: 3, beyond: 1, step: 0, where: 'here → there', reason: 'queue full', at: 0 },
    ])
    expect(bench.network.links.get(link, BACKLOG_MAX)).toBe(300)
  })

  it.each([56_000, 9600, 1e9, 300e6, 7e9])(
    'is exactly full at %d bps too, late in the year: no byte is lost to rounding',
    (rate) => {
      const bench = new Bench()
      bench.route(hop(bench.wire({ rate, mtu: 123, queue: 10 * 123 })))
      const at = 860 * 3_600_000_000 + 17
      for (let i = 0; i < 11; i++) bench.send(at, i, { bytes: 123 })
      expect(bench.run().losses.map(({ message }) => message)).toEqual([10])
      expect(bench.consumptions).toHaveLength(10)
    },
  )

  it('has room again for as many bytes as have left', () => {
    const bench = new Bench()
    bench.route(hop(bench.wire({ rate: 1e6, mtu: 100, queue: 200 })))
    bench.send(0, 1, { bytes: 100 })
    bench.send(0, 2, { bytes: 100 })
    // 8 µs a byte: at 72 µs nine bytes have left, at 80 µs ten.
    bench.send(72, 3, { bytes: 10 })
    bench.send(80, 4, { bytes: 10 })
    bench.run()
    expect(bench.losses.map(({ message }) => message)).toEqual([3])
    expect(bench.consumptions.map(({ message }) => message)).toEqual([1, 2, 4])
  })
})

interface Packet {
  at: number
  bytes: number
}

/** The wire as one would write it first: a list of waiting packets, and an event at each arrival and each departure. */
function keptLine(packets: Packet[], microsPerByte: number, queue: number) {
  const departures: { message: number; at: number }[] = []
  const drops: { message: number; at: number }[] = []
  const line: { message: number; bytes: number }[] = []
  let sendingSince = 0
  let next = 0
  while (next < packets.length || line.length > 0) {
    const done = line.length > 0 ? sendingSince + line[0]!.bytes * microsPerByte : Infinity
    if (next < packets.length && packets[next]!.at < done) {
      const { at, bytes } = packets[next]!
      const message = next++
      const held =
        line.reduce((sum, one) => sum + one.bytes, 0) - (line.length > 0 ? (at - sendingSince) / microsPerByte : 0)
      if (line.length > 0 && Math.round(held + bytes) > queue) drops.push({ message, at })
      else {
        if (line.length === 0) sendingSince = at
        line.push({ message, bytes })
      }
    } else {
      departures.push({ message: line.shift()!.message, at: done })
      sendingSince = done
    }
  }
  return { departures, drops }
}
