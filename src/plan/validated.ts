import type { Deployment } from '../deployment/deployment.js'
import { assumptionsBehind } from '../report/assumptions.js'
import type { Statement } from '../report/coverage.js'
import { checkMetrics } from '../run/budget-metrics.js'
import { coverageOf } from '../run/coverage.js'
import { refuseTooLarge } from '../run/memory.js'
import { refuseUnrunnable } from '../run/runnable.js'
import { Model } from '../simulate/model.js'
import { Expected } from '../traffic/expected.js'
import { ExpectedHours } from '../traffic/expected-hours.js'
import { ExpectedSendings } from './expected-sendings.js'
import { runCost, type RunCost } from './run-cost.js'
import { sweepInFile } from './sweep-in-file.js'

/** What a deployment would simulate, found without simulating it. */
export interface Validated {
  deployment: Deployment
  statement: Statement
  requirements: number
  links: { network: string; direction: 'down' | 'up'; count: number }[]
  /** Messages: of a mean day, and of this run. */
  messages: { perDay: number; inRun: number }
  /** Of which nothing can count, since the run is not longer than their window or bound (microseconds), the longest last. */
  tooShort: { requirement: string; longerThan: number }[]
  /** Of which a run like this is expected to send less than one message. */
  rare: string[]
  cost: RunCost
  /** How many points its `sweep:` has, where it has one. */
  points: number | undefined
}

/**
 * Everything that a run does before it starts, with all that it refuses. `loadedMs`: processor time that reading the deployment took.
 */
export function validated(deployment: Deployment, loadedMs: number): Validated {
  refuseUnrunnable(deployment)
  refuseTooLarge(deployment)
  const before = process.cpuUsage()
  const model = new Model(deployment)
  const { user, system } = process.cpuUsage(before)
  checkMetrics(model)
  const expected = new Expected(deployment, model.emissions)
  const sendings = new ExpectedSendings(deployment, expected, model.emissions)
  const hours = new ExpectedHours(deployment, expected)
  const { applied, leftOut, emissions, tallies, load } = model
  const requirements = tallies.map((one) => one.requirement)
  const { length: count } = assumptionsBehind(deployment, requirements)
  const sum = (of: (emission: (typeof emissions)[number]) => number) => emissions.reduce((all, one) => all + of(one), 0)
  return {
    deployment,
    statement: {
      ...coverageOf(deployment, applied, leftOut),
      assumptions: { count, listedIn: 'assumptions.csv' },
    },
    requirements: tallies.length,
    links: load.lanes.map((lane) => ({ ...lane, count: linksOf(model, lane) })),
    messages: { perDay: sum((one) => hours.of(one).perDay), inRun: sum((one) => sendings.of(one)) },
    tooShort: tooShortOf(model),
    rare: rareOf(model, sendings),
    cost: runCost(model, expected, sendings, loadedMs + (user + system) / 1000),
    points: sweepInFile(deployment)?.count,
  }
}

/** A shared channel counts as a link where it has carried something, which none has yet: then it is one for each tree. */
function linksOf({ network }: Model, { network: name, direction }: Omit<Validated['links'][number], 'count'>): number {
  const there = network.channelsOf(name, direction)
  const groups = network.links.groups.filter((one) => one.network === name && one.direction === direction)
  return there > 0 ? there : Math.max(0, ...groups.map((one) => one.count))
}

function tooShortOf({ deployment, tallies }: Model): Validated['tooShort'] {
  const { start, end, settings } = deployment
  const warmUp = settings['warm-up'] === 'found' ? 0 : settings['warm-up']
  const judged = end - start - warmUp
  return tallies
    .map((one) => ({ requirement: one.requirement.id, longerThan: (one.window?.longest ?? one.within) + warmUp }))
    .filter(({ longerThan }) => judged + warmUp <= longerThan)
    .sort((a, b) => a.longerThan - b.longerThan)
}

/** By what the SRS states and the deployment scripts. */
function rareOf({ emissions, tallies }: Model, sendings: ExpectedSendings): string[] {
  const expected = new Map<string, number>()
  for (const emission of emissions)
    if (emission.polls < 0)
      for (const { requirement } of emission.applied)
        expected.set(requirement.id, (expected.get(requirement.id) ?? 0) + sendings.of(emission))
  const ids = tallies.map((one) => one.requirement.id)
  return ids.filter((id) => (expected.get(id) ?? 0) < 1)
}
