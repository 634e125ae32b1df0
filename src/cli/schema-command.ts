import { Command } from 'commander'
import { jsonSchemaOf } from '../deployment/json-schema.js'
import { namesOf } from '../deployment/load.js'
import { deploymentSchema } from '../deployment/schema.js'
import { json } from '../report/folder.js'
import { readCatalogue, withCatalogueOption, type CatalogueOption } from './catalogue-option.js'

export function schemaCommand(): Command {
  return withCatalogueOption(
    new Command('schema').description('Prints the JSON Schema (draft-7) of a deployment, for editors.'),
  )
    .addHelpText('after', '\nExample:\n  $ sgsim schema > deployment.schema.json')
    .action((options: CatalogueOption) => {
      process.stdout.write(json(jsonSchemaOf(deploymentSchema(namesOf(readCatalogue(options))))))
    })
}
