import { createRequire } from 'node:module'
import type { CsvError } from 'csv-parse/sync'
import { locate } from './locate.js'
import type { Problem } from './problems.js'
import { cellOffset } from './split-csv.js'

/** What csv-parse says of a text whose quotes are broken in the record that begins at `start`. */
export function faultOf(text: string, file: string, start: { offset: number; line: number }): Problem {
  const record = text.slice(start.offset)
  const { code, raw = '', index = 0 } = complaintOf(record)
  const unclosed = code === 'CSV_QUOTE_NOT_CLOSED'
  // csv-parse has read up to the fault, but a quote that never closes is to be looked for where it opens.
  const fault = unclosed ? cellOffset(record, 0, index) : raw.length - (code.includes('OPENING') ? 1 : 0)
  const place = locate(file, record, fault)
  return {
    position: { ...place, line: place.line + start.line - 1 },
    message: inWords(code),
    hint: 'quote the whole cell, and double each " inside it',
  }
}

type Complaint = CsvError & { raw?: string; index?: number }

function complaintOf(record: string): Complaint {
  // Only what is broken needs it, so no other start of the program waits for it.
  const { parse } = createRequire(import.meta.url)('csv-parse/sync') as typeof import('csv-parse/sync')
  try {
    parse(record, { raw: true, record_delimiter: '\n', relax_column_count: true })
  } catch (error) {
    if ((error as Complaint).code !== undefined) return error as Complaint
    throw error
  }
  throw new Error(`csv-parse finds nothing wrong with ${JSON.stringify(record)}`)
}

function inWords(code: string): string {
  if (code === 'CSV_QUOTE_NOT_CLOSED') return 'this quote is never closed'
  if (code.includes('OPENING')) return 'a quote inside a cell that does not begin with one'
  if (code.includes('CLOSING')) return 'expected a comma or the end of the line after the closing quote'
  return `not CSV (${code})`
}
