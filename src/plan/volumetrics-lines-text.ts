import type { Deployment } from '../deployment/deployment.js'
import { printRate } from '../input/units.js'
import { figure } from '../report/table.js'
import { wrapped } from '../report/wrapped.js'
import { figuresOf } from './volumetrics-figures.js'
import type { TrafficLine } from './volumetrics-lines.js'
import { hasHopsByDensity } from './volumetrics-simulated.js'

/** The lines in 80 columns: the days, and where asked the hours. */
export function trafficText(
  { settings }: Deployment,
  lines: readonly TrafficLine[],
  { hourly = false }: { hourly?: boolean } = {},
): string {
  const out = wrapped(`${settings.name}: expected on a mean day, by arithmetic (docs/volumetrics.md)`, '')
  let before = ''
  for (const line of lines) {
    const { scope, load } = line
    const title = `${scope.kind} ${scope.name}, ${scope.endpoints} endpoints${load === 'all' ? '' : `, ${load}load`}`
    if (title !== before) out.push('', ...wrapped(title, ''), ...HEADS)
    before = title
    out.push(...dayLines(line))
    if (hourly && line.group === undefined) out.push(...hourLines(line))
  }
  const notes = hasHopsByDensity(settings) ? [...NOTES, ...BY_DENSITY] : NOTES
  return `${[...out, '', ...notes].join('\n')}\n`
}

const NOTES = [
  'app: application bytes; wire: with headers, security, acknowledgements, retries',
  'and relays. Busy: the hour of most bytes. Peak second: not exceeded in 999 of',
  '1000 seconds of that hour, bursts of one moment on top.',
]

const BY_DENSITY = [
  'A mesh with hops by density counts as one hop: how many there are only the',
  'placing of its devices says, in a run.',
]

const NAME = 15
const WIDTHS = [9, 9, 9, 5, 9, 12, 10]

const HEADS = [
  cells(['', 'events', 'app B', 'wire B', 'busy', 'events', 'wire', 'peak 1 s']),
  cells(['', '/end/day', '/end/day', '/end/day', 'hour', '/s', 'bit rate', 'events']),
]

function dayLines(line: TrafficLine): string[] {
  const one = figuresOf(line)
  const name = line.group === undefined ? one.direction : `  ${line.group}`
  const row = [
    short(one.eventsPerEndpointPerDay),
    short(one.bytesApplicationPerEndpointPerDay),
    short(one.bytesWirePerEndpointPerDay),
    String(one.busyHour),
    short(one.busyHourEventsPerSecond),
    rate(one.busyHourWireBps),
    short(one.peakSecondEvents),
  ]
  return name.length < NAME ? [cells([name, ...row])] : [...wrapped(name.trim(), line.group ? '  ' : ''), cells(['', ...row])] // prettier-ignore
}

/** Three hours a line: events and wire bytes of all endpoints. */
function hourLines({ traffic }: TrafficLine): string[] {
  const lines = ['  hour: events / wire bytes, of all endpoints together']
  for (let first = 0; first < 24; first += 3) {
    const three = [0, 1, 2].map((i) => {
      const hour = first + i
      const text = `${String(hour).padStart(2)}: ${short(traffic.events[hour]!)} / ${short(traffic.wire[hour]!)}`
      return text.padEnd(25)
    })
    lines.push(`  ${three.join(' ')}`.trimEnd())
  }
  return lines
}

function cells([first, ...rest]: readonly string[]): string {
  return `${first!.padEnd(NAME)}${rest.map((cell, i) => cell.padStart(WIDTHS[i]!)).join('')}`.trimEnd()
}

function rate(bitsPerSecond: number): string {
  return bitsPerSecond >= 1 ? printRate(bitsPerSecond, 3) : `${short(bitsPerSecond, 3)} bps`
}

/** At most eight characters. */
export function short(value: number, digits = 5): string {
  const text = figure(Number(value.toPrecision(digits)))
  if (text.length <= 8 && !text.includes('e')) return text
  return Number(value.toPrecision(3)).toExponential()
}
