import type { YamlFile } from '../input/yaml.js'
import { Stream } from '../kernel/stream.js'
import type { Deployment } from './deployment.js'
import { common, devicesSupplied, howMany, type DeviceRanges } from './device-ranges.js'
import { POWER_OF, type Power, type ScriptedEvent } from './events.js'
import type { NamedPlace } from './feeders.js'
import type { Parts } from './in-play.js'
import type { Territory } from './territories.js'
import { standsAt, whatWaits } from './what-waits.js'

interface Outage {
  from: number
  /** Infinity: it lasts beyond the end of the run. */
  to: number
}

/**
 * The outages that feeders have at random, each by itself, as events in the order of time. One that would meet an outage that is scripted on the
 * same feeder is left out.
 */
export function randomOutages(
  source: YamlFile,
  parts: Parts & Pick<Deployment, 'start' | 'end'>,
  scripted: readonly ScriptedEvent[],
): ScriptedEvent[] {
  const { settings, layout, territories, start, end } = parts
  const rates = settings.faults.feeders
  if (rates === undefined) return []
  const position = source.position(['faults', 'feeders'])
  const waiting = waitingFor(parts)
  const found = layout.feeders.flatMap(({ name }, number) => {
    const where: NamedPlace = { key: 'feeder', name, numbers: [number] }
    const there = territories
      .filter((territory) => layout.feedersIn(territory).includes(number))
      .map((territory) => ({ territory, devices: devicesSupplied(layout, territory, where) }))
      .filter(({ devices }) => devices.length > 0)
    if (there.length === 0) return []
    const others = there.flatMap(({ territory, devices }) => outagesOf(scripted, territory, devices))
    const stream = new Stream(settings.seed, `outages of feeder ${name}`)
    const events: ScriptedEvent[] = []
    const add = (at: number, power: Power) => {
      for (const { territory, devices } of there) {
        const kinds = waiting(power, territory).filter((kind) => standsAt(parts, kind, territory, where))
        events.push({ at, kinds, power, territory, where, devices, share: 1, from: 0, position })
      }
    }
    let from = start + Math.ceil(stream.exponential(rates.mtbf))
    while (from < end) {
      const to = from + Math.max(1, Math.ceil(stream.exponential(rates.mttr)))
      if (!others.some((one) => one.from <= to && one.to >= from)) {
        add(from, 'lost')
        if (to < end) add(to, 'returned')
      }
      // Never in the moment in which it has its power back.
      from = to + Math.max(1, Math.ceil(stream.exponential(rates.mtbf)))
    }
    return events
  })
  return found.sort((a, b) => a.at - b.at)
}

/** The kinds by which power goes or comes that something waits for in a territory. */
function waitingFor(parts: Parts) {
  const kinds = [...parts.catalogue.eventKinds.values()]
  const known = new Map<Power, ReturnType<typeof whatWaits>>()
  return (power: Power, territory: Territory) => {
    const waits =
      known.get(power) ??
      whatWaits(
        parts,
        kinds.filter(({ what }) => POWER_OF[what] === power),
        parts.territories,
      )
    known.set(power, waits)
    return waits.territories.find((one) => one.territory === territory)?.kinds ?? []
  }
}

/** When some of a few devices are without power by script: from the first of them to the last. */
function outagesOf(scripted: readonly ScriptedEvent[], territory: Territory, devices: DeviceRanges): Outage[] {
  const found: Outage[] = []
  // How many of them are without it; of a part of the members, how many of them that may be.
  let without = 0
  for (const { at, power, territory: where, devices: those, share } of scripted) {
    if (power === undefined || where !== territory) continue
    const many = howMany(common(those, devices)) * share
    if (many === 0) continue
    if (without < LEAST) found.push({ from: at, to: Infinity })
    without += power === 'lost' ? many : -many
    if (without < LEAST) found.at(-1)!.to = at
  }
  return found
}

/** Shares are sums of decimals. */
const LEAST = 1e-6
