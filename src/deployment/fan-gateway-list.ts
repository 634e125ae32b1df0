import { HEAD_COLUMNS, NodeList, type HeadLine, type ListReading } from './node-list.js'
import type { Territory } from './territories.js'

/** A FAN gateway as the list says it. */
export interface GatewayLine extends HeadLine {
  /** The name of the substation in which it stands, or that its feeder starts from. */
  substation: string | undefined
}

const COLUMNS = ['gateway', 'substation', ...HEAD_COLUMNS]

/** `nodes: {fan-gateways: <file>}`: gateways on the feeders or in the substations, whichever the profile has. */
export function readGatewayList(file: string, reading: ListReading): GatewayLine[] {
  const list = new NodeList('fan-gateways', file, COLUMNS, reading, hasGateways)
  const lines = list.rows.map((row) => ({
    ...list.head(row, 'gateway'),
    substation: list.optional(row, 'substation'),
  }))
  list.requireEach(lines)
  return lines
}

export function hasGateways({ profile: { distribution } }: Territory): boolean {
  return distribution?.way === 'via field FAN gateway' || distribution?.way === 'via substation FAN gateway'
}
