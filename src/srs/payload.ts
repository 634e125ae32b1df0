import type { Position } from '../input/position.js'
import type { Problems } from '../input/problems.js'
import type { Folders } from './folders.js'
import { Lines } from './lines.js'
import { PARTED_BY_MODE } from './mode.js'
import { Table } from './table.js'
import type { UseCase } from './use-case.js'

/** A named application message of the SRS. */
export interface Payload {
  name: string
  type: PayloadType
  section: string
  useCase: string
  dataElements: string
  description: string
  /** PAP02 flags, as printed in the scenario tables; undefined where the payload stands in none. */
  baseload: boolean | undefined
  highload: boolean | undefined
  /** NISTIR 7628 logical interface categories, as printed. */
  lic: string
  confidentiality: Level
  integrity: Level
  availability: Level
  position: Position
}

const TYPES = ['cmd', 'ack', 'resp-data', 'cmd-err', 'comm-err', 'alarm', 'alert', 'negot-thrd'] as const
export type PayloadType = (typeof TYPES)[number]

const NOT_STATED = 'not stated'
const LEVELS = ['L', 'M', 'H', NOT_STATED] as const
export type Level = (typeof LEVELS)[number]

const FLAGS = ['yes', 'no', NOT_STATED] as const

const COLUMNS = [
  'payload',
  'type',
  'section',
  'use_case',
  'data_elements',
  'description',
  'baseload',
  'highload',
  'lic',
  'confidentiality',
  'integrity',
  'availability',
]

export function readPayloads(folders: Folders, useCases: Lines<UseCase>, problems: Problems): Lines<Payload> {
  const table = new Table(folders, 'payloads.csv', COLUMNS, problems)
  const payloads = new Lines<Payload>(table.whole)
  for (const row of table.rows) {
    const name = row.get('payload')
    const flag = (column: string) => {
      const word = table.oneOf(row, column, FLAGS)
      return word === 'yes' ? true : word === 'no' ? false : undefined
    }
    const payload: Payload = {
      name,
      type: table.oneOf(row, 'type', TYPES) ?? 'cmd',
      section: row.get('section'),
      useCase: row.get('use_case'),
      dataElements: row.get('data_elements'),
      description: row.get('description'),
      baseload: flag('baseload'),
      highload: flag('highload'),
      lic: row.get('lic'),
      confidentiality: table.oneOf(row, 'confidentiality', LEVELS) ?? NOT_STATED,
      integrity: table.oneOf(row, 'integrity', LEVELS) ?? NOT_STATED,
      availability: table.oneOf(row, 'availability', LEVELS) ?? NOT_STATED,
      position: row.position('payload'),
    }
    if (payload.useCase !== PARTED_BY_MODE) table.known(row, 'use_case', 'use case', useCases)
    table.enter(payloads, name, payload, row, 'payload')
  }
  return payloads
}
