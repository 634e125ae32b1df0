import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { PacketLines } from '../../src/network/packet-lines.js'
import { Packets } from '../../src/network/packets.js'

describe('lines of packets', () => {
  it('hand out the highest class first, in the order of coming, and count the bytes until they are said to have left', () => {
    const step = fc.record({
      line: fc.nat(2),
      does: fc.constantFrom('append', 'append', 'take', 'put back'),
      priority: fc.nat(3),
    })
    fc.assert(
      fc.property(fc.array(step, { maxLength: 80 }), (steps) => {
        const packets = new Packets()
        const lines = new PacketLines(packets)
        lines.reach(2)
        const known: { packet: number; priority: number }[][] = [[], [], []]
        const bytes = [0, 0, 0]
        for (const { line, does, priority } of steps) {
          const list = known[line]!
          if (does === 'append') {
            const packet = packets.take()
            packets.priority[packet] = priority
            lines.append(line, packet, 10)
            const behind = list.findIndex((one) => one.priority > priority)
            list.splice(behind < 0 ? list.length : behind, 0, { packet, priority })
            bytes[line]! += 10
          } else if (list.length > 0) {
            const packet = lines.takeFirst(line)
            const first = list.shift()!
            expect(packet).toBe(first.packet)
            if (does === 'take') {
              lines.left(line, 10)
              bytes[line]! -= 10
            } else {
              lines.putBack(line, packet)
              list.unshift(first)
            }
          }
          expect(lines.isEmpty(line)).toBe(list.length === 0)
          expect(lines.bytes[line]).toBe(bytes[line])
        }
        for (const [line, list] of known.entries()) {
          let packet = lines.takeAll(line)
          for (const one of list) {
            expect(packet).toBe(one.packet)
            packet = packets.next[packet]!
          }
          expect(packet).toBe(-1)
          expect([lines.isEmpty(line), lines.bytes[line]]).toEqual([true, 0])
        }
      }),
      { seed: 32, numRuns: 200 },
    )
  })
})
