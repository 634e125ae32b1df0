import { describe, expect, test } from 'vitest'
import { Batches } from '../../src/check/batches.js'
import { ChainTally } from '../../src/check/chain-tally.js'
import { loadCatalogue } from '../../src/srs/catalogue.js'

const SECOND = 1_000_000
const HOUR = 3600 * SECOND
const END = 2 * HOUR
/** SRS 4.5.4.2: < 22 sec, > 96%. */
const WITHIN = 22 * SECOND
const island = loadCatalogue().subTotals.get('4.5.4.2/in-island-mode')!

function tally(holds: 'in-time' | 'delivered' = 'in-time', districts = 1) {
  return new ChainTally(island, island.legs.at(-1)![0]!, new Batches(0, END, districts), END, holds)
}

describe('the count of a chain', () => {
  test('takes what came in less than the sub-total, not in the sub-total itself (SRS 4.18)', () => {
    const before = tally()
    before.onSent(0, 0)
    before.onReceived(0, WITHIN - 1, 0)
    expect(before.verdict()).toMatchObject({ counted: 1, good: 1 })
    const at = tally()
    at.onSent(0, 0)
    at.onReceived(0, WITHIN, 0)
    expect(at.verdict()).toMatchObject({ counted: 1, good: 0 })
  })

  test('holds its share against that of the sub-total: the whole interval, on either side of 96 %', () => {
    // In 400 districts each a cluster: with 5 failures of 800 the interval is above 96 %, with 80 below it.
    const verdict = (failures: number) => {
      const wide = tally('in-time', 400)
      for (let i = 0; i < 800; i++) {
        const at = i < 400 ? 0 : HOUR
        wide.onSent(at, i % 400)
        // 7 has no factor in common with 800: the failures fall on both hours alike.
        wide.onReceived(at, at + ((i * 7) % 800 < failures ? WITHIN : 1), i % 400)
      }
      return wide.verdict()
    }
    expect(verdict(5)).toMatchObject({ counted: 800, good: 795, bound: 0.96, verdict: 'pass' })
    expect(verdict(32)).toMatchObject({ counted: 800, good: 768, verdict: 'undecided' })
    expect(verdict(80)).toMatchObject({ counted: 800, good: 720, verdict: 'fail' })
  })

  test('counts what never came, and not what was sent less than the sub-total before the end', () => {
    const lost = tally()
    for (const at of [0, END - WITHIN, END - WITHIN + 1]) lost.onSent(at, 0)
    lost.onReceived(END - WITHIN + 1, END, 0)
    expect(lost.sent).toBe(3)
    expect(lost.verdict()).toMatchObject({ counted: 2, good: 0, delivered: 0 })
  })

  test('takes what came at all where the deployment holds that against bounds', () => {
    const late = tally('delivered')
    late.onSent(0, 0)
    late.onReceived(0, 2 * WITHIN, 0)
    expect(late.verdict()).toMatchObject({ counted: 1, good: 1 })
  })
})
