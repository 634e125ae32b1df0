import { z } from 'zod'

/** The schema of a deployment for editors: draft-7, since their YAML plug-ins know no later one. */
export function jsonSchemaOf(schema: z.ZodType): object {
  return z.toJSONSchema(schema, { target: 'draft-7', io: 'input' })
}
