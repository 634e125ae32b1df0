import { readdirSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { catalogue } from '../../deployment/fixture.js'
import { FOLDER, readTable } from './table.js'

const files = readdirSync(FOLDER)
const tables = files.filter((file) => file.endsWith('.csv')).map((file) => file.slice(0, -'.csv'.length))
const rows = tables.flatMap(readTable)

describe('the tables of the payloads', () => {
  test('have each of the 204 payloads of the SRS once', () => {
    expect(rows.map((row) => row.payload).sort()).toEqual([...catalogue.payloads.keys()].sort())
    expect(rows).toHaveLength(204)
  })

  test('are each tested by a file of the same name', () => {
    const tested = files.filter((file) => file.endsWith('.test.ts') && file !== 'table.test.ts')
    expect(tested.sort()).toEqual(tables.map((table) => `${table}.test.ts`).sort())
  })

  test('name pairs of actors that the SRS has, in the section that the basis begins with', () => {
    const strange = rows.filter(({ payload, from, to, basis }) => {
      const section = basis.split(/[: ]/)[0]
      return !catalogue.requirements.some(
        (one) =>
          one.used &&
          one.payload.name === payload &&
          one.from === from &&
          one.to === to &&
          one.section.startsWith(section!),
      )
    })
    expect(strange).toEqual([])
  })

  test('name causes that there are', () => {
    const kinds = [...catalogue.eventKinds.values()].map((kind) => kind.what)
    const strange = rows.filter(({ cause }) => {
      const [word, what] = cause.split(' ')
      return word === 'event' ? !kinds.includes(what!) : word !== 'clock' && !catalogue.payloads.has(word!)
    })
    expect(strange).toEqual([])
  })
})
