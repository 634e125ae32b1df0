import { tableText } from '../report/table.js'
import { figuresOf, tidy } from './volumetrics-figures.js'
import type { TrafficLine } from './volumetrics-lines.js'

const COLUMNS = [
  'place', 'name', 'load', 'direction', 'group', 'endpoints', 'events_per_day', 'application_per_day_bytes',
  'headers_per_day_bytes', 'security_per_day_bytes', 'acknowledgements_per_day_bytes', 'retries_per_day_bytes', 'relays_per_day_bytes',
  'wire_per_day_bytes', 'events_per_endpoint_per_day', 'application_per_endpoint_per_day_bytes', 'wire_per_endpoint_per_day_bytes',
  'busy_hour', 'busy_hour_events_per_s', 'busy_hour_application_bps', 'busy_hour_wire_bps', 'peak_second_events', 'peak_second_wire_bytes',
] // prettier-ignore

/** One line a place, direction and group. */
export function trafficCsv(lines: readonly TrafficLine[]): string {
  return tableText(
    COLUMNS,
    lines.map((line) => {
      const { group, ...figures } = figuresOf(line)
      const { place, name, load, direction, ...rest } = figures
      return [place, name, load, direction, group ?? 'all', ...Object.values(rest)]
    }),
  )
}

const HOURLY = [
  'place', 'name', 'load', 'direction', 'group', 'hour', 'events', 'application_bytes', 'wire_bytes',
  'events_per_endpoint', 'application_per_endpoint_bytes', 'wire_per_endpoint_bytes',
] // prettier-ignore

/** The same by hour of the day: 24 lines for each. */
export function hourlyCsv(lines: readonly TrafficLine[]): string {
  const rows = lines.flatMap((line) => {
    const { scope, load, direction, group = 'all', traffic } = line
    return Array.from({ length: 24 }, (_, hour) => {
      const figures = [traffic.events[hour]!, traffic.application[hour]!, traffic.wire[hour]!]
      const each = figures.map((one) => one / scope.endpoints)
      return [scope.kind, scope.name, load, direction, group, hour, ...[...figures, ...each].map(tidy)]
    })
  })
  return tableText(HOURLY, rows)
}

export function trafficJson(lines: readonly TrafficLine[]): object[] {
  return lines.map((line) => {
    const { traffic } = line
    const { group = null, ...figures } = figuresOf(line)
    const hours = Array.from({ length: 24 }, (_, hour) => ({
      hour,
      events: tidy(traffic.events[hour]!),
      bytesApplication: tidy(traffic.application[hour]!),
      bytesWire: tidy(traffic.wire[hour]!),
    }))
    return { ...figures, group, hours }
  })
}
