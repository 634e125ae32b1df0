import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { Messages, SENDING } from '../../src/trace/messages.js'

describe('the pool of messages', () => {
  test('gives a slot to one message at a time, and visits those in use', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(99), { maxLength: 3000 }), (operations) => {
        const messages = new Messages(2)
        const inUse: number[] = []
        for (const number of operations) {
          if (number < 60 || inUse.length === 0) {
            const taken = messages.take()
            expect(inUse).not.toContain(taken)
            inUse.push(taken)
          } else messages.release(inUse.splice(number % inUse.length, 1)[0]!)
          expect(messages.inUse).toBe(inUse.length)
        }
        const seen: number[] = []
        messages.forEach((message) => seen.push(message))
        expect(seen).toEqual([...inUse].sort((a, b) => a - b))
      }),
      { numRuns: 20, seed: 3 },
    )
  })

  test('keeps what stands in its slots when it grows', () => {
    const messages = new Messages(3)
    const taken = Array.from({ length: 5000 }, (_, i) => {
      const message = messages.take()
      messages.emission[message] = i
      messages.serial[message] = 2 ** 40 + i
      messages.readings[message] = 2 ** 31 + i
      for (let addressee = 0; addressee < 3; addressee++) messages.missing[message * 3 + addressee] = 10 * i + addressee
      return message
    })
    expect(new Set(taken).size).toBe(5000)
    taken.forEach((message, i) => {
      const kept = [messages.emission[message], messages.serial[message], messages.readings[message]]
      const missing = [0, 1, 2].map((addressee) => messages.missing[message * 3 + addressee])
      expect([...kept, ...missing]).toEqual([i, 2 ** 40 + i, 2 ** 31 + i, 10 * i, 10 * i + 1, 10 * i + 2])
    })
  })

  test('gives what is sent on behalf of a message its sender, receiver and key, and numbers it', () => {
    const messages = new Messages(1)
    const message = messages.take()
    const same = ['emission', 'source', 'serial', 'key', 'device', 'tree', 'sentAt', 'eventAt'] as const
    same.forEach((column, i) => (messages[column][message] = 7 * i + 1))
    messages.again[message] = 0
    messages.lost[message] = 1
    const sendings = Array.from({ length: 2000 }, () => messages.takeFor(message, SENDING))
    sendings.forEach((sending, i) => {
      expect([messages.kind[sending], messages.of[sending], messages.again[sending]]).toEqual([SENDING, message, i])
      same.forEach((column, j) => expect(messages[column][sending]).toBe(7 * j + 1))
      expect([messages.lost[sending], messages.copies[sending], messages.way[sending]]).toEqual([0, 0, -1])
    })
  })

  test('takes no more room for a million messages of which few are in flight at once', () => {
    const messages = new Messages(1)
    const before = messages.emission.length
    const flight = Array.from({ length: 100 }, () => messages.take())
    for (let i = 0; i < 1_000_000; i++) {
      messages.release(flight[i % 100]!)
      flight[i % 100] = messages.take()
    }
    expect(messages.emission.length).toBe(before)
    expect(messages.inUse).toBe(100)
  })
})
