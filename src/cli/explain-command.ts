import { Command } from 'commander'
import { didYouMean } from '../input/nearest.js'
import { InputError } from '../input/problems.js'
import { explain } from '../plan/explain.js'
import { explainText } from '../plan/explain-text.js'
import { json } from '../report/folder.js'
import type { Catalogue } from '../srs/catalogue.js'
import type { Requirement } from '../srs/requirement.js'
import { readCatalogue, withCatalogueOption, type CatalogueOption } from './catalogue-option.js'
import { readDeployment } from './deployment-options.js'

interface ExplainOptions extends CatalogueOption {
  deployment?: string
  set?: string[]
  json?: boolean
}

export function explainCommand(): Command {
  const command = new Command('explain')
    .description('One requirement: what its cells say, how they were read, what becomes of it in a deployment.')
    .argument('<requirement>', 'its id, e.g. 4.15.4.1/SW_opr_cmd/1')
    .option('--deployment <file>', 'also says how many a day, which path, which assumptions')
    .option(
      '--set <path=value>',
      'replaces a value of the deployment (repeatable)',
      (value: string, before: string[] = []) => [...before, value],
    )
    .option('--json', 'prints JSON')
  return withCatalogueOption(command)
    .addHelpText('after', '\nExample:\n  $ sgsim explain 4.15.4.1/SW_opr_cmd/1 --deployment scenarios/quickstart.yaml')
    .action(act)
}

function act(id: string, options: ExplainOptions): void {
  const catalogue = readCatalogue(options)
  const requirement = requirementNamed(catalogue, id)
  const { deployment: file, set } = options
  const deployment = file === undefined ? undefined : readDeployment(file, set ? { set } : {}, catalogue)
  const explanation = explain(catalogue, requirement, deployment)
  process.stdout.write(options.json ? json(explanation) : explainText(explanation))
}

function requirementNamed(catalogue: Catalogue, id: string): Requirement {
  const found = catalogue.requirement(id)
  if (found) return found
  const ids = catalogue.requirements.map((one) => one.id)
  const name = id.split('/').find((part) => catalogue.payloads.has(part))
  const same = name === undefined ? [] : ids.filter((one) => one.split('/')[1] === name)
  throw InputError.of('sgsim explain', `no requirement is called "${id}"`, didYouMean(id, same.length > 0 ? same : ids))
}
