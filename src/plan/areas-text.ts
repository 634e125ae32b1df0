import { figure } from '../report/table.js'
import { wrapped } from '../report/wrapped.js'
import type { AreaLine } from './areas-lines.js'
import type { Density } from './density-presets.js'
import { SQUARE_KM_PER_SQUARE_MILE } from './density-presets.js'
import type { LoadOfAreas } from './area-load.js'
import { short } from './volumetrics-lines-text.js'
import type { Scope } from './volumetrics-scope.js'

/** In what a table has its rates: one unit, so that lines can be compared. */
export type RateUnit = 'Mbps' | 'kbps' | 'bps'

/** The unit in which the largest rate of all lines is at least one. */
export function rateUnitOf(lines: Iterable<AreaLine>): RateUnit {
  let most = 0
  for (const line of lines) most = Math.max(most, line.downMbps, line.upMbps, line.downMbpsPerSquareMile, line.upMbpsPerSquareMile) // prettier-ignore
  if (most >= 1) return 'Mbps'
  return most >= 1e-3 ? 'kbps' : 'bps'
}

/** What stands above the lines of areas. */
export function areasHead(
  name: string,
  { kind, name: place }: Scope,
  { busyHour }: LoadOfAreas,
  unit: RateUnit,
): string {
  const hours = `${busyHour}:00 to ${busyHour + 1}:00`
  const title = wrapped(`${name}: ${kind} ${place} in its busy hour, ${hours}, wire bytes`, '')
  const heads = row('area', ['endpoints', 'events/s', `down ${unit}`, `up ${unit}`])
  return `${[...title, '', heads].join('\n')}\n`
}

/** The whole area, unless it is only a kind of country; then what stands on a square kilometre and a square mile of it. */
export function areaText(line: AreaLine, unit: RateUnit, { isKind = false }: { isKind?: boolean } = {}): string {
  const { area, squareKm, endpoints, eventsPerSecond, downMbps, upMbps } = line
  const all = [endpoints, eventsPerSecond, downMbps * IN_ONE_MBPS[unit], upMbps * IN_ONE_MBPS[unit]]
  const on = (size: number) => all.map((one) => cell((one / squareKm) * size))
  const isLong = isKind || area.length >= NAME
  const lines = [
    ...(isLong ? [area] : []),
    ...(isKind ? [] : [row(isLong ? '' : area, all.map(cell))]),
    row('  a square kilometre', on(1)),
    row('  a square mile', on(SQUARE_KM_PER_SQUARE_MILE)),
  ]
  return `${lines.join('\n')}\n`
}

/** Where the figures of presets come from. */
export function densityNotes(densities: readonly Density[]): string {
  return densities
    .map(({ name, metersPerSquareMile, status, source }) =>
      wrapped(`${name}: ${figure(metersPerSquareMile)} meters a square mile (${status}; ${source})`, '').join('\n'),
    )
    .join('\n')
}

const IN_ONE_MBPS: Record<RateUnit, number> = { Mbps: 1, kbps: 1e3, bps: 1e6 }

const NAME = 28
const WIDTH = 12

function row(first: string, rest: readonly string[]): string {
  return `${first.padEnd(NAME)}${rest.map((one) => one.padStart(WIDTH)).join('')}`.trimEnd()
}

const cell = (value: number) => short(value, 4)
