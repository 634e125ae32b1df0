import type { Model } from '../simulate/model.js'
import { writeTable } from './table.js'

/** payloads.csv: one line a payload that this deployment can send. */
export function writePayloads(file: string, model: Model): void {
  const { sent, delivered, resent, duplicates, bytes } = model.payloadCounts
  const columns = [
    'payload', 'sent', 'delivered', 'resent', 'duplicates', 'bytes_application', 'bytes_security', 'bytes_wire',
  ] // prettier-ignore
  writeTable(
    file,
    columns,
    model.payloads.map((payload, i) => [
      payload, sent[i], delivered[i], resent[i], duplicates[i], bytes[i], model.securityByPayload[i], model.bytesByPayload[i],
    ]), // prettier-ignore
  )
}
