import { Command } from 'commander'
import { withCatalogueOption } from './catalogue-option.js'
import { later } from './later.js'

export function schemaCommand(): Command {
  return withCatalogueOption(
    new Command('schema').description('Prints the JSON Schema (draft-7) of a deployment, for editors.'),
  )
    .addHelpText('after', '\nExample:\n  $ sgsim schema > deployment.schema.json')
    .action(later(() => import('./schema-action.js')))
}
