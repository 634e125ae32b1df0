/** A value that the SRS leaves open: listed in every report, and overridable under its name. */
export interface Assumption {
  /** Its path in the deployment, e.g. `networks.nan.rate`. */
  name: string
  value: string
  setBy: 'default' | 'deployment'
  /** Where the value comes from, or `none`. */
  source: string
  description: string
}

/** The part of a draft-7 JSON Schema that is read here. */
export interface SchemaNode {
  properties?: Record<string, SchemaNode>
  additionalProperties?: SchemaNode | boolean
  items?: SchemaNode
  default?: unknown
  description?: string
  source?: string
  const?: unknown
}

/** What the user decides without assuming anything: which run it is, not what the SRS leaves open. */
const DECISIONS = [
  'name',
  'profile',
  'territories',
  'use-cases',
  'duration',
  'start',
  'seed',
  'events',
  'exercise',
  'volumetrics',
]

/**
 * Every leaf of the schema with its value: the one source of both is the schema, so that no default can be forgotten.
 */
export function assumptionsOf(schema: SchemaNode, data: unknown): Assumption[] {
  const found: Assumption[] = []
  const visit = (node: SchemaNode, value: unknown, path: string[], description: string): void => {
    if (node.const !== undefined) return
    if (node.properties) {
      for (const [key, child] of Object.entries(node.properties)) {
        if (path.length === 0 && DECISIONS.includes(key)) continue
        visit(child, at(value, key), [...path, key], child.description ?? description)
      }
    } else if (typeof node.additionalProperties === 'object') {
      // Named by the user: every entry is one assumption.
      for (const [key, entry] of Object.entries(value ?? {})) {
        found.push({
          name: [...path, key].join('.'),
          value: text(entry),
          setBy: 'deployment',
          source: 'none',
          description,
        })
      }
    } else {
      const set = value !== undefined
      const { source = 'none' } = node
      const shown = text(set ? value : node.default)
      found.push({
        name: path.join('.'),
        value: shown,
        setBy: set ? 'deployment' : 'default',
        source: set ? 'none' : source,
        description,
      })
    }
  }
  visit(schema, data, [], '')
  // That there is none of something is no assumption.
  return found.filter((one) => !(one.name.startsWith('quantities.') && one.setBy === 'default' && one.value === '0'))
}

function at(value: unknown, key: string): unknown {
  return value !== null && typeof value === 'object' ? (value as Record<string, unknown>)[key] : undefined
}

function text(value: unknown): string {
  if (value !== null && typeof value === 'object') {
    return Object.entries(value)
      .map(([key, one]) => `${key} ${text(one)}`)
      .join(', ')
  }
  return String(value)
}
