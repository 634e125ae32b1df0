import { describe, expect, test } from 'vitest'
import type { ScriptedEvent } from '../../src/deployment/events.js'
import { deploymentOf } from './fixture.js'

const [MINUTE, HOUR, DAY] = [60_000_000, 3_600_000_000, 86_400_000_000]

/** 15,000 meters on ten feeders. */
const town = (days: number, rates: string, more = '') => `name: a
profile: ACvW
use-cases: [ORM]
duration: ${days} days
quantities: { meters: { electric: { residential: 15000 } } }
faults: { feeders: ${rates} }
${more}`
const RATES = '{ mtbf: 3 day, mttr: 6 h }'

interface Outage {
  feeder: string
  from: number
  to: number
}

/** By feeder and in the order of time; `to` is the end of the run where power does not return before it. */
function outagesOf(scripted: readonly ScriptedEvent[], end: number): Outage[] {
  const found: Outage[] = []
  for (const { at, power, where } of scripted) {
    const feeder = where!.name
    const open = found.find((one) => one.feeder === feeder && one.to === end)
    if (power === 'lost') {
      expect(open).toBeUndefined()
      found.push({ feeder, from: at, to: end })
    } else open!.to = at
  }
  return found
}

describe('outages at random', () => {
  test('take the power of one feeder, and give it back', () => {
    const { scripted, end, source } = deploymentOf(town(30, RATES))
    expect(scripted.map((one) => one.at)).toEqual(scripted.map((one) => one.at).sort((a, b) => a - b))
    for (const { at, kinds, where, share, from, position } of scripted) {
      expect(at).toSatisfy(Number.isInteger)
      expect(at).toBeLessThan(end)
      expect([kinds.length, where!.key, where!.numbers, share, from]).toEqual([
        1,
        'feeder',
        [Number(where!.name) - 1],
        1,
        0,
      ])
      expect(position).toEqual(source.position(['faults', 'feeders']))
    }
    expect(new Set(scripted.map((one) => one.where!.name)).size).toBe(10)
    outagesOf(scripted, end)
  })

  // An alternating renewal process: of a long time the part without power is MTTR / (MTBF + MTTR) = 6 h / 78 h, and so many outages come.
  test('come as often, and last as long, as was said', () => {
    const days = 3000
    const { scripted, end, start } = deploymentOf(town(days, RATES))
    const outages = outagesOf(scripted, end)
    const cycles = (10 * days * DAY) / (78 * HOUR)
    // About 9200 outages; their number has a coefficient of variation of less than one, so four standard deviations are 4 %.
    expect(Math.abs(outages.length / cycles - 1)).toBeLessThan(0.04)
    const without = outages.reduce((sum, one) => sum + one.to - one.from, 0) / (10 * (end - start))
    expect(Math.abs(without / (6 / 78) - 1)).toBeLessThan(0.06)
  })

  test('of a feeder do not depend on how many others there are', () => {
    const of = (yaml: string) =>
      deploymentOf(yaml)
        .scripted.filter((one) => one.where!.name === '2')
        .map((one) => [one.at, one.power])
    const more = town(30, RATES).replace('15000', '150000')
    expect(of(more)).toEqual(of(town(30, RATES)))
    expect(of(town(30, RATES)).length).toBeGreaterThan(4)
  })

  test('are others with another seed', () => {
    const times = (seed: number) => deploymentOf(town(30, RATES), `seed=${seed}`).scripted.map((one) => one.at)
    expect(times(1)).toEqual(times(1))
    expect(times(1)).not.toEqual(times(2))
  })

  test('leave out what would meet an outage that is scripted', () => {
    const script = `events:
  - { at: 2026-01-05 00:00, what: power-lost, area: 1 }
  - { at: 2026-01-15 00:00, what: power-returned, area: 1 }
  - { at: 2026-01-20 00:00, what: power-lost, feeder: 2, share: 30% }
  - { at: 2026-01-25 00:00, what: power-returned, feeder: 2, share: 10% }
`
    const plain = deploymentOf(town(30, RATES))
    const { scripted, end } = deploymentOf(town(30, RATES, script))
    const isOwn = (one: ScriptedEvent) => one.position.line >= 7
    expect(scripted.filter(isOwn)).toHaveLength(4)
    // All ten feeders are in the first area (quantities.feeders-per-area).
    const meets = ({ feeder, from, to }: Outage) =>
      (from <= 14 * DAY && to >= 4 * DAY) || (feeder === '2' && to >= 19 * DAY)
    const all = outagesOf(plain.scripted, end)
    expect(all.filter(meets).length).toBeGreaterThan(10)
    expect(
      outagesOf(
        scripted.filter((one) => !isOwn(one)),
        end,
      ),
    ).toEqual(all.filter((one) => !meets(one)))
    expect(scripted.map((one) => one.at)).toEqual(scripted.map((one) => one.at).sort((a, b) => a - b))
  })

  test('happen where no payload waits for them', () => {
    const reads = town(30, RATES).replace('[ORM]', '[Meter Reading]')
    const { scripted, canFail } = deploymentOf(reads)
    expect(scripted.length).toBeGreaterThan(10)
    expect(scripted.every((one) => one.kinds.length === 0 && one.power !== undefined)).toBe(true)
    expect(canFail).toBe(true)
  })

  test('may be so short that power is back in the same minute', () => {
    const { scripted, end } = deploymentOf(town(1, '{ mtbf: 1 min, mttr: 1 ms }'))
    const outages = outagesOf(scripted, end)
    expect(outages.length).toBeGreaterThan(1000)
    expect(outages.every(({ from, to }) => to > from && to - from < MINUTE)).toBe(true)
  })
})
