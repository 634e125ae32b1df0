import { Window } from 'happy-dom'
import { beforeAll, describe, expect, test } from 'vitest'
import type { VerdictWord } from '../../../src/check/verdict.js'
import { firstScreen } from '../../../src/report/html/first-screen.js'
import { floorOf, sharePicture } from '../../../src/report/html/share-picture.js'
import { nearestToFailing } from '../../../src/report/worst-first.js'
import { busiestFirst } from '../../../src/report/busiest.js'
import type { Outcome } from '../../../src/run/outcome.js'
import { run, type Run } from '../../../src/run/run.js'
import { deploymentOf } from '../../deployment/fixture.js'
import { rowsOf, written } from '../written.js'

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
  test('shows what failed, furthest below first, four at most, and says how many more there are', () => {
    const shares = [0.9, 0.5, 0.8, 0.7, 0.95, 0.6, 0.85]
    const outcomes = shares.map((share) => outcome('fail', share, named(`f/${share}`)))
    const text = firstScreen({ ...town, outcomes }, town).text
    expect(ids(text)).toEqual(['f/0.5', 'f/0.6', 'f/0.7', 'f/0.8'])
    expect(text).toContain('3 more that failed')
    expect(text).toContain('7 requirements failed')
    // 98 % - (50 % + 0.5 %): to the upper end of the interval, since that is the order.
    expect(text).toContain('at least 47.5 points below')
  })

  test('prints of what failed by how much it is below for sure, in that order, and why in brief', () => {
    const text = 'leg 2 (1Ca, wan) costs late messages 82 % of their time: queueing 3.2 s of 3.9 s in the mean'
    const leg = { territory: '', leg: 2, flow: '1Ca', network: 'wan', link: undefined, cause: 'queueing', share: 0.82 }
    const lost = 'leg 1 (1D, nan) loses most: 12 of 14, retries exhausted'
    const outcomes = [
      // Of few messages, so that little is sure.
      outcome('fail', 0.2, { ...named('few'), low: 0.01, high: 0.9, costliestLeg: { ...leg, text: lost } }),
      outcome('fail', 0.3, { ...named('many'), low: 0.29, high: 0.31, costliestLeg: { ...leg, text } }),
      outcome('fail', 0.6, named('unexplained')),
    ]
    const shown = firstScreen({ ...town, outcomes }, town).text
    expect(ids(shown)).toEqual(['many', 'unexplained', 'few'])
    expect([...shown.matchAll(/at least ([\d.]+) points? below/g)].map((found) => Number(found[1]))).toEqual([
      ...[67, 37.5, 8],
    ])
    const causes = [...shown.matchAll(/ cause">([^<]*)</g)].map((found) => found[1])
    expect(causes).toEqual(['leg 2 (1Ca, wan) costs late messages 82 % of their time: queueing', lost])
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

  test('names the three fullest links with the figures of links.csv; of a trace there are none', async () => {
    const { result, files } = await written(deploymentOf(TOWN))
    const links = rowsOf(files.get('links.csv')!).sort((a, b) => Number(b['utilisation']) - Number(a['utilisation']))
    const { document } = new Window()
    document.body.innerHTML = firstScreen(result, result).text
    const shown = [...document.querySelectorAll('.busiest li')].map((one) => [
      one.querySelector('b')!.textContent,
      ...[...one.querySelectorAll('[data-value]')].map((each) => each.getAttribute('data-value')),
    ])
    expect(shown).toEqual(links.slice(0, 3).map((one) => [one['link'], one['utilisation'], one['backlog_max_bytes']]))
    expect(firstScreen(town).text).not.toContain('Busiest links')
  })

  test('says what the busiest hour of all links of a network is, as hourly.csv has it', async () => {
    const { result, files } = await written(deploymentOf(TOWN))
    const most = Math.max(...rowsOf(files.get('hourly.csv')!).map((one) => Number(one['utilisation'])))
    const { text } = firstScreen(result, result)
    expect(text.slice(text.indexOf('All links of a network together'))).toContain(`data-value="${most}"`)
    expect(busiestFirst(result)[0]!.share).toBeCloseTo(most, 9)
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
