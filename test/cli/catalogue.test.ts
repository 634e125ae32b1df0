import { cpSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { describe, expect, test } from 'vitest'
import { folderOf, ROOT } from './sgsim.js'

const FILE = join('requirements', '4.15-service-switch.csv')
const { loadCatalogue } = (await import(
  pathToFileURL(join(ROOT, 'dist', 'index.js')).href
)) as typeof import('../../src/index.js')

/** What the built library says of a copy of payloads/ in whose requirements one text stands in place of another. */
function complaint(found: string, inItsPlace: string): { said: string; file: string } {
  const folder = folderOf()
  cpSync(join(ROOT, 'payloads'), folder, { recursive: true })
  const file = join(folder, FILE)
  const text = readFileSync(file, 'utf8')
  expect(text).toContain(found)
  writeFileSync(
    file,
    text.replace(found, () => inItsPlace),
  )
  try {
    loadCatalogue(folder)
  } catch (error) {
    return { said: (error as Error).message, file }
  }
  throw new Error('the catalogue was taken as it is')
}

describe('a cell of the catalogue that cannot be read is refused with its place:', () => {
  // The first requirement, in line 2: `4.15.4.1,SW_opr_cmd,1,CIS/Billing - Utility,2-Way Meter - Electr,,> 98%,< 1 min,…`
  const first = '4.15.4.1,SW_opr_cmd,1,CIS/Billing - Utility,2-Way Meter - Electr,,'

  test('a latency', () => {
    const { said, file } = complaint(`${first}> 98%,< 1 min,`, `${first}> 98%,< 1 mni,`)
    expect(said.startsWith(`${file}:2:${first.length + '> 98%,'.length + 1}: `)).toBe(true)
    expect(said).toContain('< 1 mni')
  })

  test('a reliability', () => {
    const { said, file } = complaint(`${first}> 98%,`, `${first}> 98,`)
    expect(said.startsWith(`${file}:2:${first.length + 1}: `)).toBe(true)
    expect(said).toContain('> 98')
  })

  test('an actor, with the nearest one', () => {
    const { said, file } = complaint(first, first.replace('Meter - Electr', 'Meter - Elctr'))
    const before = '4.15.4.1,SW_opr_cmd,1,CIS/Billing - Utility,'
    expect(said.startsWith(`${file}:2:${before.length + 1}: `)).toBe(true)
    expect(said).toContain('"2-Way Meter - Elctr"')
    expect(said).toContain('did you mean "2-Way Meter - Electr"?')
  })

  test('a quote that never closes', () => {
    const { said, file } = complaint(first, first.replace('CIS', '"CIS'))
    expect(said.startsWith(`${file}:2:${'4.15.4.1,SW_opr_cmd,1,'.length + 1}: `)).toBe(true)
  })

  test('a line that is too short', () => {
    const { said, file } = complaint(first, '4.15.4.1,SW_opr_cmd\n4.15.4.1,SW_opr_cmd,1,CIS/Billing - Utility,')
    expect(said).toContain(`${file}:2:`)
    expect(said).toContain('cells, found 2')
  })
})
