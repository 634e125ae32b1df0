import { cpSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { describe, expect, test } from 'vitest'
import { folderOf, ROOT } from './sgsim.js'

const { loadCatalogue } = (await import(
  pathToFileURL(join(ROOT, 'dist', 'index.js')).href
)) as typeof import('../../src/index.js')

/** A copy of payloads/ with another text in one cell of the first requirement of a use case. */
function broken(column: string, text: (cell: string) => string) {
  const folder = folderOf()
  cpSync(join(ROOT, 'payloads'), folder, { recursive: true })
  const file = join(folder, 'requirements', '4.15-service-switch.csv')
  const [header, first, ...rest] = readFileSync(file, 'utf8').split('\n') as [string, string, ...string[]]
  const at = header.split(',').indexOf(column)
  const cells = first.split(',')
  const before = cells.slice(0, at)
  expect(before.join()).not.toContain('"')
  writeFileSync(file, [header, cells.with(at, text(cells[at]!)).join(), ...rest].join('\n'))
  return { folder, place: `${file}:2:`, start: `${[...before, ''].join()}`.length + 1 }
}

/** What the built library says of it. */
function complaint(folder: string): string {
  try {
    loadCatalogue(folder)
  } catch (error) {
    return (error as Error).message
  }
  throw new Error('the catalogue was taken as it is')
}

describe('a cell of the catalogue that cannot be read is refused with its place:', () => {
  test('a latency, at its unit', () => {
    const { folder, place, start } = broken('latency', () => '< 1 mni')
    expect(complaint(folder).startsWith(`${place}${start + '< 1 '.length}: latency: expected a unit of time`)).toBe(
      true,
    )
  })

  test('a reliability, and not what else names the requirement', () => {
    const { folder, place, start } = broken('reliability', () => '> 98')
    const said = complaint(folder)
    expect(said.startsWith(`${place}${start}: reliability: expected a share`)).toBe(true)
    expect(said).not.toContain('effects.csv')
  })

  test('an actor, with the nearest one', () => {
    const { folder, place, start } = broken('to', (cell) => cell.replace('Electr', 'Elctr'))
    const said = complaint(folder)
    expect(said.startsWith(`${place}${start}: `)).toBe(true)
    expect(said).toContain('"2-Way Meter - Elctr"')
    expect(said).toContain('did you mean "2-Way Meter - Electr"?')
  })

  test('a quote that does not close before the next cell', () => {
    const { folder, place } = broken('from', (cell) => `"${cell}`)
    const said = complaint(folder)
    expect(said.startsWith(place)).toBe(true)
    expect(said).toMatch(/\n {2}quote the whole cell, and double each " inside it$/)
  })

  test('a comma that is not quoted', () => {
    const { folder, place } = broken('latency', (cell) => `${cell}, of course`)
    expect(complaint(folder)).toMatch(/: expected \d+ cells, found \d+\n {2}quote a cell that holds a comma$/)
    expect(complaint(folder).startsWith(place)).toBe(true)
  })
})
