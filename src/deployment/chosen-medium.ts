import type { SchemaNode } from './json-schema.js'

/** Which of the media a network is made of: the schemas of all stand there, told apart by a constant. */
export function mediumOf(schema: SchemaNode, value: unknown): SchemaNode | undefined {
  const name = (value as { medium?: unknown } | null | undefined)?.medium ?? 'wire'
  return mediaOf(schema).find((one) => nameOf(one) === name)
}

/** Of a key that a network made so does not have: which media have it, and what this one is; undefined where none has it. */
export function whoseKey(key: string, schema: SchemaNode, network: unknown): string | undefined {
  const owners = mediaOf(schema).filter((one) => one.properties![key] !== undefined)
  if (owners.length === 0) return undefined
  const { medium = 'wire', technology } = network as { medium?: unknown; technology?: unknown }
  const named = technology === undefined ? '' : ` (technology ${String(technology)})`
  const those = owners.map((one) => withArticle(nameOf(one))).join(', ')
  return `it is a key of ${those}; this network is ${withArticle(medium)}${named}`
}

const withArticle = (medium: unknown) => `a ${String(medium)}${medium === 'polled' ? ' channel' : ''}`
const nameOf = (medium: SchemaNode) => medium.properties!['medium']!.const
const mediaOf = ({ oneOf, anyOf }: SchemaNode) =>
  (oneOf ?? anyOf ?? []).filter((one) => one.properties?.['medium']?.const !== undefined)
