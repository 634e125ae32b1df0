import { printDuration } from '../input/units.js'
import type { MessageLife } from '../trace/message-life.js'
import type { TraceRow } from '../trace/read-trace.js'
import { wrapped } from './wrapped.js'

/** Of what has many rows, so many are shown; `--json` has all. */
const MOST = 20
const MOST_HOPS = 200

/** The life of one message on the terminal, hop by hop: 80 columns. */
export function messageLifeText(life: MessageLife, hopsFile: string): string {
  const [first] = life.rows as [TraceRow]
  const sentAt = first['sent_at'] as number
  const setOff = SET_OFF[first['set_off'] as string] ?? ''
  const lines = [
    `message ${life.number}: ${first['payload']}, ${first['bytes']} B`,
    ...wrapped(`sent ${clockText(sentAt)}${setOff}`, '  '),
    ...readingsOf(first),
    ...life.rows.slice(0, MOST).flatMap(addresseeLines),
    ...moreThan(life.rows, MOST, 'addressees'),
  ]
  lines.push(...related('caused by', causeOf(life)), ...related('caused', life.caused.slice(0, MOST).map(other)))
  lines.push(...moreThan(life.caused, MOST, 'effects'), '', ...hopLines(life, sentAt, hopsFile))
  return `${lines.join('\n')}\n`
}

/** `day 2, 14:05:07.25`: seconds since the midnight before the start. */
export function clockText(seconds: number): string {
  const micros = Math.round(seconds * 1e6)
  const [day, ofDay] = [Math.floor(micros / 86_400e6), micros % 86_400e6]
  const two = (value: number) => `${value}`.padStart(2, '0')
  const [hours, minutes, rest] = [Math.floor(ofDay / 3600e6), Math.floor(ofDay / 60e6) % 60, ofDay % 60e6]
  const fraction = rest % 1e6 === 0 ? '' : `.${`${rest % 1e6}`.padStart(6, '0').replace(/0+$/, '')}`
  return `day ${day + 1}, ${two(hours)}:${two(minutes)}:${two(Math.floor(rest / 1e6))}${fraction}`
}

const SET_OFF: Record<string, string> = {
  clock: ', by its own times',
  event: ', by an event',
  cause: ', because of another message',
  forced: ', by the script or the exercise',
  poll: ', to collect reads',
}

function readingsOf(row: TraceRow): string[] {
  const due = row['due_at']
  if (due === undefined) return []
  const moments = `${due}`.split(';').map((one) => clockText(Number(one)))
  const shown = moments.length > 3 ? [moments[0]!, '…', moments.at(-1)!] : moments
  const many = moments.length === 1 ? 'the reading' : `${moments.length} readings`
  return wrapped(`carries ${many} due ${shown.join('; ')}`, '  ')
}

function addresseeLines(row: TraceRow): string[] {
  const device = row['device'] === undefined ? '' : `, device ${row['device']}`
  return [
    '',
    ...wrapped(`${row['from']} → ${row['to']}${device}`, '  '),
    ...wrapped(`${row['requirement']}: ${becameOf(row)}`, '    '),
  ]
}

function becameOf(row: TraceRow): string {
  if (row['outcome'] === 'delivered')
    return `delivered after ${time((row['received_at'] as number) - (row['sent_at'] as number))}`
  if (row['outcome'] === 'lost') return `lost: ${row['lost_at']}`
  return 'neither delivered nor lost at the end of the run'
}

function causeOf({ rows, causedBy }: MessageLife): string[] {
  const cause = rows[0]!['cause']
  if (cause === undefined) return []
  return causedBy.length === 0 ? [`message ${cause}, which is not in this trace`] : [other(causedBy[0]!)]
}

function other(row: TraceRow): string {
  return `message ${row['message']}: ${row['payload']} to ${row['to']}, ${becameOf(row)}`
}

function related(word: string, texts: readonly string[]): string[] {
  return texts.length === 0 ? [] : ['', ...texts.flatMap((text) => wrapped(`${word} ${text}`, '  '))]
}

function moreThan(rows: readonly unknown[], most: number, what: string): string[] {
  return rows.length <= most ? [] : [`  … and ${rows.length - most} more ${what}: see --json`]
}

function hopLines({ hops }: MessageLife, sentAt: number, file: string): string[] {
  if (hops === undefined) return wrapped(`There is no ${file}: what happened on its way is not known.`, '')
  if (hops.length === 0)
    return wrapped(`${file} has no hop of it: it ended at its sender, or it is left out there.`, '')
  const lines = [HEADER]
  let before = ''
  for (const hop of hops.slice(0, MOST_HOPS)) {
    const which = hop['piece'] === 'message' && hop['packet'] === 0 ? '' : `${hop['piece']}, packet ${hop['packet']}`
    if (which !== before) lines.push(`${which === '' ? 'message, packet 0' : which}:`)
    before = which
    lines.push(...hopLine(hop, sentAt))
  }
  return [...lines, ...moreThan(hops, MOST_HOPS, 'hops'), '', ...LEGEND.flatMap((text) => wrapped(text, ''))]
}

const WIDTHS = [3, 24, 13, 11, 7, 11]
const HEADER = cells('hop', 'link', 'came', 'waited', 'attempt', 'on its way')
const LEGEND = [
  'came: after the sending, before the link. waited: until the attempt began that got through or was the last; earlier attempts are in it. on its way: from then until the far end had it.',
]

function hopLine(hop: TraceRow, sentAt: number): string[] {
  const of = (name: string) => hop[name] as number | undefined
  const [queued, sent, received] = [of('queued_s')!, of('sent_s'), of('received_s')]
  const line = cells(
    `${hop['hop']}`,
    `${hop['link']}`,
    `+${time(queued - sentAt)}`,
    sent === undefined ? '-' : time(sent - queued),
    `${hop['attempt']}`,
    received === undefined || sent === undefined ? '-' : time(received - sent),
  )
  const between =
    (of('transmissions') ?? 0) > (of('attempt') ?? 0) ? `, ${hop['transmissions']} transmissions in all` : ''
  const ended = hop['outcome'] === 'delivered' ? '' : `; lost: ${hop['outcome']}`
  return [line, ...wrapped(`${hop['from']} → ${hop['to']}${between}${ended}`, '     ')]
}

function cells(...texts: string[]): string {
  // Numbers to the right, but for the name of the link.
  return texts
    .map((text, i) => (i === 1 ? text.padEnd(WIDTHS[i]!) : text.padStart(WIDTHS[i]!)))
    .join('  ')
    .trimEnd()
}

function time(seconds: number): string {
  return printDuration(Math.max(0, Math.round(seconds * 1e6)), 4)
}
