import type { Problems } from '../input/problems.js'
import { readShare } from '../input/share.js'
import type { Position } from '../input/position.js'
import { Table } from './table.js'

/** A part of a population that takes part in something: `prepay`, `phev`. The SRS gives no figures, so each is an assumption. */
export interface Share {
  name: string
  /** 0 to 1; what is taken where a deployment does not say. */
  default: number
  description: string
  position: Position
}

export function readShares(folder: string, problems: Problems): Map<string, Share> {
  const table = new Table(folder, 'shares.csv', ['share', 'default', 'description'], problems)
  const shares = new Map<string, Share>()
  for (const row of table.rows) {
    const name = row.get('share')
    const value = readShare(row.get('default'))
    if ('expected' in value) table.wrong(row, 'default', `expected ${value.expected}; found "${row.get('default')}"`)
    const share: Share = {
      name,
      default: 'value' in value ? value.value : 0,
      description: row.get('description'),
      position: row.position('share'),
    }
    table.enter(shares, name, share, row, 'share')
  }
  return shares
}
