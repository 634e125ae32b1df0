import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Turns } from '../../src/network/turns.js'

describe('turns at a server', () => {
  it('go by class, then in the order of joining; who changes class is last of the new one', () => {
    const step = fc.record({
      does: fc.constantFrom('join', 'join', 'next', 'change'),
      line: fc.nat(9),
      priority: fc.nat(5),
      server: fc.nat(1),
    })
    fc.assert(
      fc.property(fc.array(step, { maxLength: 80 }), (steps) => {
        const turns = new Turns()
        // By server: lines with their class, in the order in which they are to be served within it. All beyond the fourth class are of that.
        const known: { line: number; priority: number }[][] = [[], []]
        for (const { does, line, priority, server } of steps) {
          const at = known.findIndex((list) => list.some((one) => one.line === line))
          const classOf = Math.min(priority, 3)
          if (does === 'join' && at < 0) {
            turns.join(server, line, priority)
            known[server]!.push({ line, priority: classOf })
          } else if (does === 'change' && at >= 0) {
            turns.changed(line, priority)
            const one = known[at]!.find((other) => other.line === line)!
            if (one.priority === classOf) continue
            known[at] = known[at]!.filter((other) => other !== one)
            known[at].push({ line, priority: classOf })
          } else if (does === 'next') {
            const list = known[server]!
            const best = Math.min(...list.map((one) => one.priority))
            const first = list.find((one) => one.priority === best)
            expect(turns.next(server)).toBe(first?.line ?? -1)
            known[server] = list.filter((one) => one !== first)
          }
        }
      }),
      { seed: 33, numRuns: 300 },
    )
  })
})
