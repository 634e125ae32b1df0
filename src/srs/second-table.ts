import { join } from 'node:path'
import { readCsv } from '../input/csv.js'
import type { Catalogue } from './catalogue.js'

/** A name that stands only in the second table of SRS 4.5.4.2, which gives it no type, no When and no How Often. */
export interface NameApart {
  name: string
  from: string[]
  to: string[]
  latency: string
  reliability: string
  size: string
  /** The row under which sgsim sends what it names; undefined where a user has taken that out. */
  sentAs: string | undefined
  erratum: string | undefined
}

const COLUMNS = ['section', 'leg', 'from', 'to', 'latency', 'reliability', 'size', 'payload']
const SECTION = '4.5.4.2'

/** The names that are not among the payloads, in the order in which they are printed. */
export function namesApart({ folder, payloads, requirements, errata }: Catalogue): NameApart[] {
  const names: NameApart[] = []
  // A leg hands on what the leg before it has brought.
  let before = ''
  for (const row of readCsv(join(folder, `second-table-${SECTION}.csv`), COLUMNS)) {
    const name = row.get('payload')
    if (name === '' || payloads.has(name)) {
      before = name
      continue
    }
    const sentAs = `${SECTION}.2/${before}`
    names.push({
      name,
      from: row.get('from').split(';'),
      to: row.get('to').split(';'),
      latency: row.get('latency'),
      reliability: row.get('reliability'),
      size: row.get('size'),
      sentAs: requirements.some((one) => one.row === sentAs && one.used) ? sentAs : undefined,
      erratum: errata.find(({ section, says }) => section === SECTION && says.split(' | ').includes(name))?.id,
    })
  }
  return names
}
