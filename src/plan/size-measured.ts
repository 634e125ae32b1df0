import type { Deployment } from '../deployment/deployment.js'
import type { Reliability } from '../srs/reliability.js'

/** Says whether a bound of a requirement has to be exceeded (`> 98%`) or only to be reached; the same at every value that is tried. */
export type Strictness = (requirement: string | undefined, bound: number) => boolean

export function strictnessOf({ catalogue, budgets }: Deployment): Record<'srs' | 'budgets', Strictness> {
  const reliabilities = new Map(catalogue.requirements.map(({ id, reliability }) => [id, reliability]))
  return {
    srs: (requirement, bound) => isStrict(reliabilities.get(requirement ?? ''), bound),
    // Of several budgets with the same share none may be taken for less than it asks.
    budgets: (_, bound) => {
      const own = budgets.filter(({ demand }) => demand.of !== 'metric' && shareOf(demand) === bound)
      return own.length === 0 || own.some(({ demand }) => demand.of === 'requirements' && demand.bound.strict)
    },
  }
}

/** Whether a share meets its bound as it was measured, however few messages that were; undefined where there were none. */
export function meetsAsMeasured(share: number | undefined, bound: number | undefined, strict: boolean) {
  if (share === undefined || bound === undefined) return undefined
  return strict ? share > bound : share >= bound
}

function isStrict(reliability: Reliability | undefined, bound: number): boolean {
  if (reliability?.kind === 'share') return reliability.strict
  if (reliability?.kind === 'windowed') return reliability.windows.some((one) => one.share === bound && one.strict)
  return true
}

function shareOf(demand: { of: 'requirements'; bound: { share: number } } | { of: 'events'; share: number }): number {
  return demand.of === 'events' ? demand.share : demand.bound.share
}
