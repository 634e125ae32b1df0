import type { TrafficLine } from './volumetrics-lines.js'

/** The figures of a line, as every form of output shows them. */
export interface TrafficFigures {
  place: string
  name: string
  load: string
  direction: string
  group: string | undefined
  endpoints: number
  eventsPerDay: number
  bytesApplicationPerDay: number
  bytesHeadersPerDay: number
  bytesSecurityPerDay: number
  bytesAcknowledgementsPerDay: number
  bytesRetriesPerDay: number
  bytesRelaysPerDay: number
  bytesWirePerDay: number
  eventsPerEndpointPerDay: number
  bytesApplicationPerEndpointPerDay: number
  bytesWirePerEndpointPerDay: number
  busyHour: number
  busyHourEventsPerSecond: number
  busyHourApplicationBps: number
  busyHourWireBps: number
  peakSecondEvents: number
  peakSecondWireBytes: number
}

export function figuresOf({ scope, load, direction, group, traffic }: TrafficLine): TrafficFigures {
  const { endpoints } = scope
  const { bytes, busyHour, eventsPerDay, applicationPerDay, wirePerDay, peakSecond } = traffic
  const figures = {
    endpoints,
    eventsPerDay,
    bytesApplicationPerDay: applicationPerDay,
    bytesHeadersPerDay: bytes.headers,
    bytesSecurityPerDay: bytes.security,
    bytesAcknowledgementsPerDay: bytes.acknowledgements,
    bytesRetriesPerDay: bytes.retries,
    bytesRelaysPerDay: bytes.relays,
    bytesWirePerDay: wirePerDay,
    eventsPerEndpointPerDay: eventsPerDay / endpoints,
    bytesApplicationPerEndpointPerDay: applicationPerDay / endpoints,
    bytesWirePerEndpointPerDay: wirePerDay / endpoints,
    busyHour,
    busyHourEventsPerSecond: traffic.events[busyHour]! / 3600,
    busyHourApplicationBps: (traffic.application[busyHour]! * 8) / 3600,
    busyHourWireBps: (traffic.wire[busyHour]! * 8) / 3600,
    peakSecondEvents: peakSecond.events,
    peakSecondWireBytes: peakSecond.wire,
  }
  const tidied = Object.fromEntries(Object.entries(figures).map(([key, value]) => [key, tidy(value)]))
  return { place: scope.kind, name: scope.name, load, direction, group, ...(tidied as typeof figures) }
}

/** Sums of products of decimal figures, without the last digits that binary arithmetic leaves. */
export function tidy(value: number): number {
  return Number(value.toPrecision(12))
}
