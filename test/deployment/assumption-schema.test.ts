import { expect, test } from 'vitest'
import { assumptionSchema } from '../../src/deployment/assumption-schema.js'
import { assumptionsOf } from '../../src/deployment/assumptions.js'
import { jsonSchemaOf, type SchemaNode } from '../../src/deployment/json-schema.js'
import { namesOf } from '../../src/deployment/load.js'
import { deploymentSchema } from '../../src/deployment/schema.js'
import { MEDIA } from '../../src/network/media.js'
import { loadCatalogue } from '../../src/srs/catalogue.js'
import { deploymentOf } from './fixture.js'

const schema = deploymentSchema(namesOf(loadCatalogue()))
const whole = jsonSchemaOf(schema) as SchemaNode

// The whole schema is what defaults and descriptions are defined by; the part of it that is written out must say the same.
test.each(MEDIA)('where the NAN is a %s, the assumptions are those of the whole schema', (medium) => {
  const { source } = deploymentOf('name: a\nprofile: ACvW\nuse-cases: [Meter Reading]\n')
  const { networks, ...others } = source.data as { networks: Record<string, object> }
  const data = { ...others, networks: { ...networks, nan: { medium } } }
  const settled = { source: { ...source, data }, isWritten: () => false, technologyOf: () => undefined }
  const found = assumptionsOf(assumptionSchema(schema, data), settled)
  expect(found).toEqual(assumptionsOf(whole, settled))
  expect(found.filter(({ name }) => name.startsWith('networks.nan.')).length).toBeGreaterThan(5)
})
