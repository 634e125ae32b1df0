import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { refusedIn } from './refused.js'
import { contents, folderOf, sgsim, SMALL } from './sgsim.js'

const FILES = [
  'assumptions.csv',
  'chains.csv',
  'hourly.csv',
  'legs.csv',
  'links.csv',
  'payloads.csv',
  'report.html',
  'requirements.csv',
  'run.json',
  'timeline.csv',
  'timing.json',
]
const town = (more: Record<string, string> = {}) => folderOf({ 'town.yaml': SMALL, ...more })

describe('a report', () => {
  test('goes to reports/<name> and holds these files, and nothing else is written', () => {
    const folder = town()
    expect(sgsim(folder, 'run', 'town.yaml').status).toBe(0)
    const report = FILES.map((name) => join('reports', 'small', name))
    expect(Object.keys(contents(folder)).sort()).toEqual(
      ['reports', join('reports', 'small'), 'town.yaml', ...report].sort(),
    )
  })

  test('goes to the folder of --out, which is made', () => {
    const folder = town()
    expect(sgsim(folder, 'run', 'town.yaml', '--out', 'east/one').status).toBe(0)
    expect(Object.keys(contents(join(folder, 'east', 'one')))).toEqual(FILES)
    expect(Object.keys(contents(folder))).not.toContain('reports')
  })

  test('takes the place of an earlier one, whole', () => {
    const folder = town({ 'one/run.json': '{}', 'one/left.csv': 'a\n' })
    expect(sgsim(folder, 'run', 'town.yaml', '--out', 'one').status).toBe(0)
    expect(Object.keys(contents(join(folder, 'one')))).toEqual(FILES)
    const { seed } = JSON.parse(readFileSync(join(folder, 'one', 'run.json'), 'utf8')) as { seed: number }
    expect(seed).toBe(1)
  })
})

describe('--out is refused, and everything left as it was,', () => {
  test.each([
    ['on a file', 'one'],
    ['below a file', 'one/two/three'],
  ])('%s', (_, out) => {
    const said = refusedIn(town({ one: 'a note\n' }), 'run', 'town.yaml', '--out', out)
    expect(said).toBe('one: expected a folder, found a file\n')
  })

  test('on a folder that holds other files', () => {
    const said = refusedIn(town({ 'one/photo.txt': 'a\n' }), 'run', 'town.yaml', '--out', 'one')
    expect(said).toBe('one: holds files but no run.json: it would be overwritten\n  name a new or an empty folder\n')
  })

  // What does not exist as it is written, such as an empty text, may still mean the folder that one stands in.
  test.each([[''], ['.'], ['./'], ['new/..'], ['..']])('on the folder that one is in or above, written "%s"', (out) => {
    const folder = town({ 'inside/town.yaml': SMALL })
    const before = contents(folder)
    const { status, stderr } = sgsim(join(folder, 'inside'), 'run', 'town.yaml', '--out', out)
    expect(stderr).toMatch(/: is or holds the folder that you are in\n {2}name a folder inside it\n$/)
    expect(status).toBe(2)
    expect(contents(folder)).toEqual(before)
  })
})
