import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { jsonSchemaOf } from '../../src/deployment/json-schema.js'
import { loadDeployment, namesOf } from '../../src/deployment/load.js'
import { deploymentSchema } from '../../src/deployment/schema.js'
import { parseYaml } from '../../src/input/yaml.js'
import { catalogue } from './fixture.js'

interface Schema {
  $schema?: string
  type?: string
  properties?: Record<string, Schema>
  additionalProperties?: Schema | boolean
  required?: string[]
  enum?: unknown[]
  const?: unknown
  anyOf?: Schema[]
  items?: Schema | Schema[]
  pattern?: string
  minimum?: number
  maximum?: number
  minItems?: number
  description?: string
  default?: unknown
}

const schema = jsonSchemaOf(deploymentSchema(namesOf(catalogue))) as Schema
const SCENARIOS = fileURLToPath(new URL('../../scenarios/', import.meta.url))
const shipped = readdirSync(SCENARIOS).filter((name) => name.endsWith('.yaml'))

/** Paths at which a value breaks the part of draft-7 that the schema is made of. */
function broken(value: unknown, by: Schema, path = ''): string[] {
  const wrong = (holds: boolean) => (holds ? [] : [path])
  if (by.anyOf) {
    // What is broken in the one that was meant: the first of those that break least.
    const inEach = by.anyOf.map((one) => broken(value, one, path))
    return inEach.sort((a, b) => a.length - b.length)[0]!
  }
  if (by.const !== undefined) return wrong(value === by.const)
  if (by.enum) return wrong(by.enum.includes(value))
  switch (by.type) {
    case 'string':
      return wrong(typeof value === 'string' && new RegExp(by.pattern ?? '').test(value))
    case 'integer':
    case 'number': {
      const whole = by.type === 'number' || Number.isInteger(value)
      const inside = Number(value) >= (by.minimum ?? -Infinity) && Number(value) <= (by.maximum ?? Infinity)
      return wrong(typeof value === 'number' && whole && inside)
    }
    case 'array': {
      if (!Array.isArray(value) || value.length < (by.minItems ?? 0)) return [path]
      const item = (i: number) => (Array.isArray(by.items) ? by.items[i] : by.items) ?? {}
      return value.flatMap((one, i) => broken(one, item(i), `${path}/${i}`))
    }
    case 'object': {
      if (typeof value !== 'object' || value === null) return [path]
      const missing = (by.required ?? []).filter((key) => !(key in value)).map((key) => `${path}/${key}`)
      const inside = Object.entries(value).flatMap(([key, one]) => {
        const known = by.properties?.[key] ?? by.additionalProperties
        if (known === false) return [`${path}/${key}`]
        return typeof known === 'object' ? broken(one, known, `${path}/${key}`) : []
      })
      return [...missing, ...inside]
    }
  }
  return []
}

function visit(node: Schema, see: (node: Schema, path: string) => void, path = ''): void {
  see(node, path)
  for (const [key, child] of Object.entries(node.properties ?? {})) visit(child, see, `${path}/${key}`)
  if (typeof node.additionalProperties === 'object') visit(node.additionalProperties, see, `${path}/*`)
  for (const one of node.anyOf ?? []) visit(one, see, path)
}

describe('the JSON Schema of a deployment', () => {
  test('is draft-7, the last that editors read', () => {
    expect(schema.$schema).toBe('http://json-schema.org/draft-07/schema#')
    expect(schema.type).toBe('object')
  })

  test('has every key of a deployment, and asks for the name alone', () => {
    expect(Object.keys(schema.properties!).sort()).toEqual(
      [
        ...['name', 'profile', 'use-cases', 'duration', 'start', 'seed', 'quantities', 'populations', 'networks'],
        ...['nodes', 'priorities', 'timing', 'effects', 'collection', 'choices', 'assumptions', 'volumetrics'],
        ...['territories', 'enrolment', 'events', 'exercise', 'spontaneous-events', 'operating-mode'],
        ...['delivery', 'sessions', 'security', 'joining', 'faults', 'campaigns', 'budgets', 'prices', 'warm-up'],
        'sweep',
      ].sort(),
    )
    expect(schema.required).toEqual(['name'])
  })

  // SRS 4.20.3; DDAAD and DCAAD by themselves do not say how the AMI network that they use is built.
  test('offers the 948 profiles but two, and the use cases of the catalogue', () => {
    const { enum: profiles } = schema.properties!['profile']!
    expect(profiles).toHaveLength(948 - 2)
    expect(profiles).toEqual(expect.arrayContaining(['ACdW', 'ARHEM3CvIW + DCSIRsF', 'DDIsF', 'ACvW + DDAAD']))
    const cases = schema.properties!['use-cases']!.items as Schema
    expect(cases.enum).toEqual([...catalogue.useCases.keys()])
  })

  test('knows no other keys than the named ones, and says of each what it is for', () => {
    visit(schema, (node, path) => {
      if (node.properties) expect(node.additionalProperties, path).toBe(false)
      for (const [key, child] of Object.entries(node.properties ?? {})) {
        expect(child.description ?? '', `${path}/${key}`).not.toBe('')
      }
    })
  })

  test('has been told the scenarios that ship', () => {
    expect(shipped).toEqual(expect.arrayContaining(['quickstart.yaml', 'srs-4.21.yaml', 'city-1m.yaml']))
  })

  test.each(shipped)('accepts %s, and so does sgsim', (name) => {
    const text = readFileSync(SCENARIOS + name, 'utf8')
    expect(broken(parseYaml(text, name).data, schema)).toEqual([])
    expect(loadDeployment(SCENARIOS + name, catalogue).settings.name).toMatch(/^[a-z0-9-]+$/)
    expect(text).toMatch(/^# yaml-language-server: \$schema=\S+\n/)
  })

  test.each([
    ['a misspelt key', 'name: a\nduratoin: 1 day', '/duratoin'],
    ['a rate without its unit', 'name: a\nnetworks: { wan: { rate: 100 } }', '/networks/wan/rate'],
    ['an unknown profile', 'name: a\nprofile: ACvWW', '/profile'],
    ['a seed below 0', 'name: a\nseed: -1', '/seed'],
    ['a missing name', 'seed: 1', '/name'],
    [
      'meters below 0',
      'name: a\nquantities: { meters: { electric: { other: -1 } } }',
      '/quantities/meters/electric/other',
    ],
    ['half a meter', 'name: a\nquantities: { meters: { gas: { other: 1.5 } } }', '/quantities/meters/gas/other'],
    ['half a meter a DAP', 'name: a\nquantities: { endpoints-per-dap: 1.5 }', '/quantities/endpoints-per-dap'],
    ['half a gateway', 'name: a\nquantities: { fan-gateways: { field: 0.5 } }', '/quantities/fan-gateways/field'],
    ['a population below 0', 'name: a\npopulations: { ElectrMtr: -1 }', '/populations/ElectrMtr'],
  ])('refuses %s', (_, yaml, path) => {
    expect(broken(parseYaml(yaml, 'test.yaml').data, schema)).toEqual([path])
  })
})
