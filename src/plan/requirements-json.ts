import { profilesInWords } from '../deployment/territories.js'
import { printLatency } from '../srs/latency.js'
import { printReliability, type Reliability } from '../srs/reliability.js'
import { latencyInWords, reliabilityInWords } from '../report/cells-in-words.js'
import { countInWords } from './requirements-count-text.js'
import { countRequirements } from './requirements-count.js'
import type { Child, Parent, RequirementsTable } from './requirements-table.js'

/** The rows with their figures as numbers; `inWords` says how a bound is meant: a window, so many for a campaign. */
export function requirementsJson(table: RequirementsTable, parentsOnly: boolean): object {
  const { deployment, parents, leftOut } = table
  const counts = countRequirements(table)
  return {
    deployment: deployment.settings.name,
    profile: profilesInWords(deployment.territories),
    counts: { ...counts, why: countInWords(counts) },
    requirements: parents.map((one) => parentJson(one, parentsOnly)),
    leftOut: leftOut.map(({ requirement, why }) => ({ requirement: requirement.id, why })),
  }
}

function parentJson(one: Parent, parentsOnly: boolean): object {
  const { requirement, ref, path, choice, territory, children } = one
  const { id, payload, useCase, from, to, mode, cells, latency, reliability } = requirement
  return {
    id,
    ref,
    payload: payload.name,
    type: payload.type,
    useCase,
    from,
    to,
    mode: mode ?? null,
    territory: territory ?? null,
    path,
    choice: choice ?? null,
    cells,
    latencyS: latency.bound / 1e6,
    reliability: sharesOf(reliability),
    inWords: { latency: latencyInWords(latency), reliability: reliabilityInWords(reliability) },
    ...(parentsOnly ? {} : { children: children.map(childJson) }),
  }
}

function childJson({ ref, hop, latency, reliability, setBy }: Child): object {
  return {
    ref,
    flow: hop.flow,
    network: hop.network,
    from: hop.from,
    to: hop.to,
    cells: { latency: printLatency(latency), reliability: printReliability(reliability) },
    latencyS: latency.bound / 1e6,
    reliability: sharesOf(reliability),
    inWords: { latency: latencyInWords(latency), reliability: reliabilityInWords(reliability) },
    setBy,
  }
}

/** Every share that a cell demands, and of what; null where the SRS leaves it open. */
function sharesOf(reliability: Reliability): { share: number | null; strict: boolean; of: string }[] {
  if (reliability.kind === 'share') return [{ share: reliability.bound, strict: reliability.strict, of: 'all' }]
  if (reliability.kind === 'outage') {
    const { large, small } = reliability
    return [
      { share: large, strict: true, of: 'large outage' },
      { share: small ?? null, strict: true, of: 'small outage' },
    ]
  }
  return reliability.windows.map(({ share, strict, kind, from, to }) => {
    const hours = [...new Set([from, to])].map((time) => time / 3600e6).join('-')
    return { share, strict, of: `${kind} ${hours} h` }
  })
}
