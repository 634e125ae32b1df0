import { percent } from '../check/verdict.js'
import { profilesInWords } from '../deployment/territories.js'
import { printDuration } from '../input/units.js'
import type { Outcome } from '../run/outcome.js'
import type { Held } from '../run/held.js'
import { relaxedBy } from '../run/budget-outcome.js'
import { budgetCase, standing, standingOfBudget } from './budgets-junit.js'
import { belowInWords } from './few-devices.js'
import { version } from './version.js'
import { element, textElement } from './xml.js'

/**
 * The verdicts as JUnit's XML, which CI servers read: one test case a requirement, and one a budget. What is undecided or not exercised
 * is skipped, `strict` makes it a failure; skipped is also what fails nothing, since it is relaxed or only warns. A
 * requirement takes no time of its own, and the same run is the same file: every time is 0.
 */
export function junitXml({ deployment, outcomes, budgets, statistics }: Held, strict: boolean): string {
  const { settings, territories, hash, catalogue } = deployment
  const relaxed = relaxedBy(budgets)
  const decides = (one: Outcome) => !relaxed.has(one.requirement.id)
  const stands = [
    ...outcomes.map((one) => standing(one.verdict, strict, decides(one))),
    ...budgets.map((one) => standingOfBudget(one, strict)),
  ]
  const many = (word: (typeof stands)[number]) => stands.filter((one) => one === word).length
  const totals = { tests: stands.length, failures: many('failed'), errors: 0, skipped: many('skipped'), time: 0 }
  const properties = {
    sgsim: version(),
    profile: profilesInWords(territories),
    seed: settings.seed,
    'duration-s': settings.duration / 1e6,
    'deployment-hash': hash,
    'catalogue-hash': catalogue.hash,
  }
  const property = ([name, value]: [string, string | number]) => element('property', { name, value })
  const suite = element('testsuite', { name: settings.name, ...totals }, [
    element('properties', {}, Object.entries(properties).map(property)),
    ...outcomes.map((one) => testCase(one, settings.name, strict, decides(one), statistics.confidence)),
    ...budgets.map((one) => budgetCase(one, settings.name, strict)),
  ])
  return `<?xml version="1.0" encoding="UTF-8"?>\n${element('testsuites', { name: 'sgsim', ...totals }, [suite])}\n`
}

function testCase(one: Outcome, deployment: string, strict: boolean, decides: boolean, confidence: number): string {
  const { requirement, verdict, reason } = one
  const attributes = { classname: `${deployment}: ${requirement.useCase}`, name: requirement.id, time: 0 }
  if (verdict === 'pass') return element('testcase', attributes)
  const word = decides ? (verdict === 'fail' ? '' : `${verdict}: `) : `relaxed by a budget: ${verdict}: `
  const message = word + reason
  const result =
    standing(verdict, strict, decides) === 'failed'
      ? textElement('failure', { message, type: verdict }, figures(one, confidence).join('\n'))
      : element('skipped', { message })
  return element('testcase', attributes, [result])
}

/** What a person who opens the failure wants to know, a figure a line; those that do not exist are left out. */
function figures(one: Outcome, confidence: number): string[] {
  const { requirement, latencyS, shareInTime, low, high } = one
  const lines = [
    one.reason,
    `${requirement.from} → ${requirement.to}`,
    `sent ${one.sent}, delivered ${one.delivered}, lost ${one.lost}, open ${one.open}; of ${one.counted} counted ${one.inTime} in time`,
    `bound: ${percent(one.boundReliability)} within ${time(one.boundLatencyS)}`,
  ]
  if (shareInTime !== undefined) lines.push(`share in time: ${percent(shareInTime)}`)
  if (low !== undefined) lines.push(`${percent(confidence)} interval: ${percent(low)} to ${percent(high!)}`)
  if (latencyS !== undefined) {
    const { p50, p90, p95, p99, mean, max } = latencyS
    const named = Object.entries({ p50, p90, p95, p99, mean, max }).map(([name, value]) => `${name} ${time(value)}`)
    lines.push(`latency: ${named.join(', ')}`)
  }
  for (const { messages, place } of one.losses) lines.push(`lost: ${messages} at ${place}`)
  const below = belowInWords(one)
  return below === undefined ? lines : [...lines, below]
}

function time(seconds: number): string {
  return printDuration(Math.round(seconds * 1e6), 3)
}
