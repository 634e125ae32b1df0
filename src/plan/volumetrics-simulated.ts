import type { Deployment } from '../deployment/deployment.js'
import { HOUR } from '../kernel/time.js'
import type { Carry, LaneOf } from './volumetrics-carry.js'
import { deviationsOf } from './volumetrics-chance.js'
import { wireOf, type Crossing } from './volumetrics-crossings.js'

/** What one network, data flow or link carried in one direction. */
export interface Carried {
  name: string
  direction: 'down' | 'up'
  /** Where it is of one hour: from the midnight before the start of the run. */
  hour?: number
  /** NaN where nobody counts them: links.csv has packets only. */
  messages: number
  bytesApplication: number
  bytesWire: number
}

export const onNetwork: LaneOf = ({ network }) => ({ name: network, part: 1 })

/** What was expected of a network, data flow or link in one direction in the time of a run, and what the run had. */
export interface BesideSimulated {
  name: string
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
  laneOf: LaneOf = onNetwork,
): BesideSimulated[] {
  const expected = expectedIn(deployment, crossings, laneOf)
  const deviations = deviationsOf(deployment, crossings, laneOf)
  const keyOf = ({ name, direction }: Carried) => `${name} ${direction}`
  const all = new Map([...expected, ...simulated].map((one) => [keyOf(one), one]))
  return [...all.keys()].sort().map((key) => {
    const { name, direction } = all.get(key)!
    const of = (carried: readonly Carried[]) => {
      const one = carried.find((each) => keyOf(each) === key)
      return { messages: one?.messages ?? 0, bytesApplication: one?.bytesApplication ?? 0, bytesWire: one?.bytesWire ?? 0 } // prettier-ignore
    }
    const chance = (carry: Carry) => WITHIN * (deviations.get(key)?.[carry] ?? 0)
    return {
      name,
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
export function differenceOf(
  { expected, simulated }: Pick<BesideSimulated, 'expected' | 'simulated'>,
  key: Carry,
): number | undefined {
  return expected[key] === 0 ? undefined : simulated[key] / expected[key] - 1
}

/** The same of what it may be by chance. */
export function chanceOf({ expected, chance }: BesideSimulated, key: Carry): number | undefined {
  return expected[key] === 0 ? undefined : chance[key] / expected[key]
}

/** A run counts what is sent again as messages, and their application bytes as such. */
export function expectedIn(
  { start, end }: Pick<Deployment, 'start' | 'end'>,
  crossings: readonly Crossing[],
  laneOf: LaneOf,
): Carried[] {
  const covered = coveredHours(start, end)
  const found = new Map<string, Carried>()
  for (const crossing of crossings) {
    const on = laneOf(crossing)
    if (on === undefined) continue
    const { direction, day, copies, pieces, again, isAnswer, bytes } = crossing
    const key = `${on.name} ${direction}`
    const one = found.get(key) ?? { name: on.name, direction, messages: 0, bytesApplication: 0, bytesWire: 0 }
    const messages = copies * on.part * covered.reduce((sum, part, hour) => sum + part * day.hours[hour]!, 0)
    if (!isAnswer) one.messages += messages * pieces * (1 + again)
    one.bytesApplication += messages * (1 + again) * bytes.application
    one.bytesWire += messages * wireOf(bytes)
    found.set(key, one)
  }
  return [...found.values()]
}

/** How many hops there are only the placing of the devices says: one is counted. */
export function hasHopsByDensity(settings: Deployment['settings']): boolean {
  return Object.values(settings.networks).some((one) => one.medium === 'mesh' && one.hops === 'by density')
}

/** By hour of the day, how many of it a run covers. */
function coveredHours(start: number, end: number): number[] {
  const covered = new Array<number>(24).fill(0)
  for (let hour = Math.floor(start / HOUR); hour * HOUR < end; hour++)
    covered[hour % 24]! += (Math.min(end, (hour + 1) * HOUR) - Math.max(start, hour * HOUR)) / HOUR
  return covered
}

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
    ...(hasHopsByDensity(settings) ? ['hops after the first of a mesh with hops by density'] : []),
  ]
}
