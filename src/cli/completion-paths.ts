import { readFileSync } from 'node:fs'
import type { SchemaNode } from '../deployment/json-schema.js'
import { SCHEMA_FILE } from '../plan/schema-line.js'

/**
 * Paths of a deployment that a shell offers after --set and --vary: values at the top and one level down, networks by their own names. They are read
 * from the file that ships, since shells ask for this whenever they start, and to make the schema takes longer than all else.
 */
export function offeredPaths(): string[] {
  const { properties = {} } = JSON.parse(readFileSync(SCHEMA_FILE, 'utf8')) as SchemaNode
  const { networks, ...rest } = properties
  const ofNetworks = Object.entries(networks?.properties ?? {}).flatMap(([network, node]) =>
    keysOfMedia(node).map((key) => `${network}.${key}`),
  )
  const others = Object.entries(rest).flatMap(([key, node]) =>
    isValue(node) ? [key] : valuesIn(node).map((inner) => `${key}.${inner}`),
  )
  return [...others, ...ofNetworks].sort()
}

/** Of the media that a network may have, what more than one knows: the rest is wrong for most. */
function keysOfMedia({ anyOf = [] }: SchemaNode): string[] {
  // A medium is told by its name; the last one are the keys of all, for a network of a technology.
  const all = anyOf.filter((one) => one.properties?.['medium']).flatMap(valuesIn)
  return [...new Set(all.filter((key, i) => all.indexOf(key) < i))]
}

function valuesIn({ properties = {} }: SchemaNode): string[] {
  return Object.entries(properties).flatMap(([key, node]) => (isValue(node) ? [key] : []))
}

/** What fits on a command line: no group, no list. */
function isValue({ type, properties }: SchemaNode): boolean {
  return type !== 'object' && type !== 'array' && properties === undefined
}
