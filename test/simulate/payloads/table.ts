import { fileURLToPath } from 'node:url'
import { readCsv } from '../../../src/input/csv.js'

/** Beside this file: what brings each payload about, written by hand from the tables of the SRS. */
export const FOLDER = fileURLToPath(new URL('.', import.meta.url))

/** One payload: what brings it about, one pair of actors that carries it, and how many messages that is. */
export interface PayloadCase {
  payload: string
  /** The deployment of the test file in which it is counted. */
  deployment: string
  /** `clock`; `event <what> <words>`; a payload that is received; `<payload> undeliverable`. */
  cause: string
  from: string
  to: string
  /** Messages that one occurrence of the cause sends from the one to the other; of the clock: messages in the whole run. */
  perOccurrence: number
  /** Written `~`: it comes at random, and this many on average. */
  random: boolean
  /** The section of the SRS, and the arithmetic. */
  basis: string
}

const COLUMNS = ['payload', 'deployment', 'cause', 'from', 'to', 'per_occurrence', 'basis']

export function readTable(name: string): PayloadCase[] {
  return readCsv(`${FOLDER}${name}.csv`, COLUMNS).map((row) => {
    const payload = row.get('payload')
    const many = row.get('per_occurrence')
    const perOccurrence = Number(many.replace(/^~/, ''))
    if (!(perOccurrence > 0)) throw new Error(`${name}.csv, ${payload}: per_occurrence is "${many}"`)
    return {
      payload,
      deployment: row.get('deployment'),
      cause: row.get('cause'),
      from: row.get('from'),
      to: row.get('to'),
      perOccurrence,
      random: many.startsWith('~'),
      basis: row.get('basis'),
    }
  })
}
