import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { Deployment } from '../deployment/deployment.js'
import { Problems } from '../input/problems.js'
import { linkName } from '../network/link-name.js'
import type { Model } from '../simulate/model.js'
import { readReport } from './report-files.js'
import { readReportRows, type ReportRow } from './report-rows.js'
import type { Carried } from './volumetrics-simulated.js'
import { BYTES_APPLICATION, BYTES_WIRE } from '../network/links.js'

/** What is asked of a run: all its networks, also by hour, or one data flow or link. */
export type CarriedBy = { of: 'networks' } | { of: 'hours' } | { of: 'flow' | 'link'; name: string }

/** What a run of this moment carried. */
export function carriedIn({ load, network }: Model, by: CarriedBy = { of: 'networks' }): Carried[] {
  const total = (column: Float64Array) => column.reduce((sum, one) => sum + one, 0)
  if (by.of === 'networks')
    return load.lanes.map((lane, i) => ({
      name: lane.network,
      direction: lane.direction,
      messages: total(load.messages[i]!),
      bytesApplication: total(load.bytesApplication[i]!),
      bytesWire: total(load.bytesWire[i]!),
    }))
  if (by.of === 'hours')
    return load.lanes.flatMap((lane, i) =>
      Array.from({ length: load.hours }, (_, hour) => ({
        name: lane.network,
        direction: lane.direction,
        hour: load.firstHour + hour,
        messages: load.messages[i]![hour]!,
        bytesApplication: load.bytesApplication[i]![hour]!,
        bytesWire: load.bytesWire[i]![hour]!,
      })),
    )
  const sums = new Sums()
  const { links } = network
  for (const group of links.groups)
    for (let i = 0; i < group.count; i++) {
      const link = group.first + i
      if (isOn(by, linkName(group, i)))
        sums.add(by.name, group.direction, NaN, links.get(link, BYTES_APPLICATION), links.get(link, BYTES_WIRE))
    }
  return sums.all
}

/** What hourly.csv or links.csv of a report says; and in words what speaks against comparing it with the deployment. */
export function carriedInReport(
  folder: string,
  { hash }: Deployment,
  by: CarriedBy = { of: 'networks' },
): { carried: Carried[]; doubt: string | undefined } {
  const problems = new Problems()
  const report = readReport(folder, problems)
  const ofLinks = by.of === 'flow' || by.of === 'link'
  const file = join(folder, !ofLinks ? 'hourly.csv' : 'links.csv')
  if (report !== undefined && !existsSync(file)) problems.add({ file }, 'no such file: the report is not whole')
  problems.throwIfAny()
  const sums = new Sums()
  const column = ofLinks ? 'link' : 'network'
  const needed = [column, 'direction', 'bytes_application', 'bytes_wire', ...(ofLinks ? [] : ['messages'])]
  if (by.of === 'hours') needed.push('hour')
  for (const row of readReportRows(file, needed, problems)) {
    const name = row.text(column)
    const direction = directionOf(row)
    if (direction === undefined || (ofLinks && !isOn(by, name))) continue
    const messages = ofLinks ? NaN : (row.figure('messages') ?? 0)
    const hour = by.of === 'hours' ? row.figure('hour') : undefined
    const [application, wire] = [row.figure('bytes_application') ?? 0, row.figure('bytes_wire') ?? 0]
    sums.add(ofLinks ? by.name : name, direction, messages, application, wire, hour)
  }
  problems.throwIfAny()
  const other = report!.run.deploymentHash !== hash
  return {
    carried: sums.all,
    doubt: other ? `${folder} is of another deployment than this one, or of other values (--set, --seed)` : undefined,
  }
}

/** Links of a data flow are called by it, with a number or a name behind it. */
function isOn({ of, name }: Extract<CarriedBy, { name: string }>, link: string): boolean {
  return link === name || (of === 'flow' && link.startsWith(`${name} `))
}

function directionOf(row: ReportRow): 'down' | 'up' | undefined {
  const direction = row.text('direction')
  if (direction === 'down' || direction === 'up') return direction
  row.wrong('direction', `expected down or up, found "${direction}"`)
  return undefined
}

class Sums {
  private readonly byKey = new Map<string, Carried>()

  get all(): Carried[] {
    return [...this.byKey.values()]
  }

  add(
    name: string,
    direction: 'down' | 'up',
    messages: number,
    application: number,
    wire: number,
    hour?: number,
  ): void {
    const key = `${name} ${direction} ${hour ?? ''}`
    const one = this.byKey.get(key) ?? {
      name,
      direction,
      ...(hour !== undefined && { hour }),
      messages: 0,
      bytesApplication: 0,
      bytesWire: 0,
    }
    one.messages += messages
    one.bytesApplication += application
    one.bytesWire += wire
    this.byKey.set(key, one)
  }
}
