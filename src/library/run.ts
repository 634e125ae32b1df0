import { InputError } from '../input/problems.js'
import { busiestOf } from '../report/busiest.js'
import { ReplicasHere, reseededBy, type Replicas } from '../run/replications.js'
import { run as simulate } from '../run/run.js'
import type { Statistics } from '../run/statistics.js'
import { figuresOf } from '../run/variations.js'
import { TraceFiles } from '../trace/trace-files.js'
import { readTraceFilter } from '../trace/trace-filter.js'
import { TraceRecorder } from '../trace/trace-recorder.js'
import type { Deployment } from './deployment-types.js'
import { keepHeld, loadedOf, type Loaded } from './inner.js'
import { refuseUnknown } from './known-options.js'
import { MessageSink, NOWHERE } from './message-sink.js'
import type { RunOptions, RunResult } from './run-types.js'
import { STATISTICS, statisticsOf } from './options.js'
import { askingFor, reasonOf } from './stop.js'
import { toldNetwork, toldResult } from './told.js'

/**
 * Simulates a deployment and holds it against the SRS. The same sgsim, Node major, deployment and seed give the same result.
 *
 * @throws {@link InputError} where the deployment cannot be run, or an option is wrong
 */
export async function run(deployment: Deployment, options: RunOptions = {}): Promise<RunResult> {
  refuseUnknown('run', options, OPTIONS)
  const interrupted = askingFor(options)
  const { workers, ...statistics } = statisticsOf(options)
  const loaded = loadedOf(deployment)
  const { onProgress } = options
  const trace = await traceOf(options, loaded)
  try {
    const ran = await simulate(loaded.inner, {
      interrupted,
      statistics,
      ...(onProgress && {
        onProgress: ({ done, of, events, replications }) =>
          onProgress({
            ...{ doneS: done / 1e6, ofS: of / 1e6, events },
            ...{ replications: replications?.done, ofReplications: replications?.of },
          }),
      }),
      ...(trace && { trace: trace.recorder }),
      ...(statistics.replications === 1 && (workers ?? 1) > 1 && partsOf(loaded, statistics, workers!)),
      ...(statistics.replications > 1 && { replicas: await replicasOf(loaded, statistics, workers, interrupted) }),
    })
    if (ran === undefined) throw reasonOf(options.signal)
    trace?.files?.end()
    trace?.files?.commit()
    const { networks, messages, bytesApplication, bytesWire } = figuresOf(ran)
    const held = { run: ran, loadMs: loaded.loadMs, folder: undefined }
    const told: RunResult = {
      ...toldResult(deployment, held),
      networks: networks.map(toldNetwork),
      busiest: busiestOf(ran),
      ...{ messages, bytesApplication, bytesWire },
      replications: ran.replications.length,
    }
    return keepHeld(told, held)
  } finally {
    trace?.files?.abandon()
  }
}

const OPTIONS: Record<keyof RunOptions, true> = {
  ...{ ...STATISTICS, signal: true, onProgress: true, onMessage: true },
  ...{ trace: true, traceSample: true, traceFilter: true },
}

/** The districts of one run side by side, in threads which read the file again; a text they could not read. */
function partsOf({ inner, file, overrides, payloads }: Loaded, { confidence }: Statistics, number: number) {
  if (file === undefined) return {}
  return { parts: { number, origin: { file, overrides, payloads, hash: inner.hash, confidence, kinds: false } } }
}

/** In this thread and in others, which read the file again; a text they could not read. */
async function replicasOf(
  loaded: Loaded,
  statistics: Statistics,
  workers: number | undefined,
  interrupted: () => boolean,
): Promise<Replicas> {
  const { inner, file, overrides, payloads, withMore } = loaded
  const { confidence, untilDecided: kinds } = statistics
  if (file === undefined) return new ReplicasHere(reseededBy(withMore), inner.settings.seed, kinds, { interrupted })
  // Threads are loaded where they are used: the library that keeps them takes its time.
  const [{ ReplicasInWorkers }, { threadsFor }] = await Promise.all([
    import('../run/replicas-in-workers.js'),
    import('../run/workers.js'),
  ])
  const origin = { file, overrides, payloads, hash: inner.hash, confidence, kinds }
  const { replications } = statistics
  return new ReplicasInWorkers(origin, Math.min(replications, workers ?? threadsFor(inner, replications)))
}

/** Undefined where nobody wants to know of messages. */
async function traceOf(
  { trace, onMessage, traceSample, traceFilter }: RunOptions,
  { inner, catalogue }: Loaded,
): Promise<{ recorder: TraceRecorder; files: TraceFiles | undefined } | undefined> {
  if (trace === undefined && onMessage === undefined) {
    const idle = traceSample === undefined ? traceFilter && 'traceFilter' : 'traceSample'
    if (idle !== undefined) throw InputError.of(idle, 'says something with trace or onMessage only')
    return undefined
  }
  if (traceSample !== undefined && !(traceSample > 0 && traceSample <= 1))
    throw InputError.of('traceSample', `expected a share above 0 and at most 1, found ${traceSample}`)
  const filter = readTraceFilter(traceFilter ?? [], catalogue)
  const files = trace === undefined ? undefined : new TraceFiles(trace)
  const sinks = await files?.begin()
  const messages = onMessage === undefined ? sinks!.messages : new MessageSink(onMessage, sinks?.messages)
  const { seed } = inner.settings
  return { recorder: new TraceRecorder(messages, sinks?.hops ?? NOWHERE, seed, traceSample, filter), files }
}
