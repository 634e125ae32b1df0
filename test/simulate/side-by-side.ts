import type { Deployment } from '../../src/deployment/deployment.js'
import { Model } from '../../src/simulate/model.js'
import { absorb, countsOf, type PartCounts } from '../../src/simulate/part-counts.js'
import { Entangled } from '../../src/simulate/part.js'
import { partitionOf } from '../../src/simulate/partition.js'

/** What a deployment counts simulated as one whole. */
export function countedWhole(deployment: Deployment): PartCounts {
  const model = new Model(deployment)
  toTheEnd(model)
  return countsOf(model)
}

/** The same in parts, one after the other and handed over at once, or in slices and as they come; or why that cannot be. */
export function countedInParts(deployment: () => Deployment, parts: number, sliceS = Infinity): PartCounts | string {
  const backOffice = new Model(deployment())
  const partition = partitionOf(backOffice)
  if ('because' in partition) return partition.because
  const inbox = backOffice.takePart('back office').inbox!
  const districts = Array.from({ length: parts }, (_, part) => {
    const model = new Model(deployment())
    return { model, outbox: model.takePart({ districts: part, of: parts }).outbox }
  })
  const { start, end } = backOffice.deployment
  try {
    for (let upTo = start + sliceS * 1e6; ; upTo += sliceS * 1e6) {
      for (const [part, { model, outbox }] of districts.entries()) {
        while (model.simulation.now < Math.min(upTo, end) && !model.runSlice(Infinity, upTo));
        inbox.add(part, outbox.take())
      }
      if (upTo >= end) break
      backOffice.runSlice(Infinity, upTo)
    }
    for (const { model } of districts) toTheEnd(model)
    for (const [part, { outbox }] of districts.entries()) inbox.add(part, outbox.take())
    toTheEnd(backOffice)
  } catch (error) {
    if (error instanceof Entangled) return error.message
    throw error
  }
  // As from another thread.
  for (const { model } of districts) absorb(backOffice, structuredClone(countsOf(model)))
  return countsOf(backOffice)
}

function toTheEnd(model: Model): void {
  while (!model.runSlice(Infinity));
  model.flight.close()
}
