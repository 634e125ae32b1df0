import { describe, expect, test } from 'vitest'
import type { Override } from '../../src/input/overrides.js'
import type { SizeAnswer } from '../../src/plan/size-answer.js'
import { sizedValueOf } from '../../src/plan/size-value.js'
import { size } from '../../src/plan/size.js'
import { ReplicasHere, seedOf } from '../../src/run/replications.js'
import { run } from '../../src/run/run.js'
import { ONE_RUN } from '../../src/run/statistics.js'
import { VariationsHere } from '../../src/run/variations.js'
import { appliedRequirements } from '../../src/traffic/applied.js'
import { deploymentOf } from '../deployment/fixture.js'
import { meanWait, waitsWithin } from '../theory/md1-wait.js'

const COMMAND = '4.15.4.1/SW_opr_cmd'
const DAPS = 8
const METERS = 500
const BYTES = 1000
/** Commands a day for each DAP, all between 8 and 20 h (SRS 4.15.4.1). */
const A_DAY = (METERS * 10) / 3
/** SRS 4.15.4.1: > 98 % within 1 min. */
const WITHIN = 60

/** Commands alone, all of one size, at random, each DAP's over a WAN link of its own; what else they cross takes them no time. */
const TOWN = `name: one-link
profile: ACvW
use-cases: [Service Switch]
seed: 7
duration: 10 days
quantities: { meters: { electric: { residential: ${DAPS * METERS} } }, endpoints-per-dap: ${METERS} }
networks:
  enterprise: { rate: 1 Gbps, delay: 0 ms, header: 0 B }
  wan: { rate: 8 kbps, delay: 0 ms, header: 0 B, queue: 100 MB }
  nan: { rate: 1 Gbps, delay: 0 ms, loss: 0%, header: 0 B }
nodes:
  cis: { processing: 0 ms }
  mdms: { processing: 0 ms }
  head-end: { processing: 0 ms }
  dap: { processing: 0 ms }
  meter: { processing: 0 ms }
`
const rows = new Set(appliedRequirements(deploymentOf(TOWN)).applied.map(({ requirement }) => requirement.row))
const alone = [
  ...[...rows].filter((row) => row !== COMMAND).map((row) => `choices.requirements.${row}=off`),
  `choices.requirements.${COMMAND}={ how-often: 10 per 3 per day, size: ${BYTES} B }`,
]
const townWith = (more: readonly Override[] = []) =>
  deploymentOf(TOWN, ...alone, ...more.map(({ path, text }) => `${path.join('.')}=${text}`))

/** The rate in bits a second at which just 98 % of the commands have waited and been served within the bound. */
function rateByFormula(): number {
  const arrivals = A_DAY / (12 * 3600)
  const inTime = (rate: number) => {
    const service = (8 * BYTES) / rate
    return waitsWithin(WITHIN - service, arrivals, service)
  }
  let [low, high] = [8 * BYTES * arrivals, 1e6]
  for (let i = 0; i < 60; i++) {
    const middle = (low + high) / 2
    if (inTime(middle) < 0.98) low = middle
    else high = middle
  }
  return high
}

describe('a link whose size is known', () => {
  // The mean of a time is the integral of the share of those who wait longer: two formulas for one queue.
  test.each([
    { arrivals: 0.1, service: 3 },
    { arrivals: 0.1, service: 7 },
  ])('has waits of the formula, whose mean is that of the other formula', ({ arrivals, service }) => {
    const step = service / 200
    let integral = 0
    for (let time = step / 2; time < 30 * service; time += step)
      integral += (1 - waitsWithin(time, arrivals, service)) * step
    expect(integral / meanWait(arrivals, service)).toBeCloseTo(1, 3)
    expect(waitsWithin(0, arrivals, service)).toBeCloseTo(1 - arrivals * service, 10)
  })

  test('is found where the waits of M/D/1 say: 98 % of its messages within the bound', async () => {
    const deployment = townWith()
    const runs = new VariationsHere(townWith, 0.95)
    const none = { from: undefined, to: undefined, headroom: undefined, requirements: [], fixed: [] }
    const { answers } = await size(deployment, [sizedValueOf(deployment, 'wan.rate')], runs, { ...none, resolution: 0.05 }) // prettier-ignore
    const [{ bracket, binding, found, standing }] = answers as [(typeof answers)[number]]
    const formula = rateByFormula()
    expect({ found, better: standing.better }).toEqual({ found: 'bracket', better: 'larger' })
    expect(binding.map(({ name }) => name)).toEqual([`${COMMAND}/1`])
    expect(bracket.fails!.value).toBeLessThan(formula)
    expect(bracket.passes!.value).toBeGreaterThan(formula)
    // What is not decided between them is no more than what the number of messages leaves open.
    expect(bracket.passes!.value / bracket.fails!.value).toBeLessThan(1.15)
  })

  test('is asked in replications of a shorter run, with the same seeds at every value', async () => {
    const set = (path: string, text: string): Override => ({ path: path.split('.'), text, origin: '' })
    const seeds: number[] = []
    const short = (more: readonly Override[]) => {
      const one = townWith([set('duration', '1 day'), ...more])
      seeds.push(one.settings.seed)
      return one
    }
    const deployment = short([])
    const none = { headroom: undefined, requirements: ['SW_opr_cmd'], fixed: [], resolution: 0.9 }
    const runs = new VariationsHere(short, 0.95, {}, 3)
    seeds.length = 0
    const { answers, runs: count } = await size(deployment, [sizedValueOf(deployment, 'wan.rate')], runs, { ...none, from: 300, to: 1200, replications: 3 }) // prettier-ignore
    const [{ bracket, tried }] = answers as [SizeAnswer]
    // As `run --replications` has them: the first is that of the deployment.
    expect(seeds.slice().sort()).toEqual(tried.flatMap(() => [1, 2, 3].map((number) => seedOf(7, number))).sort())
    expect(count).toBe(3 * tried.length)
    expect(bracket.fails!.value).toBeLessThan(rateByFormula())
    expect(bracket.passes!.value).toBeGreaterThan(rateByFormula())
    // And as a run with them comes out.
    const at = (seed: number) => short([set('networks.wan.rate', '1200 bps'), set('seed', String(seed))])
    const statistics = { ...ONE_RUN, replications: 3 }
    const replicas = new ReplicasHere((seed) => at(seed), 7, false)
    const { outcomes } = (await run(at(7), { statistics, replicas }))!
    const outcome = outcomes.find(({ requirement }) => requirement.row === COMMAND)!
    const { share, low, high, reason } = tried.find(({ value }) => value === 1200)!.items.get(`${COMMAND}/1`)!
    expect({ share, low, high, reason }).toEqual({ share: outcome.shareInTime, low: outcome.low, high: outcome.high, reason: outcome.reason }) // prettier-ignore
    // About three times the commands of a day.
    expect(Math.abs(outcome.counted / (3 * DAPS * A_DAY) - 1)).toBeLessThan(0.05)
  })
})
