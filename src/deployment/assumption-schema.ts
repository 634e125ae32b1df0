import { z } from 'zod'
import { DECISIONS } from './assumptions.js'
import type { SchemaNode } from './json-schema.js'
import type { networks } from './networks.js'
import type { deploymentSchema } from './schema.js'

type DeploymentSchema = ReturnType<typeof deploymentSchema>
type Networks = Readonly<Record<string, { medium?: string } | undefined>>

/**
 * The schema as assumptions are read of it: without what is decided, and each network only as the medium that it is made of. What zod writes for
 * editors says the same and more of all of it, and takes longer than to read a deployment.
 */
export function assumptionSchema({ shape }: DeploymentSchema, data: unknown): SchemaNode {
  const made = networksIn(shape.networks, (data as { networks?: Networks }).networks)
  // Reports list them in the order of the schema.
  const asked = Object.entries(shape).filter(([key]) => !DECISIONS.includes(key))
  return { properties: Object.fromEntries(asked.map(([key, one]) => [key, key === 'networks' ? made : nodeOf(one)])) }
}

function networksIn(schema: typeof networks, data: Networks | undefined): SchemaNode {
  const properties = Object.entries(schema.unwrap().shape).map(([name, network]): [string, SchemaNode] => {
    const medium = data?.[name]?.medium ?? 'wire'
    const made = network.unwrap().options.find((one) => one.shape.medium.safeParse(medium).success)!
    return [name, { description: network.description!, oneOf: [nodeOf(made)] }]
  })
  return { description: schema.description!, default: {}, properties: Object.fromEntries(properties) }
}

const nodes = new WeakMap<z.core.$ZodType, SchemaNode>()

/** Made once for each part of the schema: actors and networks have many of them in common. */
function nodeOf(schema: z.core.$ZodType): SchemaNode {
  const known = nodes.get(schema)
  if (known !== undefined) return known
  // What is said of the whole comes before what is said of the part in it.
  const node: SchemaNode = { ...readOf(schema), ...(z.globalRegistry.get(schema) as SchemaNode | undefined) }
  nodes.set(schema, node)
  return node
}

/** What a type says itself: what it is a group of, its default, and what it may only be. */
function readOf(schema: z.core.$ZodType): SchemaNode {
  const { def } = (schema as z.core.$ZodTypes)._zod
  switch (def.type) {
    case 'object':
      return { properties: Object.fromEntries(Object.entries(def.shape).map(([key, one]) => [key, nodeOf(one)])) }
    case 'record':
      return { additionalProperties: nodeOf(def.valueType) }
    case 'prefault':
      return { ...nodeOf(def.innerType), default: def.defaultValue }
    case 'optional':
      return nodeOf(def.innerType)
    case 'pipe':
      return nodeOf(def.in)
    case 'literal':
      return def.values.length === 1 ? { const: def.values[0] } : {}
    default:
      return {}
  }
}
