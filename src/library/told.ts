import { stripVTControlCharacters } from 'node:util'
import { checkReport, checkSummary } from '../report/check-report.js'
import { junitXml } from '../report/junit.js'
import { verdictCounts } from '../report/run-json.js'
import { runSummary } from '../report/run-summary.js'
import { terminalReport } from '../report/terminal.js'
import { hasFailed, type BudgetOutcome } from '../run/budget-outcome.js'
import type { NetworkFigures } from '../run/figures.js'
import type { Outcome } from '../run/outcome.js'
import type { Deployment } from './deployment-types.js'
import type { Held } from './inner.js'
import { refuseUnknown } from './known-options.js'
import type { BudgetResult, NetworkLoad, RequirementResult, Result, Strictness, VerdictCounts } from './result-types.js'

/** What a run and a trace have in common, as the library tells it. */
export function toldResult(deployment: Deployment, held: Held): Result {
  const of = 'run' in held ? held.run : held.check
  return {
    deployment,
    verdicts: toldCounts(of.outcomes),
    requirements: of.outcomes.map(toldRequirement),
    budgets: of.budgets.map(toldBudget),
    failed: (options) => hasFailed(of, isStrict('failed', options)),
    junit: (options) => junitXml(of, isStrict('junit', options)),
    text: (options) => {
      const strict = isStrict('text', options)
      const { folder = 'not written' } = held
      return plain('run' in held ? terminalReport(held.run, folder, strict) : checkReport(held.check, folder, strict))
    },
    json: () => {
      const told = 'run' in held ? runSummary(held.run, '') : checkSummary(held.check, '')
      return asJson({ ...told, reports: held.folder ?? null })
    },
  }
}

function isStrict(name: string, options: Strictness = {}): boolean {
  refuseUnknown(name, options, { strict: true })
  return options.strict ?? false
}

/** Without what a terminal makes colours of. */
export function plain(text: string): string {
  return stripVTControlCharacters(text)
}

/** Plain data, as it comes back from a file. */
export function asJson(value: object): Record<string, unknown> {
  return JSON.parse(JSON.stringify(value)) as Record<string, unknown>
}

function toldCounts(outcomes: readonly Outcome[]): VerdictCounts {
  const { pass, fail, undecided, 'not exercised': notExercised } = verdictCounts(outcomes)
  return { pass, fail, undecided, notExercised }
}

function toldRequirement(one: Outcome): RequirementResult {
  const { id, payload, section, useCase, from, to } = one.requirement
  const leg = one.costliestLeg
  return {
    ...{ requirement: id, payload: payload.name, section, useCase, from, to },
    ...{ verdict: one.verdict, reason: one.reason },
    ...{ sent: one.sent, delivered: one.delivered, lost: one.lost, open: one.open },
    ...{ counted: one.counted, inTime: one.inTime },
    ...{ shareDelivered: one.shareDelivered, shareInTime: one.shareInTime, low: one.low, high: one.high },
    ...{ boundReliability: one.boundReliability, boundLatencyS: one.boundLatencyS },
    latencyS: one.latencyS,
    losses: one.losses.map(({ place, messages }) => ({ place, messages })),
    costliestLeg: leg && {
      ...{ leg: leg.leg, flow: leg.flow, network: leg.network, cause: leg.cause, share: leg.share, text: leg.text },
    },
  }
}

function toldBudget({ budget, name, requirement, verdict, found, share, value, limit }: BudgetOutcome): BudgetResult {
  const { kind, level } = budget
  return { budget: name, kind, level, requirement, verdict, found, share, value, limit }
}

export function toldNetwork(one: NetworkFigures): NetworkLoad {
  const { network, direction, links, rate, bytesWire, utilisation, utilisationBusiest } = one
  return {
    network,
    direction,
    links,
    rateBps: rate,
    bytesWire,
    utilisation,
    utilisationBusiestHour: utilisationBusiest,
  }
}
