import { didYouMean } from '../input/nearest.js'
import type { Position } from '../input/position.js'
import type { Problems } from '../input/problems.js'
import { Table } from './table.js'

/** How many of something there are: the middle part of a How Often. */
export interface Population {
  name: string
  /** The device classes that are counted together, or `one` where there is one of it (the utility). */
  counts: DeviceClass[] | 'one'
  /** The enrolment that a member takes part in, if it must: only that share of the classes counts. */
  share: Enrolment | undefined
  description: string
  position: Position
}

const DEVICE_CLASSES = [
  'electric.residential',
  'electric.commercial',
  'electric.other',
  'gas.residential',
  'gas.commercial',
  'gas.other',
  'water.residential',
  'water.commercial',
  'water.other',
] as const
export type DeviceClass = (typeof DEVICE_CLASSES)[number]

const ENROLMENTS = ['prepay'] as const
export type Enrolment = (typeof ENROLMENTS)[number]

const ONE = 'one'

export function readPopulations(folder: string, problems: Problems): Map<string, Population> {
  const columns = ['population', 'counts', 'share', 'description']
  const table = new Table(folder, 'populations.csv', columns, problems)
  const populations = new Map<string, Population>()
  for (const row of table.rows) {
    const name = row.get('population')
    const classes: DeviceClass[] = []
    if (row.get('counts') !== ONE) {
      for (const word of row.get('counts').split(' + ')) {
        const known = DEVICE_CLASSES.find((deviceClass) => deviceClass === word)
        if (known !== undefined) classes.push(known)
        else table.wrong(row, 'counts', `unknown device class "${word}"`, didYouMean(word, [...DEVICE_CLASSES, ONE]))
      }
    }
    const population: Population = {
      name,
      counts: row.get('counts') === ONE ? ONE : classes,
      share: row.get('share') === '' ? undefined : table.oneOf(row, 'share', ENROLMENTS),
      description: row.get('description'),
      position: row.position('population'),
    }
    table.enter(populations, name, population, row, 'population')
  }
  return populations
}
