import { beforeAll, describe, expect, test } from 'vitest'
import { openPlots, type Plots } from '../../../src/report/html/plots.js'
import { latencyCurves } from '../../../src/report/html/latency-curve.js'
import { requirementsSection } from '../../../src/report/html/requirements-section.js'
import { checkHtml } from '../../../src/report/html/check-html.js'
import { reportHtml } from '../../../src/report/html/report-html.js'
import type { Check } from '../../../src/run/check-trace.js'
import { noNotes } from '../../../src/run/check-notes.js'
import type { Outcome } from '../../../src/run/outcome.js'
import { run, type Run } from '../../../src/run/run.js'
import { Histogram } from '../../../src/stats/histogram.js'
import { deploymentOf } from '../../deployment/fixture.js'

const TOWN = `name: town
duration: 1 day
quantities: { meters: { electric: { residential: 180, commercial: 20 } }, endpoints-per-dap: 50 }
networks: { nan: { rate: 20 kbps, delay: 20 ms, loss: 1%, retries: 3 } }
`
const printed = (value: number) => value.toLocaleString('en').replaceAll(',', ' ')
/** What failed first. */
const inOrder = (outcomes: readonly Outcome[]) =>
  ['fail', 'undecided', 'pass', 'not exercised'].flatMap((word) => outcomes.filter(({ verdict }) => verdict === word))

let town: Run
let plots: Plots
beforeAll(async () => {
  town = (await run(deploymentOf(TOWN)))!
  plots = await openPlots()
})

describe('the requirements', () => {
  test('each has the sentence that it must meet, its reason, its legs and where its messages were lost', () => {
    const { text } = requirementsSection(town, plots).body
    const rows = text.split('<tbody ').slice(1)
    expect(rows).toHaveLength(town.outcomes.length)
    const plain = (html: string) =>
      html.replaceAll('&#39;', "'").replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&')
    for (const [i, one] of inOrder(town.outcomes).entries()) {
      const row = plain(rows[i]!)
      const { requirement } = one
      expect(row).toContain(`id="${requirement.id}"`)
      expect(row).toContain(`${requirement.from} shall send ${requirement.payload.name} to ${requirement.to}`)
      expect(row).toContain(one.reason)
      // The interval takes clusters: docs/statistics.md.
      if (one.counted > 0) expect(row).toContain(`<dt>interval rests on<dd>${printed(one.clusters)} cluster`)
      for (const { place, messages } of one.losses) expect(row).toContain(`${place} ${messages}`)
      for (const way of town.ways.filter((each) => each.requirement === requirement))
        for (const { hop } of way.legs)
          expect(row).toContain(`<b>${hop.flow}</b> <i class="network">${hop.network}</i>`)
      expect(row.includes('class="plot curve'), requirement.id).toBe(one.latencyS !== undefined)
    }
  })

  test('stand by verdict as people look for them, those of one verdict as in requirements.csv', () => {
    const verdicts = ['not exercised', 'pass', 'fail', 'undecided', 'pass', 'fail'] as const
    const outcomes = verdicts.map((verdict, i) => ({
      ...town.outcomes[i]!,
      ...{ verdict, requirement: { ...town.outcomes[i]!.requirement, id: `r/${i}` } },
    }))
    const { text } = requirementsSection({ ...town, outcomes }, plots).body
    const ids = [...text.matchAll(/<tbody id="([^"]+)"/g)].map((found) => found[1])
    expect(ids).toEqual(['r/2', 'r/5', 'r/3', 'r/1', 'r/4', 'r/0'])
  })

  test('on what a verdict hangs is said where somebody asked, and else that nobody did', () => {
    expect(requirementsSection(town, plots).body.text).toContain('<code>--sensitivity</code> asks')
    const { id } = town.outcomes[0]!.requirement
    const change = { requirement: id, kind: 'verdict', before: 'pass', after: 'fail', shareBefore: 1, shareAfter: 0 }
    const end = { end: 'high', text: '9 %', changes: [change] }
    const sensitivity = {
      values: [{ name: 'networks.nan.loss', value: '1 %', setBy: 'deployment', ends: [end] }],
      judged: [{ requirement: id, verdict: 'pass' }],
      readings: 0,
    } as unknown as NonNullable<Run['sensitivity']>
    const { text } = requirementsSection({ ...town, sensitivity }, plots).body
    expect(text).toContain('<dt>hangs on<dd>networks.nan.loss (high)')
    expect(text).not.toContain('<code>--sensitivity</code> asks')
  })

  test('the same run gives the same page to the byte, also in one process', async () => {
    const again = (await run(deploymentOf(TOWN)))!
    expect(await reportHtml(town)).toBe(await reportHtml(again))
  })

  test('of a trace there is what a trace knows: no legs, no networks, and what was read', async () => {
    const { deployment, model, outcomes, chains, statistics, budgets } = town
    const notes = noNotes('some <trace>.csv', 0)
    const check: Check = { deployment, model, outcomes, chains, statistics, budgets, notes }
    const text = await checkHtml(check)
    expect(text).toContain('some &lt;trace&gt;.csv')
    expect(text).not.toContain('Where the time goes')
    expect(text).not.toContain('Busiest links')
    expect(text).not.toContain('data-filter="network"')
    expect(text.split('<tbody ')).toHaveLength(town.outcomes.length + 1)
  })
})

describe('a curve of latencies', () => {
  /** The corners of the line: to the right pixel by pixel of time, up by the share. */
  function cornersOf(latencies: number[], boundLatencyS: number, more: Partial<Outcome> = {}) {
    const latency = new Histogram()
    for (const seconds of latencies) latency.add(seconds * 1e6)
    const q = (share: number) => latency.quantile(share) / 1e6
    const latencyS = { p50: q(0.5), p90: q(0.9), p95: q(0.95), p99: q(0.99), mean: latency.mean / 1e6, max: latency.max / 1e6 } // prettier-ignore
    const one = { ...town.outcomes[0]!, latency, latencyS, boundLatencyS, boundReliability: 0.9, shareInTime: 0.9, low: 0.8, high: 0.95, shareDelivered: 1, ...more } // prettier-ignore
    const curves = latencyCurves(plots, [one])
    const { text } = curves.curve(one)!
    const path = / class="line" d="([^"]+)"/.exec(text)![1]!
    const steps = [...path.matchAll(/([MVH])(\d+)(?:,(\d+))?/g)].map(([, how, a, b]) => ({ how, a: Number(a), b: Number(b) })) // prettier-ignore
    return { text, steps, frame: curves.frame.text }
  }

  test('rises to the right and never falls, from nothing to all, its bound where time and share say', () => {
    const { steps, text, frame } = cornersOf(
      Array.from({ length: 1000 }, (_, i) => 0.01 * 1.01 ** i),
      60,
    )
    const right = steps.filter(({ how }) => how === 'H').map(({ a }) => a)
    const up = steps.filter(({ how }) => how === 'V').map(({ a }) => a)
    expect(right.length).toBeGreaterThan(20)
    expect(right).toEqual([...right].sort((a, b) => a - b))
    expect(up).toEqual([...up].sort((a, b) => b - a))
    const [, boundX] = / class="bound" d="M(\d+),/.exec(text)!
    const minute = /<text[^>]*transform="translate\(([\d.]+),[^>]*>1 min</.exec(frame)!
    expect(Math.abs(Number(boundX) - Number(minute[1]))).toBeLessThanOrEqual(1)
  })

  test('ends at the share of those that arrived, and passes the share in time at its bound', () => {
    // 37 sent, 5 lost: of 32 half come within 10 s, so that 16 of 37 are in time.
    const latencies = Array.from({ length: 32 }, (_, i) => (i < 16 ? 5 : 50))
    const { steps, text } = cornersOf(latencies, 10, { sent: 37, delivered: 32, lost: 5, open: 0, counted: 37, shareDelivered: 32 / 37, shareInTime: 16 / 37 }) // prettier-ignore
    const heights = steps.filter(({ how }) => how === 'V').map(({ a }) => a)
    const whole = cornersOf(latencies, 10, { shareDelivered: 1, shareInTime: 0.5 })
    const top = whole.steps.filter(({ how }) => how === 'V').at(-1)!.a
    const bottom = steps[0]!.b
    // From one line to the next a tenth of the rest is left: 99.99 % is four steps up.
    const at = (share: number) => bottom + ((top - bottom) * -Math.log10(1 - share)) / 4
    expect(heights.at(-1)).toBeGreaterThanOrEqual(at(32 / 37) - 1)
    expect(heights.at(-1)).toBeLessThanOrEqual(at(32 / 37) + 1)
    const dot = Number(/<circle [^>]*cy="(\d+)"/.exec(text)![1])
    // Heights are looked at every few pixels.
    expect(Math.min(...heights.map((height) => Math.abs(height - dot)))).toBeLessThanOrEqual(4)
    expect(text).toContain('of those received; 13.51 % lost')
    expect(whole.text).not.toContain('lost')
  })

  test('a few messages make a few steps, and a frame is drawn once for all', () => {
    const { steps, frame } = cornersOf([1, 1, 1, 100], 10)
    expect(steps.filter(({ how }) => how === 'H').length).toBeLessThanOrEqual(3)
    expect(frame).toContain('<symbol id="latency-frame"')
    for (const words of ['1 s', '10 s', '1 min', '10 min', '50 %', '99.99 %']) expect(frame).toContain(`>${words}<`)
  })
})
