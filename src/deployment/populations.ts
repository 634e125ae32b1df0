import type { Population } from '../srs/population.js'
import type { Share } from '../srs/share.js'
import { apportioned } from './apportioned.js'
import type { DeviceClass, Layout } from './layout.js'
import type { Settings } from './schema.js'
import type { Territory } from './territories.js'

/** How many there are of a population of the SRS, and which devices they are. */
export interface Members {
  classes: DeviceClass[]
  /** Devices of those classes. */
  devices: number
  /** Members of the population; 1 where the population is the utility itself. */
  count: number
}

/**
 * Counts a population from the quantities and the enrolment shares, or takes what `populations:` says; in one territory, or
 * in all of them.
 */
export function membersOf(population: Population, layout: Layout, settings: Settings, territory?: Territory): Members {
  if (population.counts === 'one') return { classes: [], devices: 0, count: settings.populations[population.name] ?? 1 }
  const all = territory === undefined ? layout.territories : [territory]
  const parts = all.map((one) => membersIn(population, layout, settings, one))
  return {
    classes: parts.flatMap((one) => one.classes),
    devices: parts.reduce((sum, one) => sum + one.devices, 0),
    count: parts.reduce((sum, one) => sum + one.count, 0),
  }
}

function membersIn(
  { counts, shares, name }: Population,
  layout: Layout,
  settings: Settings,
  territory: Territory,
): Members {
  const classes = layout.classes.filter(
    (one) => one.territory === territory.index && one.count > 0 && counts.includes(one.name),
  )
  const devices = classes.reduce((sum, one) => sum + one.count, 0)
  const set = settings.populations[name]
  if (set !== undefined) return { classes, devices, count: partOf(set, counts, layout, territory) }
  const things = counts.includes('rep') ? retailProvidersIn(layout, territory) : devices
  return {
    classes,
    devices,
    count: Math.round(shares.reduce((part, one) => part * shareOf(one, settings, territory), things)),
  }
}

/** What was counted for all territories, divided among them as the devices are. */
function partOf(set: number, counts: Population['counts'], layout: Layout, territory: Territory): number {
  const weights = layout.territories.map((one) =>
    layout.classes
      .filter((each) => each.territory === one.index && counts.includes(each.name))
      .reduce((sum, each) => sum + each.count, 0),
  )
  return apportioned(set, weights)[territory.index]!
}

/** They sell in every territory that has any: counted in the first. */
function retailProvidersIn(layout: Layout, territory: Territory): number {
  return layout.territories.find((one) => one.profile.rep) === territory ? layout.retailProviders : 0
}

/** An enrolment share: nobody buys from a retail provider where the profile has none, and everybody from the utility. */
export function shareOf(share: Share, { enrolment }: Settings, { profile }: Territory): number {
  const set = enrolment[share.name]!
  if (share.restOf !== undefined && typeof set === 'string')
    return profile.rep ? 1 - Number(enrolment[share.restOf]) : 1
  return share.name === 'rep' && !profile.rep ? 0 : Number(set)
}
