import { jsonSchemaOf } from '../deployment/json-schema.js'
import { namesOf } from '../deployment/load.js'
import { deploymentSchema } from '../deployment/schema.js'
import { json } from '../report/json.js'
import type { CatalogueOption } from './catalogue-option.js'
import { readCatalogue } from './read-catalogue.js'

export function act(options: CatalogueOption): void {
  process.stdout.write(json(jsonSchemaOf(deploymentSchema(namesOf(readCatalogue(options))))))
}
