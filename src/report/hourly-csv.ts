import type { NetworkName } from '../deployment/networks.js'
import type { Run } from '../run/run.js'
import { writeTable } from './table.js'

const HOUR = 3_600_000_000
const COLUMNS = ['network', 'direction', 'hour', 'hour_start', 'links', 'messages', 'bytes_application', 'bytes_wire', 'utilisation']

/** hourly.csv: what each network carried in each direction, by hour of the local clock. */
export function writeHourly(file: string, run: Run): void {
  writeTable(file, COLUMNS, rows(run))
}

function* rows({ deployment, model }: Run) {
  const { load } = model
  const { settings, start, end } = deployment
  for (const [lane, { network, direction }] of load.lanes.entries()) {
    const groups = model.network.links.groups.filter((one) => one.network === network && one.direction === direction)
    const links = groups.reduce((sum, group) => sum + group.count, 0)
    const { rate } = settings.networks[network as NetworkName]
    for (let i = 0; i < load.hours; i++) {
      const hour = load.firstHour + i
      // The first and the last hour may be only partly inside the run.
      const covered = Math.min(end, (hour + 1) * HOUR) - Math.max(start, hour * HOUR)
      const capacity = (links * rate * covered) / 8e6
      const wire = load.bytesWire[lane]![i]!
      yield [
        network, direction, hour, clock(settings.start.text, hour), links, load.messages[lane]![i],
        load.bytesApplication[lane]![i], wire, covered > 0 ? wire / capacity : 0,
      ] // prettier-ignore
    }
  }
}

/** The local date and time of an hour, counted from the midnight before the start. */
function clock(start: string, hour: number): string {
  const day = new Date(`${start.slice(0, 10)}T00:00:00Z`)
  return new Date(day.getTime() + hour * 3_600_000).toISOString().slice(0, 16).replace('T', ' ')
}
