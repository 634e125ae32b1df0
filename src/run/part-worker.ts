import { once } from 'node:events'
import { setImmediate } from 'node:timers/promises'
import { parentPort, workerData } from 'node:worker_threads'
import { Model } from '../simulate/model.js'
import { Entangled } from '../simulate/part.js'
import { countsOf } from '../simulate/part-counts.js'
import type { PartNews, PartTask } from './in-parts.js'
import { loadOrigin } from './origin.js'
import { SLICE_MS } from './simulated.js'

/** So many batches of rows may wait at the back office: who is that far ahead waits for it. */
const MOST_AHEAD = 8

const { origin, warmUp, share } = workerData as PartTask
/** Of those that wait, when the last of each happened, at the latest. */
const ahead: number[] = []
parentPort!.on('message', () => ahead.shift())
try {
  await simulateDistricts()
} catch (error) {
  if (!(error instanceof Entangled)) throw error
  tell({ entangled: error.message })
}
parentPort!.close()

async function simulateDistricts(): Promise<void> {
  const { base } = loadOrigin(origin)
  if (base.hash !== origin.hash) throw new Error(`${origin.file} was changed while it was running`)
  base.settings['warm-up'] = warmUp
  const model = new Model(base)
  const { outbox } = model.takePart(share)
  const { simulation } = model
  for (;;) {
    const isOver = model.runSlice(performance.now() + SLICE_MS)
    const rows = outbox.take()
    if (rows.length > 0) ahead.push(simulation.now)
    // Of the present moment there may be more to come.
    tell({ rows, upTo: isOver ? Infinity : simulation.now - 1, events: simulation.events })
    if (isOver) break
    // Acknowledgements are heard between two slices.
    await setImmediate()
    // It can go as far as it was told: of one long moment it waits for the end.
    while (ahead.length >= MOST_AHEAD && ahead[0]! < simulation.now) await once(parentPort!, 'message')
  }
  model.flight.close()
  tell({ counts: countsOf(model) })
}

function tell(news: PartNews): void {
  const given = 'rows' in news ? [news.rows.buffer as ArrayBuffer] : []
  parentPort!.postMessage(news, given)
}
