import type { NameApart } from '../srs/second-table.js'
import { tableText } from './table.js'
import { wrapped } from './wrapped.js'

/** A name that is no payload: where it stands, what the SRS says of it, and under which row what it names is sent. */
export function nameApartText({ name, from, to, latency, reliability, size, sentAs, erratum }: NameApart): string {
  const why =
    'not one of the 204 payloads: the name stands only in the second table of 4.5.4.2, without a type, a When and a How ' +
    'Often, and is counted apart'
  const source = erratum === undefined ? '' : ` (erratum ${erratum})`
  const lines = [
    name,
    ...wrapped(`${why}${source}`, '  '),
    '',
    ...wrapped(`${from.join(', ')} → ${to.join(', ')}`, '    '),
    ...wrapped(`${size} bytes; latency ${latency}; reliability ${reliability}`, '    '),
  ]
  if (sentAs !== undefined) lines.push('', ...wrapped(`what it names is sent as ${sentAs}`, '  '))
  return `${lines.join('\n')}\n`
}

export function nameApartJson(one: NameApart): object {
  return { ...one, countedApart: true, sentAs: one.sentAs ?? null, erratum: one.erratum ?? null }
}

/** One line; it has the columns of the second table. */
export function nameApartCsv({ name, from, to, latency, reliability, size, sentAs }: NameApart): string {
  const columns = ['name', 'from', 'to', 'latency', 'reliability', 'size', 'sent_as']
  return tableText(columns, [[name, from.join(';'), to.join(';'), latency, reliability, size, sentAs]])
}
