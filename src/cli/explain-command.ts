import { Command, Option } from 'commander'
import { explain } from '../plan/explain.js'
import { explainCsv } from '../plan/explain-csv.js'
import { readRef, refuseWithoutDeployment } from '../plan/explain-ref.js'
import { explainText } from '../plan/explain-text.js'
import { json } from '../report/folder.js'
import { appliedRequirements } from '../traffic/applied.js'
import { checkLegs } from '../traffic/check-legs.js'
import { readCatalogue, withCatalogueOption, type CatalogueOption } from './catalogue-option.js'
import { readDeployment } from './deployment-options.js'

interface ExplainOptions extends CatalogueOption {
  deployment?: string
  set?: string[]
  json?: boolean
  csv?: boolean
}

export function explainCommand(): Command {
  const command = new Command('explain')
    .description('One requirement: what its cells say, how they were read, what becomes of it in a deployment.')
    .argument('<requirement>', 'its id, or its reference in sgsim requirements, e.g. 4.15.4.1/SW_opr_cmd/1:2')
    .option('--deployment <file>', 'also says how many a day, which path, which assumptions')
    .option(
      '--set <path=value>',
      'replaces a value of the deployment (repeatable)',
      (value: string, before: string[] = []) => [...before, value],
    )
    .addOption(new Option('--json', 'prints JSON').conflicts('csv'))
    .option('--csv', 'prints one line a thing that is said of it')
  return withCatalogueOption(command)
    .addHelpText('after', '\nExample:\n  $ sgsim explain 4.15.4.1/SW_opr_cmd/1 --deployment scenarios/quickstart.yaml')
    .action(act)
}

function act(text: string, options: ExplainOptions): void {
  const catalogue = readCatalogue(options)
  const ref = readRef(catalogue, text)
  const { deployment: file, set } = options
  if (file === undefined) refuseWithoutDeployment(ref)
  const deployment = file === undefined ? undefined : readDeployment(file, set ? { set } : {}, catalogue)
  if (deployment) checkLegs(deployment, appliedRequirements(deployment).applied)
  const explanation = explain(catalogue, ref.requirement, deployment, ref)
  if (options.json) process.stdout.write(json(explanation))
  else process.stdout.write(options.csv ? explainCsv(explanation) : explainText(explanation))
}
