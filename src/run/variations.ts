import type { Deployment } from '../deployment/deployment.js'
import type { NetworkName } from '../deployment/networks.js'
import type { Override } from '../input/overrides.js'
import { InputError } from '../input/problems.js'
import type { BudgetOutcome } from './budget-outcome.js'
import type { BudgetFigures, Figures, NetworkFigures, RequirementFigures, Variation, Variations } from './figures.js'
import type { Outcome } from './outcome.js'
import { Interrupted, ReplicasHere, reseededBy } from './replications.js'
import { run, type Run, type RunOptions } from './run.js'
import { ONE_RUN } from './statistics.js'

export function figuresOf({ deployment, model, outcomes, budgets }: Run): Figures {
  const networks = networksOf(deployment, model)
  const sum = (columns: readonly Float64Array[]) => columns.reduce((all, one) => all + total(one), 0)
  return {
    requirements: outcomes.map(ofRequirement),
    budgets: budgets.map(ofBudget),
    networks,
    daps: deployment.layout.daps,
    messages: total(model.payloadCounts.sent),
    bytesApplication: sum(model.load.bytesApplication),
    bytesWire: sum(model.load.bytesWire),
    events: model.simulation.events,
  }
}

/**
 * Loads and runs a variation, so many times with the seeds of replications, one after the other. What is wrong with its input is told, and no
 * error: it may be a value that nobody has asked for. Verdicts are those of all; what networks carry is that of the first.
 */
export async function variation(
  load: (more: readonly Override[]) => Deployment,
  confidence: number,
  options: RunOptions = {},
  replications = 1,
): Promise<Variation> {
  try {
    const deployment = load([])
    const { interrupted } = options
    const replicas = new ReplicasHere(
      reseededBy(load),
      deployment.settings.seed,
      false,
      interrupted ? { interrupted } : {},
    )
    const result = await run(deployment, { ...options, replicas, statistics: { ...ONE_RUN, confidence, replications } })
    if (result === undefined) throw new Interrupted()
    return { figures: figuresOf(result) }
  } catch (error) {
    if (!(error instanceof InputError)) throw error
    return { cannot: [...error.problems] }
  }
}

/** In this thread, one after the other. */
export class VariationsHere implements Variations {
  readonly atOnce = 1

  constructor(
    private readonly withChanges: (changes: readonly Override[]) => Deployment,
    private readonly confidence: number,
    private readonly options: RunOptions = {},
    private readonly replications = 1,
  ) {}

  run(changes: readonly Override[]): Promise<Variation> {
    const load = (more: readonly Override[]) => this.withChanges([...changes, ...more])
    return variation(load, this.confidence, this.options, this.replications)
  }

  async close(): Promise<void> {}
}

function ofRequirement(one: Outcome): RequirementFigures {
  const { costliestLeg: leg } = one
  return {
    requirement: one.requirement.id,
    ...{ verdict: one.verdict, reason: one.reason, counted: one.counted },
    ...{ share: one.shareInTime, low: one.low, high: one.high, bound: one.boundReliability },
    latencyP99S: one.latencyS?.p99,
    leg: leg && { flow: leg.flow, network: leg.network, text: leg.text },
  }
}

function ofBudget({ budget, boundShare, ...one }: BudgetOutcome): BudgetFigures {
  const { name, requirement, verdict, found, share, interval, value, limit } = one
  const { kind, level } = budget
  return { name, kind, level, requirement, verdict, found, share, interval, bound: boundShare, value, limit }
}

function networksOf({ settings }: Deployment, { load, network }: Run['model']): NetworkFigures[] {
  return load.lanes.map(({ network: name, direction }, lane): NetworkFigures => {
    const links = network.channelsOf(name, direction)
    const hours = Array.from({ length: links === 0 ? 0 : load.hours }, (_, hour) => load.utilisation(lane, hour, links))
    const time = (load.end - load.start) * links
    return {
      ...{ network: name, direction, links },
      rate: rateOf(settings.networks[name as NetworkName], direction),
      bytesWire: total(load.bytesWire[lane]!),
      utilisation: links === 0 ? undefined : total(load.busy[lane]!) / time,
      utilisationBusiest: hours.length === 0 ? undefined : Math.max(...hours),
    }
  })
}

function rateOf(settings: object | undefined, direction: 'down' | 'up'): number | undefined {
  const rates = (settings ?? {}) as Record<string, unknown>
  const rate = rates['rate'] ?? rates[`rate-${direction}`]
  return typeof rate === 'number' ? rate : undefined
}

function total(column: Float64Array): number {
  return column.reduce((sum, one) => sum + one, 0)
}
