import type { VerdictWord } from '../check/verdict.js'
import { busiestOf } from '../report/busiest.js'
import { verdictCounts } from '../report/run-json.js'
import { wireBytes } from '../report/wire-bytes.js'
import { hasFailed } from '../run/budget-outcome.js'
import type { Run } from '../run/run.js'

/** What is kept of the run of a point, as JSON: null where a figure does not exist. */
export interface PointResult {
  /** Of the deployment with the values of the point in it. */
  deploymentHash: string
  simulatedS: number
  replications: number
  /** Whether `sgsim run` of it would end with status 1. */
  failed: boolean
  pass: number
  fail: number
  undecided: number
  notExercised: number
  /** Budgets that fail; null where the deployment has none. */
  budgetsFail: number | null
  /** Of the first replication, as all that follows but the requirements. */
  messages: number
  bytesApplication: number
  bytesWire: number
  busiest: { network: string; direction: string; utilisation: number } | null
  requirements: PointRequirement[]
}

export interface PointRequirement {
  requirement: string
  verdict: VerdictWord
  shareInTime: number | null
  low: number | null
  high: number | null
  boundReliability: number
  latencyP99S: number | null
}

export function pointResultOf(run: Run): PointResult {
  const { deployment, model, outcomes, budgets } = run
  const { sent, bytes } = model.payloadCounts
  const { pass, fail, undecided, 'not exercised': notExercised } = verdictCounts(outcomes)
  const busiest = busiestOf(run)
  return {
    deploymentHash: deployment.hash,
    simulatedS: deployment.settings.duration / 1e6,
    replications: run.replications.length,
    failed: hasFailed(run, false),
    ...{ pass, fail, undecided, notExercised },
    budgetsFail: budgets.length === 0 ? null : budgets.filter((one) => one.verdict === 'fail').length,
    messages: sum(sent),
    bytesApplication: sum(bytes),
    bytesWire: wireBytes(run).all,
    busiest: busiest
      ? { network: busiest.network, direction: busiest.direction, utilisation: rounded(busiest.share)! }
      : null,
    requirements: outcomes.map((one) => ({
      requirement: one.requirement.id,
      verdict: one.verdict,
      shareInTime: rounded(one.shareInTime),
      low: rounded(one.low),
      high: rounded(one.high),
      boundReliability: rounded(one.boundReliability)!,
      latencyP99S: rounded(one.latencyS?.p99),
    })),
  }
}

const WORST: readonly VerdictWord[] = ['fail', 'undecided', 'pass']

/** The requirement with the worst verdict, and of those the one furthest below its bound, or least above it; undefined where nothing was judged. */
export function worstOf({ requirements }: PointResult): PointRequirement | undefined {
  const margin = ({ shareInTime, boundReliability }: PointRequirement) => shareInTime! - boundReliability
  return requirements
    .filter((one) => one.verdict !== 'not exercised' && one.shareInTime !== null)
    .sort((a, b) => WORST.indexOf(a.verdict) - WORST.indexOf(b.verdict) || margin(a) - margin(b))[0]
}

/** As a table has it: twelve digits. */
function rounded(value: number | undefined): number | null {
  return value === undefined || !Number.isFinite(value) ? null : Number(value.toPrecision(12))
}

function sum(column: Float64Array): number {
  return column.reduce((total, one) => total + one, 0)
}
