import type { Deployment } from '../deployment/deployment.js'
import { HOUR } from '../kernel/time.js'
import { wrapped } from '../report/wrapped.js'
import { csvLine } from './csv-line.js'
import { CARRIES, type Carry } from './volumetrics-carry.js'
import type { Crossing } from './volumetrics-crossings.js'
import { tidy } from './volumetrics-figures.js'
import { short } from './volumetrics-lines-text.js'
import { differenceOf, expectedIn, onNetwork, type Carried } from './volumetrics-simulated.js'

/** What was expected of a network in one direction in one hour of a run, and what the run had. */
export interface BesideInHour {
  name: string
  direction: 'down' | 'up'
  /** As in hourly.csv: from the midnight before the start. */
  hour: number
  expected: Record<Carry, number>
  simulated: Record<Carry, number>
}

/** By network, direction and hour. Of an hour that the run covers in part, that part is expected. */
export function besideByHour(
  { start, end }: Pick<Deployment, 'start' | 'end'>,
  crossings: readonly Crossing[],
  simulated: readonly Carried[],
): BesideInHour[] {
  const lines = new Map<string, BesideInHour>()
  const lineOf = ({ name, direction }: Carried, hour: number) => {
    const key = `${name} ${direction} ${hour}`
    const line = lines.get(key) ?? { name, direction, hour, expected: { ...NOTHING }, simulated: { ...NOTHING } }
    lines.set(key, line)
    return line
  }
  for (let hour = Math.floor(start / HOUR); hour * HOUR < end; hour++) {
    const part = { start: Math.max(start, hour * HOUR), end: Math.min(end, (hour + 1) * HOUR) }
    for (const one of expectedIn(part, crossings, onNetwork)) lineOf(one, hour).expected = carriedBy(one)
  }
  for (const one of simulated) lineOf(one, one.hour!).simulated = carriedBy(one)
  return [...lines.values()].sort(
    (a, b) => compare(a.name, b.name) || compare(a.direction, b.direction) || a.hour - b.hour,
  )
}

const NOTHING: Record<Carry, number> = { messages: 0, bytesApplication: 0, bytesWire: 0 }

const carriedBy = ({ messages, bytesApplication, bytesWire }: Carried) => ({ messages, bytesApplication, bytesWire })
const compare = (a: string, b: string) => (a < b ? -1 : Number(a > b))

const COLUMNS = [
  'network', 'direction', 'hour', 'expected_messages', 'simulated_messages', 'difference_messages', 'expected_application_bytes',
  'simulated_application_bytes', 'difference_application', 'expected_wire_bytes', 'simulated_wire_bytes', 'difference_wire',
] // prettier-ignore

export function besideByHourCsv(lines: readonly BesideInHour[]): string {
  const figures = (line: BesideInHour) =>
    CARRIES.flatMap((key) => [tidy(line.expected[key]), line.simulated[key], differenceOf(line, key)])
  const rows = lines.map((line) => [line.name, line.direction, line.hour, ...figures(line)])
  return [COLUMNS, ...rows].map(csvLine).join('')
}

export function besideByHourJson(lines: readonly BesideInHour[]): object {
  const figures = (line: BesideInHour, key: Carry) => ({
    expected: tidy(line.expected[key]),
    simulated: line.simulated[key],
    difference: differenceOf(line, key) ?? null,
  })
  return {
    hours: lines.map((line) => ({
      network: line.name,
      direction: line.direction,
      hour: line.hour,
      ...Object.fromEntries(CARRIES.map((key) => [key, figures(line, key)])),
    })),
  }
}

/** Messages and wire bytes; the application bytes are in the CSV. */
export function besideByHourText(lines: readonly BesideInHour[]): string {
  const out: string[] = []
  let before = ''
  for (const line of lines) {
    const title = `${line.name} ${line.direction}`
    if (title !== before) {
      if (before !== '') out.push('')
      out.push(`${title.padEnd(NAME)}${'messages'.padStart(WIDTH)}${'wire bytes'.padStart(3 * WIDTH)}`)
      out.push(row('', ['expected', 'simulated', 'difference', 'expected', 'simulated', 'difference']))
    }
    before = title
    const label = `day ${Math.floor(line.hour / 24) + 1}, ${line.hour % 24}:00`
    const figures = (['messages', 'bytesWire'] as const).flatMap((key) => [
      short(line.expected[key], 5),
      short(line.simulated[key], 6),
      percent(differenceOf(line, key)),
    ])
    out.push(row(label, figures))
  }
  return `${[...out, '', ...wrapped(NOTE, '')].join('\n')}\n`
}

const NOTE =
  'Single hours differ more by chance than the whole run: what that may be stands where --hourly is left out.'

const NAME = 14
const WIDTH = 11

function row(first: string, rest: readonly string[]): string {
  return `${first.padEnd(NAME)}${rest.map((one) => one.padStart(WIDTH)).join('')}`
}

function percent(difference: number | undefined): string {
  if (difference === undefined) return 'NA'
  return `${difference < 0 ? '' : '+'}${(difference * 100).toFixed(Math.abs(difference) < 10 ? 1 : 0)} %`
}
