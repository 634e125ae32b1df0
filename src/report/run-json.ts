import type { Deployment } from '../deployment/deployment.js'
import { profilesInWords } from '../deployment/territories.js'
import type { VerdictWord } from '../check/verdict.js'
import type { Outcome } from '../run/outcome.js'
import type { Run } from '../run/run.js'
import { budgetCountsJson } from './budgets-json.js'
import { chainJson } from './chains-json.js'
import { coverageJson } from './coverage.js'
import { meshesJson } from './meshes.js'
import { sensitivityJson } from './sensitivity-field.js'
import { statisticsJson } from './statistics-field.js'
import { version } from './version.js'
import { wireBytes } from './wire-bytes.js'

export function verdictCounts(outcomes: readonly Outcome[]): Record<VerdictWord, number> {
  const counts = { pass: 0, fail: 0, undecided: 0, 'not exercised': 0 }
  for (const one of outcomes) counts[one.verdict]++
  return counts
}

/** run.json: which run this is, byte-identical from run to run. Wall times are in timing.json. */
export function runJson(run: Run): object {
  const { deployment, model, outcomes } = run
  const { layout, catalogue } = deployment
  const { sent, delivered, bytes } = model.payloadCounts
  const sum = (column: Float64Array) => column.reduce((total, one) => total + one, 0)
  const verdicts = verdictCounts(outcomes)
  return {
    ...identityJson(deployment),
    statistics: statisticsJson(run),
    coverage: coverageJson(run),
    counts: {
      devices: layout.endpoints,
      daps: layout.daps,
      districts: layout.districts,
      links: model.network.links.count,
      events: model.simulation.events,
      payloads: catalogue.payloads.size,
      payloadsExercised: model.exercised,
      messagesSent: sum(sent),
      messagesDelivered: sum(delivered),
      messagesOpen: model.flight.underWay,
      bytesApplication: sum(bytes),
      bytesWire: wireBytes(run).all,
      bytesOfNoPayload: wireBytes(run).ofNoPayload,
    },
    meshes: meshesJson(run),
    requirements: {
      applied: outcomes.length,
      pass: verdicts.pass,
      fail: verdicts.fail,
      undecided: verdicts.undecided,
      notExercised: verdicts['not exercised'],
      leftOut: model.leftOut.map(({ requirement, why }) => ({ requirement: requirement.id, why })),
    },
    chains: run.chains.map(chainJson),
    // Where there are none it is left out, as budgets.csv is.
    budgets: budgetCountsJson(run.budgets),
    // Likewise where nobody asked.
    sensitivity: sensitivityJson(run.sensitivity),
  }
}

/** Which version of sgsim, and what it was given. */
export function identityJson({ settings, territories, useCases, hash, catalogue }: Deployment): object {
  return {
    sgsim: version(),
    node: Number(process.versions.node.split('.')[0]),
    name: settings.name,
    profile: profilesInWords(territories),
    useCases: useCases.useCases,
    seed: settings.seed,
    start: settings.start.text,
    durationS: settings.duration / 1e6,
    deploymentHash: hash,
    catalogueHash: catalogue.hash,
  }
}
