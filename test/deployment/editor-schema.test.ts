import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import type { SchemaNode } from '../../src/deployment/json-schema.js'
import { CURSOR, Editor } from './editor.js'

const ROOT = fileURLToPath(new URL('../../', import.meta.url))
const SCHEMA = join(ROOT, 'scenarios', 'deployment.schema.json')
const shipped = ['scenarios', 'templates'].flatMap((folder) =>
  readdirSync(join(ROOT, folder))
    .filter((name) => name.endsWith('.yaml'))
    .map((name) => `${folder}/${name}`),
)

const editor = new Editor()
const FILE = join(ROOT, 'scenarios', 'mine.yaml')
const HEAD = '# yaml-language-server: $schema=./deployment.schema.json\n'

describe('a deployment that ships', () => {
  test.each(shipped)('%s names the schema that ships, and an editor marks nothing in it', async (name) => {
    const text = readFileSync(join(ROOT, name), 'utf8')
    const path = /^# yaml-language-server: \$schema=(\S+)\n/.exec(text)?.[1]
    expect(resolve(dirname(join(ROOT, name)), path!)).toBe(SCHEMA)
    expect(await editor.marks(text, join(ROOT, name))).toEqual([])
  })
})

describe('a deployment with a mistake is marked at its line', () => {
  test.each([
    ['a misspelt key', 'name: a\nduratoin: 1 day', 2],
    ['a key of another group', 'name: a\nrate: 1 Mbps', 2],
    ['an unknown profile', 'name: a\nseed: 1\nprofile: ACvWW', 3],
    ['an unknown use case', 'name: a\nuse-cases:\n  - Meter Reading\n  - Meter Readings', 4],
    ['use cases that are no list', 'name: a\nuse-cases: Meter Reading', 2],
    ['a rate without its unit', 'name: a\nnetworks:\n  wan: { rate: 100 }', 3],
    ['a network that there is not', 'name: a\nnetworks:\n  nan: { rate: 1 Mbps }\n  wann: { rate: 1 Mbps }', 4],
    ['a key that no medium has', 'name: a\nnetworks:\n  nan:\n    rate: 1 Mbps\n    delai: 3 ms', 5],
    [
      'a key of another medium',
      'name: a\nnetworks:\n  nan:\n    medium: polled\n    rate: 1 Mbps\n    hops: [100%]',
      6,
    ],
    ['a medium that there is not', 'name: a\nnetworks:\n  nan:\n    medium: wires', 4],
    ['a seed below 0', 'name: a\nseed: -1', 2],
    ['a seed that is a text', 'name: a\nseed: one', 2],
    ['a missing name', 'seed: 1\n', 1],
    ['a name with blanks', 'name: my town', 1],
    ['a group that is a number', 'name: a\nquantities:\n  meters: 1000', 3],
    ['a kind of meter that there is not', 'name: a\nquantities:\n  meters:\n    electrik: { residential: 1 }', 4],
    ['meters that are a word', 'name: a\nquantities:\n  meters:\n    electric: { residential: many }', 4],
    ['a word of no choice', 'name: a\neffects: caused', 2],
    ['a time that is a number', 'name: a\nduration: 4', 2],
    ['an event without a time', 'name: a\nevents:\n  - { what: power-lost }', 3],
    ['a campaign to nobody', 'name: a\ncampaigns:\n  - name: nic\n    at: "01:00"\n    cast: telecast', 5],
    ['a price with its currency', 'name: a\nprices:\n  currency: EUR\n  per: month\n  dap: 12 EUR', 5],
    ['a sweep of no list', 'name: a\nsweep:\n  grid:\n    wan.rate: 1 Mbps', 4],
    ['the same key twice', 'name: a\nseed: 1\nseed: 2', 3],
    ['a bracket that is left open', 'name: a\nuse-cases: [Meter Reading\nseed: 1', 3],
  ])('%s', async (_, yaml, line) => {
    const marks = await editor.marks(HEAD + yaml, FILE)
    expect(marks.map((one) => one.line)).toContain(line + 1)
  })
})

const schema = JSON.parse(readFileSync(SCHEMA, 'utf8')) as SchemaNode

/** A key of the schema, and a deployment with the cursor on it. */
interface Place {
  name: string
  description: string | undefined
  text: string
}

/** Every key, with what stands around it: in a group of alternatives what tells them apart. */
function placesIn(node: SchemaNode, name: string, around: (inside: string[]) => string[]): Place[] {
  const found: Place[] = []
  for (const one of [node, ...(node.anyOf ?? []), ...(node.oneOf ?? [])]) {
    const properties = Object.entries(one.properties ?? {})
    for (const [key, child] of properties) {
      const told = properties.filter(([other, { const: word }]) => word !== undefined && other !== key)
      const required = (one.required ?? []).filter((other) => other !== key && !told.some(([at]) => at === other))
      const siblings = [
        ...told.map(([other, { const: word }]) => `${other}: ${String(word)}`),
        ...required.map((other) => `${other}: ${valueFor(one.properties![other]!)}`),
      ]
      const here = (inside: string[]) => around([...siblings, ...underKey(key, inside)])
      const alone = around([...siblings, `${CURSOR}${key}: ${valueFor(child)}`])
      found.push({ name: `${name}${key}`, description: child.description, text: HEAD + alone.join('\n') })
      found.push(...placesIn(child, `${name}${key}.`, here))
    }
    const { additionalProperties: more, items } = one
    if (typeof more === 'object')
      found.push(...placesIn(more, `${name}*.`, (inside) => around(underKey('some', inside))))
    const item = Array.isArray(items) ? undefined : items
    if (item !== undefined) found.push(...placesIn(item, `${name}[].`, (inside) => around(asItem(inside))))
  }
  return found
}

function underKey(key: string, inside: string[]): string[] {
  return [`${key}:`, ...inside.map((line) => `  ${line}`)]
}

function asItem(inside: string[]): string[] {
  return inside.map((line, i) => (i === 0 ? `- ${line}` : `  ${line}`))
}

/** A value that the schema takes, as far as its kind goes. */
function valueFor(node: SchemaNode): string {
  const one = node.anyOf?.[0] ?? node.oneOf?.[0] ?? node
  if (one.const !== undefined) return String(one.const)
  if (one.enum) return JSON.stringify(one.enum[0])
  switch (one.type) {
    case 'integer':
    case 'number':
      return String(Math.max(1, one.minimum ?? 1))
    case 'boolean':
      return 'true'
    case 'array':
      return '[]'
    case 'object':
      return '{}'
    default:
      return 'x'
  }
}

describe('every key of a deployment', () => {
  const places = placesIn(schema, '', (inside) => inside)
  // A key that several alternatives have says what it is in one of them.
  const descriptions = new Map<string, string[]>()
  for (const { name, description } of places)
    descriptions.set(name, [...(descriptions.get(name) ?? []), description ?? ''])

  test('is there to be looked at', () => {
    expect(places.length).toBeGreaterThan(300)
    for (const { name, description } of places) expect(description ?? '', name).toMatch(/\S/)
  })

  test('is explained where the cursor is on it', async () => {
    const missed: string[] = []
    for (const { name, text } of places) {
      const said = await editor.explains(text, FILE)
      if (!descriptions.get(name)!.some((one) => said.includes(one))) missed.push(`${name}: ${said.slice(0, 80)}`)
    }
    expect(missed).toEqual([])
  })

  test('is offered in its group', async () => {
    for (const [group, open] of Object.entries(OPEN)) {
      const keys = places.filter((one) => parentOf(one.name) === group).map((one) => one.name.slice(group.length))
      expect(keys, group).not.toEqual([])
      const offered = await editor.offers(HEAD + open, FILE)
      expect(offered, group).toEqual(expect.arrayContaining(keys))
    }
  })
})

function parentOf(name: string): string {
  return name.slice(0, name.lastIndexOf('.') + 1)
}

/** Places where a group begins, from the top level down to the items of lists. */
const OPEN: Readonly<Record<string, string>> = {
  '': `${CURSOR}\n`,
  'quantities.': `name: a\nquantities:\n  ${CURSOR}\n`,
  'quantities.meters.': `name: a\nquantities:\n  meters:\n    ${CURSOR}\n`,
  'networks.': `name: a\nnetworks:\n  ${CURSOR}\n`,
  'nodes.': `name: a\nnodes:\n  ${CURSOR}\n`,
  'timing.': `name: a\ntiming:\n  ${CURSOR}\n`,
  'faults.': `name: a\nfaults:\n  ${CURSOR}\n`,
  'security.': `name: a\nsecurity:\n  ${CURSOR}\n`,
  'campaigns.[].': `name: a\ncampaigns:\n  - ${CURSOR}\n`,
  'events.[].': `name: a\nevents:\n  - ${CURSOR}\n`,
  'prices.networks.wan.': `name: a\nprices:\n  networks:\n    wan:\n      ${CURSOR}\n`,
}
