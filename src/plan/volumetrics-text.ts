import { profilesInWords } from '../deployment/territories.js'
import { figure, tableText } from '../report/table.js'
import { wrapped } from '../report/wrapped.js'
import type { Volumetrics, VolumetricsDirection } from './volumetrics.js'

/** The seven steps of SRS 4.21, each with what was selected and what was assumed. */
export function volumetricsText(result: Volumetrics): string {
  const { deployment, directions, meters, flows, assumptions } = result
  const { settings, layout } = deployment
  const [there, back] = directions as [VolumetricsDirection, VolumetricsDirection]
  const set = assumptions.filter((one) => one.setBy === 'deployment')
  const choices = set.filter((one) => /^(choices\.requirements|populations)\./.test(one.name))
  return [
    `${settings.name}: volumetrics by the seven steps of SRS 4.21`,
    '',
    ...step(1, `Use cases: ${deployment.useCases.useCases.join(', ')}`),
    ...step(2, `Interface: ${there.from} and ${there.to}`),
    ...wrapped(`path: profile ${profilesInWords(deployment.territories)}; data flow ${flows.join(', ')}`, '   '),
    `3  Payloads: ${there.rows.length} one way, ${back.rows.length} the other`,
    `4  One value of each range: ${settings.choices.ranges}`,
    ...choices.flatMap((one) => [
      `   ${one.name.replace(/^choices\.(requirements\.)?/, '')}:`,
      ...wrapped(one.value, '     '),
    ]),
    `5  Values that the SRS leaves open: ${meters} meters here, ${layout.daps} DAP${layout.daps === 1 ? '' : 's'};`,
    `   ${assumptions.length} assumptions and errata, ${set.length} set by the deployment (--json lists them)`,
    `6  Method: (a) sums over a day; (b) is sgsim run. Effects: ${settings.effects}`,
    '7  Totals',
    ...directions.flatMap(directionText),
    '',
  ].join('\n')
}

/** The number stands out before all its lines. */
function step(number: number, text: string): string[] {
  const [first, ...rest] = wrapped(text, '   ')
  return [`${number}  ${first!.trimStart()}`, ...rest]
}

function directionText(direction: VolumetricsDirection): string[] {
  const head = ['', 'each', 'share of', 'bytes', '/meter', '/meter', 'bytes']
  const under = ['payload', '/day', 'meters', 'each', '/day', '/noon hr', '/mtr/day']
  const rows = direction.rows.map((row) => [
    row.payload,
    short(row.eventsPerMemberPerDay),
    short(row.proportion),
    short(row.bytesPerEvent),
    short(row.eventsPerMeterPerDay),
    short(row.eventsPerMeterPerMiddayHour, 3),
    short(row.bytesPerMeterPerDay, 6),
  ])
  const { eventsPerMeterPerDay, bytesPerMeterPerDay, meanBytesPerEvent, eventsPerMeterPerSecond } = direction
  return [
    '',
    `   ${direction.from} → ${direction.to}`,
    ...[head, under].map(line),
    ...rows.flatMap(rowLines),
    `   total ${figure(eventsPerMeterPerDay)} events and ${figure(bytesPerMeterPerDay)} bytes a meter a day`,
    `   mean ${short(meanBytesPerEvent)} bytes an event; ${eventsPerMeterPerSecond.toExponential(2)} events a meter a second`,
  ]
}

const NAME = 22
/** With the blank before each figure. */
const WIDTHS = [9, 9, 9, 9, 9, 10]

/** 80 columns: a long name has a line of its own. */
function rowLines(cells: readonly string[]): string[] {
  const [name, ...rest] = cells
  return name!.length < NAME ? [line(cells)] : [`   ${name!}`, line(['', ...rest])]
}

function line(cells: readonly string[]): string {
  const [first, ...rest] = cells
  return `   ${first!.padEnd(NAME)}${rest.map((cell, i) => cell.padStart(WIDTHS[i]!)).join('')}`.trimEnd()
}

/** At most eight characters, which leave a blank in every column: what is longer has an exponent, and three digits. */
function short(value: number, digits = 5): string {
  const text = figure(Number(value.toPrecision(digits)))
  if (text.length <= 8 && !text.includes('e')) return text
  return Number(value.toPrecision(3)).toExponential()
}

const COLUMNS = [
  'from', 'to', 'payload', 'requirements', 'sender', 'destinations', 'events_per_member_per_day', 'proportion',
  'bytes_per_event', 'events_per_meter_per_day', 'events_per_meter_per_midday_hour', 'bytes_per_meter_per_day',
] // prettier-ignore

/** One line a row, both directions. */
export function volumetricsCsv({ directions }: Volumetrics): string {
  const rows = directions.flatMap(({ from, to, rows }) =>
    rows.map((row) => [
      from, to, row.payload, row.requirements.join(' '), row.from, row.to.join('; '), row.eventsPerMemberPerDay,
      row.proportion, row.bytesPerEvent, row.eventsPerMeterPerDay, row.eventsPerMeterPerMiddayHour, row.bytesPerMeterPerDay,
    ]),
  ) // prettier-ignore
  return tableText(COLUMNS, rows)
}

export function volumetricsJson({ directions, assumptions }: Volumetrics): object {
  return { directions, assumptions }
}
