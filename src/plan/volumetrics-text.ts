import { figure, tableText } from '../report/table.js'
import type { Volumetrics, VolumetricsDirection } from './volumetrics.js'

/** The seven steps of SRS 4.21, each with what was selected and what was assumed. */
export function volumetricsText(result: Volumetrics): string {
  const { deployment, directions, meters, flows, assumptions } = result
  const { settings, layout } = deployment
  const [there, back] = directions as [VolumetricsDirection, VolumetricsDirection]
  const set = assumptions.filter((one) => one.setBy === 'deployment')
  const choices = set.filter((one) => one.name.startsWith('choices.') || one.name.startsWith('populations.'))
  return [
    `${settings.name}: volumetrics by the seven steps of SRS 4.21`,
    '',
    `1  Use cases: ${settings['use-cases'].join(', ')}`,
    `2  Interface: ${there.from} and ${there.to}`,
    `   path: profile ${settings.profile}; data flow ${flows.join(', ')}`,
    `3  Payloads: ${there.rows.length} one way, ${back.rows.length} the other`,
    `4  One value of each range: ${settings.choices.ranges}`,
    ...choices.map((one) => `   ${one.name.replace(/^choices\.(requirements\.)?/, '')}:\n     ${one.value}`),
    `5  Values that the SRS leaves open: ${meters} meters here, ${layout.daps} DAP${layout.daps === 1 ? '' : 's'};`,
    `   ${assumptions.length} assumptions and errata, ${set.length} set by the deployment (--json lists them)`,
    `6  Method: (a) sums over a day; (b) is sgsim run. Effects: ${settings.effects}`,
    '7  Totals',
    ...directions.flatMap(directionText),
    '',
  ].join('\n')
}

function directionText(direction: VolumetricsDirection): string[] {
  const head = ['payload', 'a day', 'propor-', 'bytes', 'events/', 'midday', 'bytes/']
  const under = ['', 'each', 'tion', 'each', 'mtr/day', 'hour', 'mtr/day']
  const rows = direction.rows.map((row) => [
    row.payload,
    short(row.eventsPerMemberPerDay),
    short(row.proportion),
    String(row.bytesPerEvent),
    short(row.eventsPerMeterPerDay),
    short(row.eventsPerMeterPerMiddayHour),
    short(row.bytesPerMeterPerDay),
  ])
  const sums = ['total', '', '', '', short(direction.eventsPerMeterPerDay, 8), '', short(direction.bytesPerMeterPerDay, 12)]
  return [
    '',
    `   ${direction.from} → ${direction.to}`,
    ...[head, under, ...rows].map(line),
    ...[`   total ${sums[4]} events and ${sums[6]} bytes a meter a day`],
    `   mean ${short(direction.meanBytesPerEvent)} bytes an event; ${direction.eventsPerMeterPerSecond.toExponential(2)} events a meter a second`,
  ]
}

/** 80 columns: a payload's name may take 38 of them. */
function line(cells: readonly string[]): string {
  const [first, ...rest] = cells
  return `   ${first!.padEnd(38).slice(0, 38)}${rest.map((cell, i) => cell.padStart([6, 6, 5, 8, 8, 8][i]! )).join('')}`.trimEnd()
}

function short(value: number, digits = 5): string {
  return figure(Number(value.toPrecision(digits)))
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
