import { printTime } from '../../deployment/moment.js'
import { DAY } from '../../kernel/time.js'
import type { Run } from '../../run/run.js'
import { datum, share } from './datum.js'
import type { Content, Html } from './html.js'
import { startOfHour, type LaneLoad, type NetworkLoad } from './network-load.js'
import { table } from './parts.js'

/** The figures of a network that its plot shows: by hour, or of a longer run by day. */
export function loadTable(run: Run, one: NetworkLoad): Html {
  return run.model.load.hours > HOURS_LISTED ? dayTable(run, one) : hourTable(run, one)
}

/** Of a longer run the table has the days: hourly.csv has the hours. */
const HOURS_LISTED = 48

const HOURLY = ['messages', 'bytes of data', 'bytes on the wire', 'use of capacity']
const columnsOf = (lanes: readonly LaneLoad[], names: readonly string[]) =>
  lanes.flatMap(({ direction }) => names.map((name) => `#${direction}: ${name}`))

function hourTable(run: Run, { network, lanes }: NetworkLoad): Html {
  const rows = Array.from({ length: run.model.load.hours }, (_, hour): Content[] => [
    printTime(startOfHour(run, hour), run.deployment.settings.start),
    ...lanes.flatMap((lane) => [
      datum(lane.messages[hour]),
      datum(lane.bytesApplication[hour]),
      datum(lane.bytesWire[hour]),
      share(lane.utilisation[hour]),
    ]),
  ])
  return table(`${network} by hour`, ['hour from', ...columnsOf(lanes, HOURLY)], rows)
}

function dayTable(run: Run, { network, lanes }: NetworkLoad): Html {
  const { firstHour, hours } = run.model.load
  const { start } = run.deployment.settings
  const days = new Map<number, number[]>()
  for (let hour = 0; hour < hours; hour++) {
    const day = Math.floor((firstHour + hour) / 24)
    days.set(day, [...(days.get(day) ?? []), hour])
  }
  const rows = [...days].map(([day, all]): Content[] => [
    printTime(day * DAY, start).slice(0, 10),
    ...lanes.flatMap((lane) => {
      const sum = (values: readonly number[]) => all.reduce((total, hour) => total + values[hour]!, 0)
      const top = all.reduce((most, hour) => (lane.utilisation[hour]! > lane.utilisation[most]! ? hour : most))
      const when = lane.utilisation[top] === 0 ? '–' : printTime(startOfHour(run, top), start).slice(11)
      return [
        datum(sum(lane.messages)),
        datum(sum(lane.bytesApplication)),
        datum(sum(lane.bytesWire)),
        share(lane.utilisation[top]),
        when,
      ]
    }),
  ])
  const names = ['messages', 'bytes of data', 'bytes on the wire', 'use in the busiest hour', 'which begins']
  return table(`${network} by day (hourly.csv has every hour)`, ['day', ...columnsOf(lanes, names)], rows)
}
