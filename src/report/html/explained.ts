import { percent } from '../../check/verdict.js'
import type { WayOutcome } from '../../run/leg-outcome.js'
import type { Outcome } from '../../run/outcome.js'
import type { Range } from '../../srs/range.js'
import { belowInWords } from '../few-devices.js'
import { requirementSentence } from '../requirement-sentence.js'
import { count } from '../count.js'
import { time } from '../terminal.js'
import { html, type Content, type Html } from './html.js'
import type { LatencyCurves } from './latency-curve.js'
import { timeSpent } from './time-spent.js'

/** What a requirement opens to. `hangsOn`: undefined where nobody asked. */
export function explained(
  one: Outcome,
  curves: LatencyCurves,
  ways: readonly WayOutcome[],
  hangsOn: string | undefined,
): Html {
  const curve = curves.curve(one)
  const facts = factsOf(one, hangsOn).filter(([, words]) => words !== undefined && words !== '')
  const spent = ways.filter(({ legs }) => legs.length > 0).map(timeSpent)
  return html`<div class="explained"><p>${requirementSentence(one.requirement)}<p class="reason">${one.reason}</p><div class="sides"><div>${curve}</div><div><dl class="facts">${facts.map(([name, words]) => html`<dt>${name}<dd>${words}`)}</dl>${spent.length > 0 && html`<p class="lead">Where the time goes, in the mean</p>${spent}`}</div></div></div>`
}

function factsOf(one: Outcome, hangsOn: string | undefined): [name: string, words: Content][] {
  const { requirement, latencyS, latencyWithinS, losses, counted, clusters, shareDevices, gapLongestS } = one
  const judged =
    counted > 0 &&
    html`${count(counted)} judged: ${count(one.delivered)} of ${count(one.sent)} received, ${count(one.lost)} lost, ${count(one.open)} open at the end`
  const sure =
    counted > 0 &&
    `${several(clusters, 'cluster')} (a district in a stretch of time, a device or an event), not on the number of messages`
  return [
    ['use case', html`<i class="use-case">${requirement.useCase}</i>`],
    ['messages', judged === false ? undefined : judged],
    ['interval rests on', sure === false ? undefined : sure],
    [
      'latency',
      latencyS &&
        `p50 ${time(latencyS.p50)}, p90 ${time(latencyS.p90)}, p95 ${time(latencyS.p95)}, p99 ${time(latencyS.p99)}${within(latencyWithinS?.p99)}, longest ${time(latencyS.max)}`,
    ],
    ['devices', belowInWords(one)],
    [
      'devices that missed none',
      shareDevices === undefined
        ? undefined
        : `${percent(shareDevices)}${gapLongestS === undefined ? '' : `; longest time without ${time(gapLongestS)}`}`,
    ],
    ['how often', howOften(one)],
    ['lost at', losses.map(({ place, messages }) => `${place} ${count(messages)}`).join(', ')],
    [
      'hangs on',
      hangsOn?.replace(/^hangs on /, '').replace(/^NA$/, 'not known: there is no pass or fail that could change'),
    ],
  ]
}

function within(range: Range | undefined): string {
  return range === undefined || !Number.isFinite(range.high) ? '' : ` (${time(range.low)} to ${time(range.high)})`
}

function howOften({ howOftenStated: stated, howOftenSimulated: simulated, howOftenVerdict, howOftenRatio }: Outcome) {
  if (stated === undefined || simulated === undefined) return undefined
  const asks = stated.low === stated.high ? perDay(stated.low) : `${perDay(stated.low)} to ${perDay(stated.high)}`
  const ratio =
    howOftenVerdict === undefined && howOftenRatio !== undefined
      ? `, ${Number(howOftenRatio.toPrecision(3))} times that`
      : ''
  const verdict = howOftenVerdict === undefined ? '' : ` (${howOftenVerdict})`
  return `stated ${asks} a day, simulated ${perDay(simulated)}${ratio}${verdict}`
}

function perDay(value: number): string {
  return value >= 1000 ? count(Math.round(value)) : String(Number(value.toPrecision(3)))
}

function several(value: number, thing: string): string {
  return `${count(value)} ${thing}${value === 1 ? '' : 's'}`
}
