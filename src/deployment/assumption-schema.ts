import { z } from 'zod'
import { DECISIONS } from './assumptions.js'
import { schemaNodeOf, type SchemaNode } from './json-schema.js'
import type { networks } from './networks.js'
import type { deploymentSchema } from './schema.js'

type DeploymentSchema = ReturnType<typeof deploymentSchema>
type Networks = Readonly<Record<string, { medium?: string } | undefined>>

/**
 * The schema as assumptions are read of it: without what is decided, and each network only as the medium that it is made of. What is left out is
 * most of the schema, and to write all of it out takes longer than to read a deployment.
 */
export function assumptionSchema(schema: DeploymentSchema, data: unknown): SchemaNode {
  const made = networksIn(schema.shape.networks, (data as { networks?: Networks }).networks)
  const nodes: Record<string, SchemaNode> = { ...schemaNodeOf(othersOf(schema)).properties, networks: made }
  // Reports list them in the order of the schema.
  return { properties: Object.fromEntries(askedOf(schema).map((key) => [key, nodes[key]!])) }
}

function askedOf({ shape }: DeploymentSchema): string[] {
  return Object.keys(shape).filter((key) => !DECISIONS.includes(key))
}

const others = new WeakMap<DeploymentSchema, z.ZodObject>()

/** All keys but `networks`; one object for a schema, so that it is written out once. */
function othersOf(schema: DeploymentSchema): z.ZodObject {
  const shape = schema.shape as Record<string, z.ZodType>
  const keys = askedOf(schema).filter((key) => key !== 'networks')
  const known = others.get(schema) ?? z.strictObject(Object.fromEntries(keys.map((key) => [key, shape[key]!])))
  others.set(schema, known)
  return known
}

function networksIn(schema: typeof networks, data: Networks | undefined): SchemaNode {
  const properties = Object.entries(schema.unwrap().shape).map(([name, network]): [string, SchemaNode] => {
    const medium = data?.[name]?.medium ?? 'wire'
    const made = network.unwrap().options.find((one) => one.shape.medium.safeParse(medium).success)!
    return [name, { description: network.description!, oneOf: [schemaNodeOf(made)] }]
  })
  return { description: schema.description!, default: {}, properties: Object.fromEntries(properties) }
}
