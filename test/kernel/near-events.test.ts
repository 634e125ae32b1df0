import fc from 'fast-check'
import { expect, it } from 'vitest'
import { ARGUMENT, EventEntries } from '../../src/kernel/event-entries.js'
import { NearEvents } from '../../src/kernel/near-events.js'

// Few times and ranks, so that many tie; more at a time than lie sorted (32), so that there is a heap behind them.
const burst = fc.record({
  added: fc.array(fc.record({ time: fc.nat(5), rank: fc.nat(2) }), { maxLength: 60, size: 'max' }),
  dropped: fc.nat(60),
})

it('says which event is next, whatever was added or taken out in between', () => {
  let most = 0
  fc.assert(
    fc.property(fc.array(burst, { maxLength: 12, size: 'max' }), (bursts) => {
      const entries = new EventEntries()
      const near = new NearEvents(entries)
      const waiting: { time: number; rank: number; number: number }[] = []
      let number = 0
      const agree = () => {
        expect([near.count, near.isEmpty]).toEqual([waiting.length, waiting.length === 0])
        if (waiting.length > 0) expect(entries.ints[8 * near.first + ARGUMENT]).toBe(waiting[0]!.number)
      }
      for (const { added, dropped } of bursts) {
        for (const { time, rank } of added) {
          near.add(entries.add(time, rank, 0, number))
          waiting.push({ time, rank, number: number++ })
          waiting.sort((a, b) => a.time - b.time || a.rank - b.rank || a.number - b.number)
          agree()
        }
        most = Math.max(most, waiting.length)
        for (let i = 0; i < dropped && waiting.length > 0; i++) {
          const { first } = near
          near.drop()
          entries.release(first)
          waiting.shift()
          agree()
        }
      }
      near.clear()
      expect(near.isEmpty).toBe(true)
    }),
    { seed: 20103, numRuns: 100 },
  )
  expect(most).toBeGreaterThan(64)
})
