import { figure } from '../report/table.js'
import { wrapped } from '../report/wrapped.js'
import type { AreaLine } from './areas-lines.js'
import type { Density } from './density-presets.js'
import type { LoadOfAreas } from './area-load.js'
import type { Scope } from './volumetrics-scope.js'

/** What stands above the lines of areas. */
export function areasHead(name: string, { kind, name: place }: Scope, { busyHour }: LoadOfAreas): string {
  const hours = `${busyHour}:00 to ${busyHour + 1}:00`
  const title = wrapped(`${name}: ${kind} ${place} in its busy hour, ${hours}, wire bytes`, '')
  const over = `${' '.repeat(NAME + WIDTHS[0]! + WIDTHS[1]!)}${['Mbps', 'Mbps/km²', 'Mbps/sq mile'].map((one) => one.padStart(16)).join('')}` // prettier-ignore
  const heads = row(['area', 'endpoints', 'events/s', 'down', 'up', 'down', 'up', 'down', 'up'])
  return `${[...title, '', over, heads].join('\n')}\n`
}

export function areaText(line: AreaLine): string {
  const { downMbps, upMbps, downMbpsPerSquareKm, upMbpsPerSquareKm, downMbpsPerSquareMile, upMbpsPerSquareMile } = line
  const figures = [downMbps, upMbps, downMbpsPerSquareKm, upMbpsPerSquareKm, downMbpsPerSquareMile, upMbpsPerSquareMile]
  const cells = [line.endpoints, line.eventsPerSecond, ...figures].map(tight)
  if (line.area.length < NAME) return `${row([line.area, ...cells])}\n`
  return `${line.area}\n${row(['', ...cells])}\n`
}

/** Where the figures of presets come from. */
export function densityNotes(densities: readonly Density[]): string {
  return densities
    .map(({ name, metersPerSquareMile, status, source }) =>
      wrapped(`${name}: ${figure(metersPerSquareMile)} meters a square mile (${status}; ${source})`, '').join('\n'),
    )
    .join('\n')
}

const NAME = 14
const WIDTHS = [9, 9, 8, 8, 8, 8, 8, 8]

function row([first, ...rest]: readonly string[]): string {
  return `${first!.padEnd(NAME)}${rest.map((cell, i) => cell.padStart(WIDTHS[i]!)).join('')}`.trimEnd()
}

/** At most seven characters, which leave a blank in every column. */
function tight(value: number): string {
  const text = figure(Number(value.toPrecision(4)))
  if (text.length <= 7 && !text.includes('e')) return text
  const short = figure(Number(value.toPrecision(3)))
  if (short.length <= 7 && !short.includes('e')) return short
  return Number(value.toPrecision(2)).toExponential()
}
