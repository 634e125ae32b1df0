import { describe, expect, test } from 'vitest'
import { Batches } from '../../src/check/batches.js'
import { ShareCounter } from '../../src/check/share-counter.js'
import { Tally } from '../../src/check/tally.js'
import { WindowCounter } from '../../src/check/window-counter.js'
import { loadCatalogue } from '../../src/srs/catalogue.js'

const HOUR = 3_600_000_000
const DAY = 24 * HOUR
const END = 5 * DAY
const batches = new Batches(0, END, 1)
const requirement = loadCatalogue().requirements[0]!

function windowed(scheduled: boolean): Tally {
  const window = new WindowCounter([{ share: 0.98, strict: false, within: DAY }], batches, 0, END, 0, 0)
  return new Tally(requirement, undefined, window, scheduled)
}

describe('the tally of a requirement', () => {
  test('divides what was sent into delivered, lost and open', () => {
    const share = new ShareCounter({ share: 0.98, strict: true, within: HOUR }, batches, END, 'in-time')
    const tally = new Tally(requirement, share, undefined, false)
    for (let i = 0; i < 5; i++) tally.onSent(i, 0)
    tally.onReceived(0, 1000, 0, 0)
    tally.onReceived(1, 2001, 0, 0)
    tally.onLost('DAPjm → 2-Way Meter - Electr: queue full')
    expect(tally).toMatchObject({ sent: 5, delivered: 2, lost: 1, open: 2 })
    expect([tally.latency.min, tally.latency.max]).toEqual([1000, 2000])
    expect(tally.verdict()).toMatchObject({ counted: 5, good: 2 })
  })

  test('counts losses by place and reason', () => {
    const tally = windowed(true)
    for (const place of ['a → b: queue full', 'b → c: retries exhausted', 'a → b: queue full']) tally.onLost(place)
    expect([...tally.losses]).toEqual([
      ['a → b: queue full', 2],
      ['b → c: retries exhausted', 1],
    ])
  })

  test('owes an answer from the moment it is sent, a scheduled read from the moment it was due', () => {
    const answer = windowed(false)
    answer.onSent(7, 0)
    answer.onReceived(7, 9, 0, 0)
    expect(answer.verdict()).toMatchObject({ counted: 1, good: 1 })

    const read = windowed(true)
    read.onSent(7, 0)
    read.onReceived(7, 9, 0, 0)
    // Its readings are counted by whoever knows when they were due.
    expect(read.verdict()).toMatchObject({ counted: 0, good: 0 })
    expect(read.delivered).toBe(1)
  })
})
