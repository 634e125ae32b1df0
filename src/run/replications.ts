import { finish } from '../kernel/mix.js'
import type { Deployment } from '../deployment/deployment.js'
import type { Override } from '../input/overrides.js'
import { measuredOf, type Measured } from './measured.js'
import type { Model } from '../simulate/model.js'
import { simulated, type Watching } from './simulated.js'

/** One of several runs of a deployment that differ in nothing but their seeds. */
export interface Replication {
  /** From 1: the first has the seed of the deployment. */
  number: number
  seed: number
  events: number
  messages: number
  /** By requirement: what counted of it, and how long it took. */
  lines: ReplicationLine[]
}

export interface ReplicationLine {
  sent: number
  counted: number
  good: number
  /** In microseconds; NaN where nothing arrived. */
  p50: number
  p99: number
}

export interface Replicated {
  replication: Replication
  measured: Measured
}

/** Runs one replication, with a warm-up of so many microseconds. */
export type Replicate = (number: number, warmUp: number) => Promise<Replicated>

/** Where replications after the first are run, one at a time in each place. */
export interface Replicas {
  /** In this thread, when the first one has ended there. */
  readonly here: Replicate
  /** In others, beside the first one. */
  readonly beside: readonly Replicate[]
  /** Ends those that still run. */
  close(): Promise<void>
}

/** The seed of a replication, which can be given with `--seed` to run it alone. */
export function seedOf(seed: number, number: number): number {
  return number === 1 ? seed : finish(seed ^ Math.imul(number, 0x9e3779b9)) >>> 0
}

/** A deployment as a replication has it, by what makes it with more in it. */
export function reseededBy(withMore: (more: readonly Override[]) => Deployment) {
  return (seed: number, warmUp: number): Deployment => {
    const deployment = withMore([{ path: ['seed'], text: String(seed), origin: `replication with seed ${seed}` }])
    deployment.settings['warm-up'] = warmUp
    return deployment
  }
}

/** What is kept of a run that is one of several. */
export function replicatedOf(model: Model, number: number, kinds: boolean): Replicated {
  const measured = measuredOf(model, kinds)
  const lines = measured.tallies.map(({ sent, latency, shares }): ReplicationLine => {
    const { counted, good } = shares[0]!.sums
    return { sent, counted, good, p50: latency.quantile(0.5), p99: latency.quantile(0.99) }
  })
  const { sent } = model.payloadCounts
  const messages = sent.reduce((sum, one) => sum + one, 0)
  const { seed } = model.deployment.settings
  return { replication: { number, seed, events: model.simulation.events, messages, lines }, measured }
}

/** Another thread that has ended its replication waits for this one to be given the next: no longer than it has to. */
const SLICE_MS = 10

/** In this thread, one after the other. */
export class ReplicasHere implements Replicas {
  readonly beside = []
  private closed = false

  constructor(
    private readonly withSeed: (seed: number, warmUp: number) => Deployment,
    private readonly seed: number,
    private readonly kinds: boolean,
    private readonly watching: Watching = {},
  ) {}

  readonly here: Replicate = async (number, warmUp) => {
    const interrupted = () => this.closed || this.watching.interrupted?.() === true
    const model = await simulated(this.withSeed(seedOf(this.seed, number), warmUp), {
      interrupted,
      sliceMs: SLICE_MS,
    })
    if (model === undefined) throw new Interrupted()
    return replicatedOf(model, number, this.kinds)
  }

  async close(): Promise<void> {
    this.closed = true
  }
}

/** A replication ended because the user wants it to. */
export class Interrupted extends Error {}

/**
 * What `start` gives for each number from `first` on, in their order, `atOnce` of them side by side: whoever takes them may stop at any time, and
 * what is under way then is lost.
 */
export async function* inOrder<T>(
  first: number,
  last: number,
  atOnce: number,
  start: (number: number) => Promise<T>,
): AsyncGenerator<T> {
  const underWay: Promise<T>[] = []
  let next = first
  for (let number = first; number <= last; number++) {
    while (next <= last && underWay.length < atOnce) {
      const one = start(next++)
      // Whoever stops before its turn does not want to hear of its failure.
      one.catch(() => undefined)
      underWay.push(one)
    }
    yield await underWay.shift()!
  }
}
