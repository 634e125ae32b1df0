import { setImmediate, setTimeout } from 'node:timers/promises'
import { Worker } from 'node:worker_threads'
import type { Deployment } from '../deployment/deployment.js'
import { Model } from '../simulate/model.js'
import { Entangled, type Share } from '../simulate/part.js'
import { absorb, type PartCounts } from '../simulate/part-counts.js'
import { partitionOf } from '../simulate/partition.js'
import type { Inbox } from '../simulate/handover.js'
import { partsInMemory } from './memory.js'
import type { Origin } from './origin.js'
import { simulated, SLICE_MS, type Watching } from './simulated.js'

/** What one thread is given to simulate. */
export interface PartTask {
  origin: Origin
  warmUp: number
  share: Share
}

/** What it tells: what it has handed over, up to which moment, and at last what it has counted. */
export type PartNews =
  { rows: Float64Array; upTo: number; events: number } | { counts: PartCounts } | { entangled: string }

/** How a run went about it: in so many parts of districts, or whole, and why. */
export type InParts = { parts: number } | { because: string }

/**
 * Runs a deployment with its districts in threads of their own, where these need nothing of each other (`Partition`); the back office is simulated
 * here, as far as all of them have come. What comes out is the same. Undefined when it was interrupted.
 */
export async function simulatedInParts(
  deployment: Deployment,
  origin: Origin,
  parts: number,
  watching: Watching,
): Promise<{ model: Model; inParts: InParts } | undefined> {
  const outcome = await apart(deployment, origin, parts, watching)
  return outcome !== undefined && 'because' in outcome ? await whole(deployment, outcome, watching) : outcome
}

/** Why a run is one whole, which may show only while it runs; and its model, where one is there of which nothing has happened yet. */
interface Whole {
  because: string
  model?: Model
}

async function apart(
  deployment: Deployment,
  origin: Origin,
  parts: number,
  watching: Watching,
): Promise<{ model: Model; inParts: InParts } | Whole | undefined> {
  const because = followed(watching)
  if (because !== undefined) return { because }
  const room = partsInMemory(deployment)
  if (room < 2) return { because: 'this machine has no memory for several parts' }
  const model = new Model(deployment)
  const partition = partitionOf(model)
  if ('because' in partition) return { because: partition.because, model }
  const number = Math.min(parts, deployment.layout.districts, room)
  watching.ready?.(model)
  const threads = new PartThreads(deployment, origin, number, model.takePart('back office').inbox!)
  try {
    const isWhole = await follow(model, threads, watching)
    return isWhole ? { model, inParts: { parts: number } } : undefined
  } catch (error) {
    if (error instanceof Entangled) return { because: error.message }
    throw error
  } finally {
    await threads.close()
  }
}

/** Who follows the run event by event needs them in one order. */
function followed({ trace, trajectory }: Watching): string | undefined {
  if (trace !== undefined) return 'a trace is written'
  return trajectory === undefined ? undefined : 'its events are followed'
}

async function whole(deployment: Deployment, { because, model: built }: Whole, watching: Watching) {
  const model = await simulated(deployment, watching, built)
  return model && { model, inParts: { because } }
}

/** How often someone who waits looks whether the user still wants it. */
const LOOK_MS = 100

/** Simulates the back office behind the others; false when it was interrupted. */
async function follow(model: Model, threads: PartThreads, { onProgress, interrupted }: Watching): Promise<boolean> {
  const { simulation, deployment } = model
  for (;;) {
    // Where the user's file was changed, threads do not find what they were to read, and nobody wants it any more.
    if (interrupted?.()) return false
    threads.throwIfFailed()
    const { upTo } = threads
    // At its own moment too: there may be more of that left than a slice had time for.
    if (upTo >= simulation.now && model.runSlice(performance.now() + SLICE_MS, upTo)) break
    const of = deployment.end - deployment.start
    const done = Math.max(0, simulation.now - deployment.start)
    onProgress?.({ done, of, events: simulation.events + threads.events })
    if (simulation.now >= upTo) await threads.news(LOOK_MS)
    else await setImmediate()
  }
  model.flight.close()
  while (threads.counts.some((one) => one === undefined)) {
    if (interrupted?.()) return false
    threads.throwIfFailed()
    await threads.news(LOOK_MS)
  }
  for (const counts of threads.counts) absorb(model, counts!)
  return true
}

/** The threads that have the districts. */
class PartThreads {
  readonly counts: (PartCounts | undefined)[] = []
  private readonly workers: Worker[] = []
  private readonly upTos: number[] = []
  private readonly executed: number[] = []
  private failed: unknown
  private wake: (() => void) | undefined

  constructor(deployment: Deployment, origin: Origin, number: number, inbox: Inbox) {
    inbox.taken = (part) => this.workers[part]!.postMessage('taken')
    for (let part = 0; part < number; part++) {
      this.counts.push(undefined)
      this.upTos.push(-Infinity)
      this.executed.push(0)
      const task: PartTask = {
        origin,
        warmUp: deployment.settings['warm-up'] as number,
        share: { districts: part, of: number },
      }
      const worker = new Worker(new URL('./part-worker.js', import.meta.url), { workerData: task })
      worker.on('message', (news: PartNews) => {
        if ('counts' in news) {
          this.counts[part] = news.counts
          this.upTos[part] = Infinity
        } else if ('entangled' in news) this.failed = new Entangled(news.entangled)
        else {
          inbox.add(part, news.rows)
          this.upTos[part] = news.upTo
          this.executed[part] = news.events
        }
        this.wake?.()
      })
      worker.on('error', (error) => {
        this.failed ??= error
        this.wake?.()
      })
      worker.on('exit', (status) => {
        if (this.counts[part] === undefined)
          this.failed ??= new Error(`a thread ended with ${status} before its part was over`)
        this.wake?.()
      })
      this.workers.push(worker)
    }
  }

  /** How far all have come. */
  get upTo(): number {
    return Math.min(...this.upTos)
  }

  get events(): number {
    return this.executed.reduce((sum, one) => sum + one, 0)
  }

  throwIfFailed(): void {
    if (this.failed !== undefined) throw this.failed as Error
  }

  /** Waits until one of them tells something, or for so long. */
  async news(mostMs: number): Promise<void> {
    const over = new AbortController()
    const told = new Promise<void>((resolve) => (this.wake = resolve))
    await Promise.race([told, setTimeout(mostMs, undefined, { signal: over.signal }).catch(() => undefined)])
    this.wake = undefined
    over.abort()
  }

  async close(): Promise<void> {
    await Promise.all(this.workers.map((one) => one.terminate()))
  }
}
