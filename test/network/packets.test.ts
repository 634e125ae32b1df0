import { describe, expect, it } from 'vitest'
import { Packets } from '../../src/network/packets.js'

describe('Packets', () => {
  const content = ['message', 'number', 'bytes', 'tree', 'device', 'tag', 'key', 'source', 'serial'] as const

  it('makes a copy that is the same in all but where it is', () => {
    const packets = new Packets()
    const packet = packets.take()
    content.forEach((column, i) => (packets[column][packet] = 100 + i))
    packets.attempt[packet] = 3
    const twin = packets.copy(packet)
    expect(twin).not.toBe(packet)
    expect(content.map((column) => packets[column][twin])).toEqual(content.map((_, i) => 100 + i))
    expect(packets.attempt[twin]).toBe(0)
    expect(packets.next[twin]).toBe(-1)
    expect(packets.inUse).toBe(2)
  })

  it('hands no slot out twice, keeps what stands in them when it grows, and takes them back', () => {
    const packets = new Packets()
    const slots = Array.from({ length: 5000 }, (_, i) => {
      const slot = packets.take()
      for (const column of content) packets[column][slot] = i
      return slot
    })
    expect(new Set(slots).size).toBe(5000)
    expect(packets.inUse).toBe(5000)
    for (const column of content) expect(slots.map((slot) => packets[column][slot])).toEqual(slots.map((_, i) => i))
    const size = packets.message.length
    for (const slot of slots) packets.release(slot)
    expect(packets.inUse).toBe(0)
    const again = Array.from({ length: 5000 }, () => packets.take())
    expect(new Set(again).size).toBe(5000)
    expect(packets.message.length).toBe(size)
  })
})
