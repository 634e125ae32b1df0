import { z } from 'zod'

/** The schema of a deployment for editors: draft-7, since their YAML plug-ins know no later one. */
export function jsonSchemaOf(schema: z.ZodType): object {
  const made = z.toJSONSchema(schema, { target: 'draft-7', io: 'input' }) as SchemaNode
  const networks = made.properties?.['networks']?.properties ?? {}
  for (const network of Object.values(networks)) mayNameATechnology(network)
  return made
}

/** A network that names a technology need not say which medium that is: it may have the keys of any. */
function mayNameATechnology(network: SchemaNode): void {
  const media = network.oneOf ?? []
  delete network.oneOf
  const keys = Object.fromEntries(
    media.flatMap((medium) =>
      Object.entries(medium.properties ?? {}).map(([key, { description }]) => [
        key,
        { description: description ?? '' },
      ]),
    ),
  )
  delete keys['medium']
  network.anyOf = [
    ...media,
    { type: 'object', properties: keys, required: ['technology'], additionalProperties: false },
  ]
}

const made = new WeakMap<z.ZodType, SchemaNode>()

/** The same as it is read here, made once: it takes longer than to read a deployment. */
export function schemaNodeOf(schema: z.ZodType): SchemaNode {
  const known = made.get(schema) ?? (jsonSchemaOf(schema) as SchemaNode)
  made.set(schema, known)
  return known
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
  enum?: unknown[]
  type?: string
  minimum?: number
  maximum?: number
  required?: string[]
  /** The media that a network may be made of: told apart by their `medium`. */
  oneOf?: SchemaNode[]
  anyOf?: SchemaNode[]
}
