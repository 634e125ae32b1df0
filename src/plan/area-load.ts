import type { Deployment } from '../deployment/deployment.js'
import type { DeviceKind } from '../deployment/device-kinds.js'
import type { Crossing } from './volumetrics-crossings.js'
import type { Scope } from './volumetrics-scope.js'
import { Traffic } from './volumetrics-traffic.js'

/** What stands in an area; feeders in proportion to its meters where they are not counted. */
export interface AreaCounts {
  meters: number
  feeders: number | undefined
}

/** What an area brings in the busy hour of the deployment, in each direction. */
export interface AreaLoad {
  endpoints: number
  eventsPerSecond: number
  downBps: number
  upBps: number
}

/**
 * The load of an area that is as the deployment, but for how much stands there: what devices of feeders send and get goes by its
 * feeders, all else by its meters.
 */
export class LoadOfAreas {
  private readonly ofMeters: DirectedLoad
  private readonly ofFeeders: DirectedLoad
  private readonly meters: number
  private readonly feeders: number
  private readonly endpoints: { byMeters: number; byFeeders: number }
  /** Of all together, the one of most bytes in both directions. */
  readonly busyHour: number

  constructor(deployment: Deployment, crossings: readonly Crossing[], scope: Scope) {
    const { layout } = deployment
    this.meters = layout.meters || layout.endpoints
    this.feeders = layout.classes.some((one) => isOfFeeder(one.name) && one.count > 0) ? layout.feeders.length : 0
    const onFeeders = layout.classes.reduce((sum, one) => sum + (isOfFeeder(one.name) ? one.count : 0), 0)
    this.endpoints = { byMeters: layout.endpoints - onFeeders, byFeeders: onFeeders }
    const all = new Traffic()
    const of = (feeders: boolean) => {
      const load = { down: new Traffic(), up: new Traffic() }
      for (const crossing of crossings) {
        const way = scope.way(crossing)
        if (way === undefined || isAboutFeeders(crossing) !== feeders) continue
        all.add(crossing, way.part)
        load[way.direction === 'up' || way.direction === 'in' ? 'up' : 'down'].add(crossing, way.part)
      }
      return load
    }
    const [meters, feeders] = [of(false), of(true)]
    this.busyHour = all.busyHour
    this.ofMeters = inHour(meters, this.busyHour)
    this.ofFeeders = inHour(feeders, this.busyHour)
  }

  /** Whether a count of feeders says anything. */
  get hasFeeders(): boolean {
    return this.feeders > 0
  }

  of({ meters, feeders }: AreaCounts): AreaLoad {
    const a = this.meters === 0 ? 0 : meters / this.meters
    const b = feeders === undefined || this.feeders === 0 ? a : feeders / this.feeders
    const sum = (key: keyof DirectedLoad) => this.ofMeters[key] * a + this.ofFeeders[key] * b
    return {
      endpoints: this.endpoints.byMeters * a + this.endpoints.byFeeders * b,
      eventsPerSecond: sum('events'),
      downBps: sum('down'),
      upBps: sum('up'),
    }
  }
}

interface DirectedLoad {
  events: number
  down: number
  up: number
}

function inHour({ down, up }: { down: Traffic; up: Traffic }, hour: number): DirectedLoad {
  const bps = (one: Traffic) => (one.wire[hour]! * 8) / 3600
  return { events: (down.events[hour]! + up.events[hour]!) / 3600, down: bps(down), up: bps(up) }
}

function isOfFeeder(name: DeviceKind): boolean {
  return name.startsWith('feeder.')
}

function isAboutFeeders({ emission }: Crossing): boolean {
  const classes = emission.classes.length > 0 ? emission.classes : (emission.terms[0]?.classes ?? [])
  return classes.length > 0 && classes.every((one) => isOfFeeder(one.name))
}
