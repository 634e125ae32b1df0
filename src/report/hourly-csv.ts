import type { Run } from '../run/run.js'
import { writeTable } from './table.js'

const COLUMNS = [
  'network',
  'direction',
  'hour',
  'hour_start',
  'links',
  'messages',
  'bytes_application',
  'bytes_security',
  'bytes_wire',
  'utilisation',
]

/** hourly.csv: what each network carried in each direction, by hour of the local clock. */
export function writeHourly(file: string, run: Run): void {
  writeTable(file, COLUMNS, rows(run))
}

function* rows({ deployment, model }: Run) {
  const { load } = model
  const { settings } = deployment
  for (const [lane, { network, direction }] of load.lanes.entries()) {
    const links = model.network.channelsOf(network, direction)
    for (let i = 0; i < load.hours; i++) {
      const hour = load.firstHour + i
      yield [
        network, direction, hour, clock(settings.start.text, hour), links, load.messages[lane]![i],
        load.bytesApplication[lane]![i], load.bytesSecurity[lane]![i], load.bytesWire[lane]![i], load.utilisation(lane, i, links),
      ] // prettier-ignore
    }
  }
}

/** The local date and time of an hour, counted from the midnight before the start. */
export function clock(start: string, hour: number): string {
  const day = new Date(`${start.slice(0, 10)}T00:00:00Z`)
  return new Date(day.getTime() + hour * 3_600_000).toISOString().slice(0, 16).replace('T', ' ')
}
