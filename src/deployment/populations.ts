import type { Population } from '../srs/population.js'
import type { Share } from '../srs/share.js'
import type { DeviceClass, Layout } from './layout.js'
import type { Settings } from './schema.js'

/** How many there are of a population of the SRS, and which devices they are. */
export interface Members {
  classes: DeviceClass[]
  /** Devices of those classes. */
  devices: number
  /** Members of the population: not more than the devices; 1 where the population is the utility itself. */
  count: number
}

/** Counts a population from the quantities and the enrolment shares, or takes what `populations:` says. */
export function membersOf(population: Population, layout: Layout, settings: Settings): Members {
  if (population.counts === 'one') return { classes: [], devices: 0, count: settings.populations[population.name] ?? 1 }
  const classes = population.counts.flatMap((name) => layout.class(name) ?? []).filter((one) => one.count > 0)
  const devices = classes.reduce((sum, one) => sum + one.count, 0)
  const share = population.shares.reduce((part, one) => part * shareOf(one, settings), 1)
  return { classes, devices, count: settings.populations[population.name] ?? Math.round(share * devices) }
}

function shareOf(share: Share, settings: Settings): number {
  return share.name === 'prepay' ? settings.assumptions.prepay : share.default
}
