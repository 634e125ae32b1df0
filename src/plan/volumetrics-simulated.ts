import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { Deployment } from '../deployment/deployment.js'
import { Problems } from '../input/problems.js'
import { HOUR } from '../kernel/time.js'
import type { Model } from '../simulate/model.js'
import { deviationsOf } from './volumetrics-chance.js'
import { wireOf, type Crossing } from './volumetrics-crossings.js'
import { readReportRows } from './report-rows.js'
import { readReport } from './report-files.js'

/** What one network carried in one direction. */
export interface Carried {
  network: string
  direction: 'down' | 'up'
  messages: number
  bytesApplication: number
  bytesWire: number
}

export type Carry = 'messages' | 'bytesApplication' | 'bytesWire'
export const CARRIES: readonly Carry[] = ['messages', 'bytesApplication', 'bytesWire']

/** What was expected of a network in one direction in the time of a run, and what the run had. */
export interface BesideSimulated {
  network: string
  direction: 'down' | 'up'
  expected: Record<Carry, number>
  simulated: Record<Carry, number>
  /** How far a run is from what is expected by chance, at most but for one in a thousand. */
  chance: Record<Carry, number>
}

/** Of the normal distribution, 99.9 % lie within so many standard deviations. */
const WITHIN = 3.29

/** The expected figures beside those of a run of the same deployment, over the hours that the run covered. */
export function besideSimulated(
  deployment: Deployment,
  crossings: readonly Crossing[],
  simulated: readonly Carried[],
): BesideSimulated[] {
  const expected = expectedIn(deployment, crossings)
  const names = [...new Set([...expected, ...simulated].map(({ network, direction }) => `${network} ${direction}`))]
  const deviations = deviationsOf(deployment, crossings)
  return names.sort().map((name) => {
    const [network, direction] = name.split(' ') as [string, 'down' | 'up']
    const of = (all: readonly Carried[]) => {
      const one = all.find((each) => each.network === network && each.direction === direction)
      return { messages: one?.messages ?? 0, bytesApplication: one?.bytesApplication ?? 0, bytesWire: one?.bytesWire ?? 0 } // prettier-ignore
    }
    const deviation = deviations.get(name)
    const chance = (key: Carry) => WITHIN * (deviation?.[key] ?? 0)
    return {
      network,
      direction,
      expected: of(expected),
      simulated: of(simulated),
      chance: {
        messages: chance('messages'),
        bytesApplication: chance('bytesApplication'),
        bytesWire: chance('bytesWire'),
      },
    }
  })
}

/** Of `simulated` the part that it is more than expected; undefined where nothing was expected. */
export function differenceOf({ expected, simulated }: BesideSimulated, key: Carry): number | undefined {
  return expected[key] === 0 ? undefined : simulated[key] / expected[key] - 1
}

/** The same of what it may be by chance. */
export function chanceOf({ expected, chance }: BesideSimulated, key: Carry): number | undefined {
  return expected[key] === 0 ? undefined : chance[key] / expected[key]
}

/** A run counts what is sent again as messages, and their application bytes as such. */
function expectedIn({ start, end }: Deployment, crossings: readonly Crossing[]): Carried[] {
  const covered = coveredHours(start, end)
  const found = new Map<string, Carried>()
  for (const { network, direction, day, copies, again, isAnswer, bytes } of crossings) {
    const key = `${network} ${direction}`
    const one = found.get(key) ?? { network, direction, messages: 0, bytesApplication: 0, bytesWire: 0 }
    const messages = copies * covered.reduce((sum, part, hour) => sum + part * day.hours[hour]!, 0)
    if (!isAnswer) one.messages += messages * (1 + again)
    one.bytesApplication += messages * (1 + again) * bytes.application
    one.bytesWire += messages * wireOf(bytes)
    found.set(key, one)
  }
  return [...found.values()]
}

/** By hour of the day, how many of it a run covers. */
function coveredHours(start: number, end: number): number[] {
  const covered = new Array<number>(24).fill(0)
  for (let hour = Math.floor(start / HOUR); hour * HOUR < end; hour++)
    covered[hour % 24]! += (Math.min(end, (hour + 1) * HOUR) - Math.max(start, hour * HOUR)) / HOUR
  return covered
}

/** What a run of this moment carried. */
export function carriedIn({ load }: Model): Carried[] {
  const total = (column: Float64Array) => column.reduce((sum, one) => sum + one, 0)
  return load.lanes.map(({ network, direction }, lane) => ({
    network,
    direction,
    messages: total(load.messages[lane]!),
    bytesApplication: total(load.bytesApplication[lane]!),
    bytesWire: total(load.bytesWire[lane]!),
  }))
}

/** What hourly.csv of a report says; and in words what speaks against comparing it with the deployment. */
export function carriedInReport(
  folder: string,
  { hash }: Deployment,
): { carried: Carried[]; doubt: string | undefined } {
  const problems = new Problems()
  const report = readReport(folder, problems)
  const file = join(folder, 'hourly.csv')
  if (report !== undefined && !existsSync(file)) problems.add({ file }, 'no such file: the report is not whole')
  problems.throwIfAny()
  const carried = new Map<string, Carried>()
  for (const row of readReportRows(file, NEEDED, problems)) {
    const [network, direction] = [row.text('network'), row.text('direction')]
    if (direction !== 'down' && direction !== 'up') {
      row.wrong('direction', `expected down or up, found "${direction}"`)
      continue
    }
    const key = `${network} ${direction}`
    const one = carried.get(key) ?? { network, direction, messages: 0, bytesApplication: 0, bytesWire: 0 }
    one.messages += row.figure('messages') ?? 0
    one.bytesApplication += row.figure('bytes_application') ?? 0
    one.bytesWire += row.figure('bytes_wire') ?? 0
    carried.set(key, one)
  }
  problems.throwIfAny()
  const other = report!.run.deploymentHash !== hash
  return {
    carried: [...carried.values()],
    doubt: other
      ? `${folder} is of another deployment than this one, or of other values of it (--set, --seed)`
      : undefined,
  }
}

const NEEDED = ['network', 'direction', 'messages', 'bytes_application', 'bytes_wire']

/** What a run has that no arithmetic here expects: reasons for a difference, in words. */
export function notExpected({ settings, scripted, faults, campaigns, canFail }: Deployment): string[] {
  const inUse = Object.values(settings.networks).some((one) => one.medium === 'mesh' || one.medium === 'polled')
  return [
    ...(scripted.length > 0 ? ['scripted events and power outages'] : []),
    ...(settings.exercise !== 'none' ? ['what is exercised'] : []),
    ...(campaigns.length > 0 ? ['campaigns'] : []),
    ...(faults.length > 0 || canFail ? ['faults, and joining after them'] : []),
    ...(Object.keys(settings.sessions).length > 0 ? ['handshakes of sessions'] : []),
    ...(inUse ? ['what a medium sends by itself (routing, scans)'] : []),
  ]
}
