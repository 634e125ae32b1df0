import fc from 'fast-check'
import { parse, stringify } from 'yaml'
import type { SchemaNode } from '../../src/deployment/json-schema.js'
import { ODD_VALUES } from './odd-values.js'

type Node = SchemaNode & {
  enum?: unknown[]
  minimum?: number
  exclusiveMinimum?: number
  maximum?: number
  propertyNames?: { enum?: string[] }
}

/** A value that no text in YAML stands for here: it is put in when the whole is written. */
const ODD = 'ODD'

/**
 * Settings drawn key by key from the schema of a deployment, as YAML. What a key may hold that the schema calls a text is drawn from what
 * deployments have there (`known`); one value in ten is none that fits.
 */
export function randomSettings(schema: SchemaNode, known: Known): fc.Arbitrary<string> {
  const base = { name: 'drawn', quantities: { meters: { electric: { residential: 20 } }, 'endpoints-per-dap': 7 } }
  const sections = Object.entries((schema as Node).properties!)
  const section = fc
    .constantFrom(...sections)
    .chain(([key, node]) => valueOf(node, key, known, 0).map((value): [string, unknown] => [key, value]))
  return fc.array(section, { minLength: 1, maxLength: 5 }).map((drawn) => {
    let odd = 0
    const text = stringify({ ...base, ...Object.fromEntries(drawn) }, { aliasDuplicateObjects: false, lineWidth: 0 })
    return text.replaceAll(/\bODD(\d+)\b/g, (_, at) => ODD_VALUES[(Number(at) + (odd += 1)) % ODD_VALUES.length]!)
  })
}

/** The values that deployments have under a key, wherever that is, and its keys. */
export class Known {
  private readonly values = new Map<string, unknown[]>()
  private readonly keys = new Map<string, string[]>()

  constructor(texts: readonly string[]) {
    for (const text of texts) this.enter('', parse(text))
  }

  valuesOf(key: string): readonly unknown[] {
    return this.values.get(key) ?? []
  }

  keysOf(key: string): readonly string[] {
    return this.keys.get(key) ?? []
  }

  private enter(key: string, value: unknown): void {
    this.values.set(key, [...this.valuesOf(key), value])
    if (value === null || typeof value !== 'object') return
    if (!Array.isArray(value)) this.keys.set(key, [...this.keysOf(key), ...Object.keys(value)])
    for (const [inner, one] of Object.entries(value)) this.enter(Array.isArray(value) ? key : inner, one)
  }
}

const QUANTITIES = [
  '0 s',
  '1 ms',
  '20 s',
  '90 min',
  '1 day',
  '100 B',
  '64 kB',
  '300 bps',
  '2 Mbps',
  '0%',
  '3%',
  '50 %',
  '100%',
  '17:05',
  '+1 h',
  'all',
  'unlimited',
]
const QUANTITY = fc.constantFrom(...QUANTITIES)

const oddOne = fc.nat(ODD_VALUES.length - 1).map((at) => `${ODD}${at}`)

function valueOf(node: Node, key: string, known: Known, depth: number): fc.Arbitrary<unknown> {
  const used = known.valuesOf(key)
  return fc.oneof(
    { weight: 8, arbitrary: fitting(node, key, known, depth) },
    { weight: used.length > 0 ? 4 : 0, arbitrary: fc.constantFrom(...(used.length > 0 ? used : [null])) },
    { weight: 1, arbitrary: oddOne },
  )
}

function fitting(node: Node, key: string, known: Known, depth: number): fc.Arbitrary<unknown> {
  const choices = node.anyOf ?? node.oneOf
  if (choices !== undefined) return fc.oneof(...choices.map((one) => fitting(one, key, known, depth)))
  if (node.const !== undefined) return fc.constant(node.const)
  if (node.enum !== undefined) return fc.constantFrom(...node.enum)
  if (node.type === 'number' || node.type === 'integer') return numberOf(node)
  if (node.type === 'boolean') return fc.boolean()
  if (node.type === 'array') {
    return fc.array(node.items ? valueOf(node.items, key, known, depth + 1) : QUANTITY, { maxLength: 3 })
  }
  if (node.properties !== undefined || node.type === 'object') return group(node, key, known, depth)
  const usual = node.default === undefined ? QUANTITIES : [node.default, node.default, ...QUANTITIES]
  return fc.constantFrom<unknown>(...usual)
}

function numberOf({ minimum, exclusiveMinimum, maximum }: Node): fc.Arbitrary<number> {
  const least = minimum ?? exclusiveMinimum ?? 0
  const most = Math.min(maximum ?? 30, least + 30)
  return fc.oneof(
    { weight: 6, arbitrary: fc.integer({ min: Math.ceil(least), max: Math.max(Math.ceil(least), Math.floor(most)) }) },
    { weight: 1, arbitrary: fc.constantFrom(least, most, least - 1, most + 1, 0.5, 1e-9, 1e6) },
  )
}

/** Some of its keys, and where keys are free some that deployments have there, or may have. */
function group(node: Node, key: string, known: Known, depth: number): fc.Arbitrary<object> {
  const { properties = {}, additionalProperties: more, propertyNames, required = [] } = node
  const entries = Object.entries(properties)
  const free = propertyNames?.enum ?? [...known.keysOf(key), 'a', 'b']
  const one = (name: string, of: Node) =>
    valueOf(of, name, known, depth + 1).map((value): [string, unknown] => [name, value])
  const named =
    entries.length === 0
      ? fc.constant([])
      : fc.array(
          fc.constantFrom(...entries).chain(([name, of]) => one(name, of)),
          { maxLength: 3 },
        )
  const must = fc.tuple(...required.filter((name) => name in properties).map((name) => one(name, properties[name]!)))
  const others =
    typeof more === 'object' && free.length > 0
      ? fc.array(
          fc.constantFrom(...free).chain((name) => one(name, more)),
          { maxLength: 2 },
        )
      : fc.constant([])
  return fc.tuple(must, named, others).map((parts) => Object.fromEntries(parts.flat()))
}
