import type { SchemaNode } from './json-schema.js'
import { mediumOf } from './chosen-medium.js'
import type { Settled } from './technologies.js'

/** A value that the SRS leaves open: listed in every report, and overridable under its name. */
export interface Assumption {
  /** Its path in the deployment, e.g. `networks.nan.rate`. */
  name: string
  value: string
  /** Whoever set it: the schema's default, the deployment, or the file of a technology that it names. */
  setBy: 'default' | 'deployment' | 'technology'
  /** Where the value comes from, or `none`. */
  source: string
  description: string
}

/** What the user decides without assuming anything: which run it is, not what the SRS leaves open. */
export const DECISIONS: readonly string[] = [
  'name',
  'profile',
  'territories',
  'use-cases',
  'duration',
  'start',
  'seed',
  'events',
  'campaigns',
  'exercise',
  'budgets',
  'prices',
  'sweep',
  'volumetrics',
]

/**
 * Every leaf of the schema with its value: the one source of both is the schema, so that no default can be forgotten.
 */
export function assumptionsOf(
  schema: SchemaNode,
  { source: { data }, isWritten, technologyOf }: Settled,
): Assumption[] {
  const found: Assumption[] = []
  const visit = (node: SchemaNode, value: unknown, path: string[], description: string, isThere = false): void => {
    if (node.const !== undefined && path.at(-1) !== 'medium') return
    const chosen = mediumOf(node, value)
    if (chosen !== undefined) return visit(chosen, value, path, node.description ?? description, true)
    if (node.properties) {
      // What may be absent as a whole, and is, has no figures.
      if (!isThere && value === undefined && node.default === undefined) return
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
      const technology = technologyOf(path)
      const set = value !== undefined && isWritten(path)
      const shown = text(value ?? node.default)
      // A key that may be absent, and is, says nothing.
      if (shown === 'undefined') return
      found.push({
        name: path.join('.'),
        value: shown,
        setBy: technology !== undefined ? 'technology' : set ? 'deployment' : 'default',
        source:
          technology !== undefined
            ? (technology.sources[path.slice(2).join('.')] ?? 'none')
            : set
              ? 'none'
              : (node.source ?? 'none'),
        description,
      })
    }
  }
  visit(schema, data, [], '', true)
  // That there is none of something is no assumption.
  return found.filter((one) => !(one.name.startsWith('quantities.') && one.setBy === 'default' && one.value === '0'))
}

function at(value: unknown, key: string): unknown {
  return value !== null && typeof value === 'object' ? (value as Record<string, unknown>)[key] : undefined
}

/** A value in one line: `[60%, 30%, 10%]`, `share 2%, poor {devices 2%, share 30%}`. */
function text(value: unknown): string {
  if (isGroup(value)) return keysOf(value)
  return Array.isArray(value) ? `[${value.map(inner).join(', ')}]` : String(value)
}

/** What stands in a group or a list: braces say where a group in it ends. */
function inner(value: unknown): string {
  return isGroup(value) ? `{${keysOf(value)}}` : text(value)
}

function keysOf(group: object): string {
  return Object.entries(group)
    .map(([key, one]) => `${key} ${inner(one)}`)
    .join(', ')
}

function isGroup(value: unknown): value is object {
  return value !== null && typeof value === 'object' && !Array.isArray(value)
}
