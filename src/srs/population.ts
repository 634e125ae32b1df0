import { didYouMean } from '../input/nearest.js'
import type { Position } from '../input/position.js'
import type { Problems } from '../input/problems.js'
import type { Share } from './share.js'
import type { Folders } from './folders.js'
import { Lines } from './lines.js'
import { Table } from './table.js'

/** How many of something there are: the middle part of a How Often. */
export interface Population {
  name: string
  /** What is counted together, or `one` where there is one of it (the utility). */
  counts: Countable[] | 'one'
  /** What a member takes part in, if it must: only these shares of what is counted, one of the other. */
  shares: Share[]
  description: string
  position: Position
}

/** Everything that a deployment can have a number of. Dotted: a kind and a class of it. */
export const COUNTABLES = [
  'electric.residential',
  'electric.commercial',
  'electric.other',
  'gas.residential',
  'gas.commercial',
  'gas.other',
  'water.residential',
  'water.commercial',
  'water.other',
  'dap',
  'esi.in-meter',
  'esi.utility',
  'esi.third-party',
  'han.ipd',
  'han.ems',
  'han.pct',
  'han.phev',
  'han.appliance',
  'han.load-control',
  'substation',
  'fan-gateway.field',
  'fan-gateway.substation',
  'feeder.cap-bank',
  'feeder.regulator',
  'feeder.sensor',
  'feeder.switch',
  'feeder.sectionalizer',
  'feeder.recloser',
  'feeder.breaker',
  'feeder.storage',
  'feeder.generation',
  'customer',
  'rep',
] as const
export type Countable = (typeof COUNTABLES)[number]

const ONE = 'one'

export function readPopulations(folders: Folders, shares: Lines<Share>, problems: Problems): Lines<Population> {
  const columns = ['population', 'counts', 'shares', 'description']
  const table = new Table(folders, 'populations.csv', columns, problems)
  const populations = new Lines<Population>(table.whole)
  for (const row of table.rows) {
    const name = row.get('population')
    const counts: Countable[] = []
    if (row.get('counts') === '') table.wrong(row, 'counts', 'is empty', didYouMean('', [ONE, ...COUNTABLES]))
    for (const { word, offset } of row.get('counts') === ONE ? [] : table.words(row, 'counts', ' + ')) {
      const known = COUNTABLES.find((countable) => countable === word)
      if (known !== undefined) counts.push(known)
      else if (word === ONE) table.wrongAt(row, 'counts', offset, `"${ONE}" is counted by itself, not added to others`)
      else {
        const hint = didYouMean(word, [...COUNTABLES, ONE])
        table.wrongAt(row, 'counts', offset, `nothing that is counted is called "${word}"`, hint)
      }
    }
    const taken: Share[] = []
    for (const { word, offset } of table.words(row, 'shares', ' * ')) {
      table.known(row, 'shares', 'share', shares, word, offset)
      const known = shares.get(word)
      if (known) taken.push(known)
    }
    const population: Population = {
      name,
      counts: row.get('counts') === ONE ? ONE : counts,
      shares: taken,
      description: row.get('description'),
      position: row.position('population'),
    }
    table.enter(populations, name, population, row, 'population')
  }
  return populations
}
