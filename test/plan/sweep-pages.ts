import { Window } from 'happy-dom'
import type { VerdictWord } from '../../src/check/verdict.js'
import type { PointFile } from '../../src/plan/sweep-files.js'
import type { SweepIdentity } from '../../src/plan/sweep-identity.js'
import type { PointRequirement, PointResult } from '../../src/plan/sweep-result.js'

export const A = '4.15.4.1/SW_opr_cmd/1'
export const B = '4.15.4.1/SW_opr_cmd_ack/1'

/** Which sweep: so many points of a town, with these paths. */
export function identity(points: number, paths: readonly string[], name = 'town'): SweepIdentity {
  const hash = 'a'.repeat(64)
  const statistics = { confidence: 0.95, familywise: false, replications: 1, untilDecided: false, resolution: null }
  const sweep = { points, hash, paths }
  return { sgsim: '0.1.0', node: 20, name, deploymentHash: hash, catalogueHash: hash, seed: 1, statistics, sweep }
}

export function requirement(id: string, verdict: VerdictWord, shareInTime: number | null = 1): PointRequirement {
  const low = shareInTime === null ? null : Math.max(0, shareInTime - 0.01)
  const high = shareInTime === null ? null : Math.min(1, shareInTime + 0.01)
  const latencyP99S = shareInTime === null ? null : 2 - shareInTime
  return { requirement: id, verdict, shareInTime, low, high, boundReliability: 0.98, latencyP99S }
}

/** What came out of a point: of its requirements, and of a network that is used so much. */
export function resultOf(requirements: PointRequirement[], utilisation = 0.25): PointResult {
  const of = (word: VerdictWord) => requirements.filter(({ verdict }) => verdict === word).length
  return {
    deploymentHash: 'b'.repeat(64),
    simulatedS: 86400,
    replications: 1,
    failed: of('fail') > 0,
    pass: of('pass'),
    fail: of('fail'),
    undecided: of('undecided'),
    notExercised: of('not exercised'),
    budgetsFail: null,
    messages: 12345,
    bytesApplication: 1e6,
    bytesWire: 2e6,
    busiest: { network: 'wan', direction: 'up', utilisation },
    requirements,
  }
}

export function pointOf(
  of: SweepIdentity,
  point: number,
  values: Record<string, unknown>,
  result: PointResult | string,
): PointFile {
  const outcome = typeof result === 'string' ? { cannot: result } : { result }
  return { identity: of, point, values, outcome }
}

/** A page as a browser reads it, without running what is in it. */
export function documentOf(text: string) {
  const { DOMParser } = new Window()
  return new DOMParser().parseFromString(text, 'text/html')
}
