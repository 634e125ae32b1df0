import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { folderOf, ROOT, sgsim } from './sgsim.js'

const SCENARIOS = join(ROOT, 'scenarios')
const shipped = readdirSync(SCENARIOS).filter((name) => name.endsWith('.yaml'))
const schema = () => sgsim(folderOf(), 'schema')

describe('sgsim schema', () => {
  test('prints a JSON Schema of draft-7 with every key of a deployment, each explained', () => {
    const { status, stdout, stderr } = schema()
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' })
    const { $schema, properties } = JSON.parse(stdout) as {
      $schema: string
      properties: Record<string, { description?: string }>
    }
    expect($schema).toBe('http://json-schema.org/draft-07/schema#')
    expect(Object.keys(properties)).toEqual([
      ...[
        'name',
        'profile',
        'territories',
        'use-cases',
        'duration',
        'warm-up',
        'start',
        'seed',
        'quantities',
        'enrolment',
      ],
      ...['populations', 'networks', 'nodes', 'joining', 'timing', 'priorities', 'delivery', 'sessions', 'security'],
      ...['effects', 'collection', 'events', 'campaigns', 'faults', 'exercise'],
      ...['spontaneous-events', 'operating-mode', 'choices', 'budgets', 'prices', 'sweep'],
      ...['assumptions', 'volumetrics'],
    ])
    for (const [key, { description }] of Object.entries(properties)) expect(description, key).toMatch(/\.$/)
  })

  test('prints what ships with the scenarios', () => {
    const file = readFileSync(join(SCENARIOS, 'deployment.schema.json'), 'utf8')
    const refresh = 'to refresh it: node bin/sgsim.js schema > scenarios/deployment.schema.json'
    expect(file, refresh).toBe(schema().stdout)
  })
})

describe('every scenario that ships', () => {
  test.each(shipped)('%s names the schema in its first line, for editors', (name) => {
    const [first] = readFileSync(join(SCENARIOS, name), 'utf8').split('\n')
    expect(first).toBe('# yaml-language-server: $schema=./deployment.schema.json')
  })
})
