import type { Run } from '../run/run.js'
import { BYTES_WIRE } from '../network/links.js'

/**
 * Bytes put on links, and how many of them are of no payload: what a medium sends by itself (the routing of a mesh, the questions of a scan), and
 * what nodes send to join their networks.
 */
export function wireBytes({ model }: Run): { all: number; ofNoPayload: number } {
  const all = sum(model.network.links.column(BYTES_WIRE))
  // One more is counted than there are payloads: that is of none.
  return { all, ofNoPayload: all - sum(model.bytesByPayload.subarray(0, model.payloads.length)) }
}

function sum(column: Float64Array): number {
  return column.reduce((total, one) => total + one, 0)
}
