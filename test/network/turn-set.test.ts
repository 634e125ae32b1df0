import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { TurnSet } from '../../src/network/turn-set.js'

describe('who wants a turn in a cycle', () => {
  it('is found by how many stations come before the next one, going round', () => {
    const steps = fc.array(fc.record({ station: fc.nat(199), add: fc.boolean() }), { minLength: 1, maxLength: 60 })
    fc.assert(
      fc.property(steps, fc.integer({ min: 1, max: 200 }), (list, stations) => {
        const turns = new TurnSet()
        const known = new Set<number>()
        for (const { station, add } of list.map((one) => ({ ...one, station: one.station % stations }))) {
          if (add) turns.add(station)
          else if (known.has(station)) turns.delete(station)
          if (add) known.add(station)
          else known.delete(station)
          expect(turns.isEmpty).toBe(known.size === 0)
          if (known.size === 0) continue
          for (const from of [0, station, (station + 1) % stations]) {
            let ahead = 0
            while (!known.has((from + ahead) % stations)) ahead++
            expect(turns.ahead(from, stations)).toBe(ahead)
          }
        }
      }),
      { seed: 31, numRuns: 200 },
    )
  })
})
