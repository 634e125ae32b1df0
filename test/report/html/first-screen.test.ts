import { beforeAll, describe, expect, test } from 'vitest'
import type { VerdictWord } from '../../../src/check/verdict.js'
import { firstScreen } from '../../../src/report/html/first-screen.js'
import { floorOf, sharePicture } from '../../../src/report/html/share-picture.js'
import { nearestToFailing } from '../../../src/report/worst-first.js'
import { busiestFirst } from '../../../src/report/busiest.js'
import type { Outcome } from '../../../src/run/outcome.js'
import { run, type Run } from '../../../src/run/run.js'
import { deploymentOf } from '../../deployment/fixture.js'

const TOWN = `name: town
duration: 1 day
quantities: { meters: { electric: { residential: 180, commercial: 20 } }, endpoints-per-dap: 50 }
networks: { nan: { rate: 20 kbps, delay: 20 ms, loss: 1%, retries: 3 } }
`
let town: Run
beforeAll(async () => {
  town = (await run(deploymentOf(TOWN)))!
})

/** As if it had come out so. */
function outcome(verdict: VerdictWord, shareInTime: number, more: Partial<Outcome> = {}): Outcome {
  const one = town.outcomes.find(({ counted, latencyS }) => counted > 0 && latencyS !== undefined)!
  const interval = { low: shareInTime - 0.005, high: Math.min(1, shareInTime + 0.005) }
  return { ...one, verdict, shareInTime, ...interval, boundReliability: 0.98, ...more }
}
const ids = (text: string) => [...text.matchAll(/<a class="id" href="#([^"]+)"/g)].map((found) => found[1])
const named = (id: string) => ({ requirement: { ...town.outcomes[0]!.requirement, id } })

describe('the first screen', () => {
  test('shows what failed, furthest below first, five at most, and says how many more there are', () => {
    const shares = [0.9, 0.5, 0.8, 0.7, 0.95, 0.6, 0.85]
    const outcomes = shares.map((share) => outcome('fail', share, named(`f/${share}`)))
    const text = firstScreen({ ...town, outcomes }, town).text
    expect(ids(text)).toEqual(['f/0.5', 'f/0.6', 'f/0.7', 'f/0.8', 'f/0.85'])
    expect(text).toContain('2 more that failed')
    expect(text).toContain('7 requirements failed')
    // 98 % - 50 %.
    expect(text).toContain('48 points below')
  })

  test('where less failed, what is nearest to it: by the failures that its bound allows, then by the time', () => {
    const p99 = (seconds: number) => ({
      latencyS: { ...outcome('pass', 1).latencyS!, p99: seconds },
      boundLatencyS: 10,
    })
    const outcomes = [
      outcome('pass', 1, { ...named('quick'), ...p99(1) }),
      outcome('pass', 1, { ...named('slow'), ...p99(9) }),
      outcome('undecided', 0.97, named('below')),
      outcome('pass', 0.99, named('half')),
      outcome('not exercised', 1, { ...named('idle'), counted: 0 }),
    ]
    expect(nearestToFailing(outcomes).map((one) => one.requirement.id)).toEqual(['below', 'half', 'slow', 'quick'])
    const text = firstScreen({ ...town, outcomes }, town).text
    expect(ids(text)).toEqual(['below', 'half', 'slow', 'quick'])
    expect(text).toContain('No requirement failed')
  })

  test('says that nothing was judged where that is so', () => {
    const outcomes = [outcome('not exercised', 1, { counted: 0 })]
    expect(firstScreen({ ...town, outcomes }, town).text).toContain('Nothing was judged')
  })

  test('names the three busiest networks and directions; of a trace there are none', () => {
    const busiest = [...firstScreen(town, town).text.matchAll(/<b>(\w[\w-]* (?:up|down))<\/b>/g)].map(
      (found) => found[1],
    )
    // Of all hours of all lanes, the most of each, by hand.
    const { load, network } = town.model
    const most = load.lanes.map((lane, i) => {
      const links = network.channelsOf(lane.network, lane.direction)
      const shares = Array.from({ length: load.hours }, (_, hour) => load.utilisation(i, hour, links))
      return { name: `${lane.network} ${lane.direction}`, share: Math.max(...shares) }
    })
    const expected = most.sort((a, b) => b.share - a.share).slice(0, 3)
    expect(busiest).toEqual(expected.map((one) => one.name))
    expect(busiestFirst(town).slice(0, 3).map((one) => one.share)).toEqual(expected.map((one) => one.share)) // prettier-ignore
    expect(firstScreen(town).text).not.toContain('Busiest links')
  })
})

test('a share stands on a scale on which all can be seen: between its ends, the bound where it belongs', () => {
  expect(floorOf([{ low: 0.9995, boundReliability: 0.995 }])).toBe(0.99)
  expect(floorOf([{ low: 0.3, boundReliability: 0.98 }, { low: undefined, boundReliability: 0.98 }])).toBe(0) // prettier-ignore
  const { text } = sharePicture(outcome('fail', 0.9), 0.8)!
  // From 80 % to 100 % over 430 units from 5 on: 90 % is half way, 98 % nine tenths.
  expect(text).toContain('cx="220.0"')
  expect(text).toContain('M392.0,1V')
  expect(text).toContain('M209.3,9H230.8')
})
