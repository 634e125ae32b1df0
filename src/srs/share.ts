import type { Problems } from '../input/problems.js'
import { readShare } from '../input/share.js'
import type { Position } from '../input/position.js'
import type { Folders } from './folders.js'
import { Lines } from './lines.js'
import { Table } from './table.js'

/** A part of a population that takes part in something: `prepay`, `phev`. The SRS gives no figures, so each is an assumption. */
export interface Share {
  name: string
  /** 0 to 1; what is taken where a deployment does not say. */
  default: number
  /** The share of which it is the rest, unless a deployment sets it: `100% - rep`. */
  restOf: string | undefined
  description: string
  position: Position
}

export function readShares(folders: Folders, problems: Problems): Lines<Share> {
  const table = new Table(folders, 'shares.csv', ['share', 'default', 'description'], problems)
  const shares = new Lines<Share>(table.whole)
  for (const row of table.rows) {
    const name = row.get('share')
    const restOf = /^100% - (\S+)$/.exec(row.get('default'))?.[1]
    const value = restOf === undefined ? readShare(row.get('default')) : { value: 1 }
    if ('expected' in value) table.wrong(row, 'default', `expected ${value.expected}; found "${row.get('default')}"`)
    const share: Share = {
      name,
      default: 'value' in value ? value.value : 0,
      restOf,
      description: row.get('description'),
      position: row.position('share'),
    }
    table.enter(shares, name, share, row, 'share')
  }
  for (const row of table.rows) {
    const { restOf } = shares.get(row.get('share')) ?? {}
    if (restOf !== undefined) table.known(row, 'default', 'share', shares, restOf, '100% - '.length)
  }
  return shares
}
