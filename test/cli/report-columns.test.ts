import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { folderOf, ROOT, sgsim, SMALL } from './sgsim.js'

/** What reports/README.md explains: the first cells of the table under each file's name. */
function explained(): Record<string, string[]> {
  // What a sweep writes stands after that (sweep.test.ts).
  const sections = readFileSync(join(ROOT, 'reports', 'README.md'), 'utf8')
    .split(/^# Sweeps$/m)[0]!
    .split(/^## /m)
    .slice(1)
  const cells = (text: string) => [...text.matchAll(/^\| `([^`]+)` \| \S/gm)].map((found) => found[1]!)
  return Object.fromEntries(sections.map((text) => [text.slice(0, text.indexOf('\n')), cells(text)]))
}

/** What the program writes: the header of a CSV, the keys of a JSON. */
function written(): Record<string, string[]> {
  // Two of the files are written only where there is a campaign, one only where there are budgets.
  const campaign = "campaigns=[{ name: nic, at: '+10 min', payload: NIC_firmware_update_cmd, image: 1 kB }]"
  const folder = folderOf({ 'town.yaml': SMALL })
  const set = [
    '--set',
    'use-cases=[Firmware / Program Update]',
    '--set',
    campaign,
    '--set',
    'budgets=[{ add: wan utilisation max < 90% }]',
  ]
  const options = ['--out', 'report', '--quiet', '--replications', '2', '--sensitivity']
  expect([0, 1]).toContain(sgsim(folder, 'run', 'town.yaml', ...options, ...set).status)
  const report = join(folder, 'report')
  const read = (name: string) => readFileSync(join(report, name), 'utf8')
  const columns = (name: string) =>
    name.endsWith('.json') ? keys(JSON.parse(read(name)) as object) : read(name).split('\n')[0]!.split(',')
  // A page has neither columns nor keys.
  return Object.fromEntries(readdirSync(report).map((name) => [name, name.endsWith('.html') ? [] : columns(name)]))
}

function keys(value: object): string[] {
  return Object.entries(value).flatMap(([key, inside]: [string, unknown]) =>
    inside !== null && typeof inside === 'object' && !Array.isArray(inside)
      ? keys(inside).map((inner) => `${key}.${inner}`)
      : [key],
  )
}

describe('reports/README.md', () => {
  test('explains every file, column and key of a report in their order, and no other', () => {
    const files = written()
    expect(Object.keys(files)).toHaveLength(16)
    const told = explained()
    expect(Object.keys(told).sort()).toEqual(Object.keys(files).sort())
    for (const [name, columns] of Object.entries(files)) expect(told[name], name).toEqual(columns)
  })

  test('names the unit of every column that ends in one', () => {
    const text = readFileSync(join(ROOT, 'reports', 'README.md'), 'utf8')
    for (const [, column, meaning] of text.matchAll(/^\| `([a-z0-9_]+_(?:s|bytes))` \| (.+) \|$/gm)) {
      expect(meaning, column).toMatch(column!.endsWith('_s') ? /seconds|the same for/ : /bytes/)
    }
  })
})
