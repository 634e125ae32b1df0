import type { SchemaNode } from './json-schema.js'

/** Which of the media a network is made of: the schemas of all stand there, told apart by a constant. */
export function mediumOf({ oneOf, anyOf }: SchemaNode, value: unknown): SchemaNode | undefined {
  const media = (oneOf ?? anyOf ?? []).filter((one) => one.properties?.['medium']?.const !== undefined)
  const name = (value as { medium?: unknown } | null | undefined)?.medium ?? 'wire'
  return media.find((one) => one.properties!['medium']!.const === name)
}
