import type { Model } from '../simulate/model.js'
import { writeTable } from './table.js'

/** payloads.csv: one line a payload that this deployment can send. */
export function writePayloads(file: string, model: Model): void {
  const { sent, delivered, bytes } = model.payloadCounts
  const columns = ['payload', 'sent', 'delivered', 'bytes_application', 'bytes_wire']
  writeTable(
    file,
    columns,
    model.payloads.map((payload, i) => [payload, sent[i], delivered[i], bytes[i], model.bytesByPayload[i]]),
  )
}
