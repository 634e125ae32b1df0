import { appendFileSync, writeFileSync } from 'node:fs'
import { printTime } from '../deployment/moment.js'
import { MINUTE } from '../kernel/time.js'
import { LOSS_REASONS } from '../network/medium.js'
import type { Run } from '../run/run.js'
import { figure } from './table.js'

const COLUMNS = [
  'minute', 'minutes', 'network', 'direction', 'offered', 'delivered', ...LOSS_REASONS.map((reason) => `lost_${reason.replaceAll(' ', '_')}`),
  'bytes_wire', 'backlog_packets', 'stored_packets', 'devices_powered', 'devices_joined',
] // prettier-ignore

/** Lines that are written in one go: a month by minute has hundreds of thousands. */
const AT_ONCE = 10_000

/** timeline.csv: what happened in each network, minute by minute. */
export function writeTimeline(file: string, run: Run): void {
  let text = [COLUMNS.join(',')]
  writeFileSync(file, '')
  for (const line of lines(run)) {
    if (text.push(line) < AT_ONCE) continue
    appendFileSync(file, `${text.join('\n')}\n`)
    text = []
  }
  if (text.length > 0) appendFileSync(file, `${text.join('\n')}\n`)
}

/** No cell is a text that has to be quoted. */
function* lines({ deployment, model }: Run): Generator<string> {
  const { timeline, load } = model
  const { intervals } = load
  const minutes = intervals.length / MINUTE
  let [interval, minute] = [-1, '']
  for (const line of timeline.lines()) {
    if (line.interval !== interval) minute = printTime(intervals.startOf(line.interval), deployment.settings.start)
    interval = line.interval
    const { network, direction } = load.lanes[line.lane]!
    const { offered, delivered, lost, bytesWire, backlog, stored, devices } = line
    yield [
      minute, minutes, network, direction, offered, delivered, ...lost, figure(bytesWire), backlog, stored, devices?.up ?? 'NA', devices?.joined ?? 'NA',
    ].join(',') // prettier-ignore
  }
}
