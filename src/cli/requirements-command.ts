import { Command, Option } from 'commander'
import { requirementsCsv } from '../plan/requirements-csv.js'
import { filtered, type RequirementsFilter } from '../plan/requirements-filter.js'
import { requirementsJson } from '../plan/requirements-json.js'
import { requirementsTable } from '../plan/requirements-table.js'
import { requirementsText } from '../plan/requirements-text.js'
import { json } from '../report/folder.js'
import { appliedRequirements } from '../traffic/applied.js'
import { checkLegs } from '../traffic/check-legs.js'
import { readDeployment, withDeploymentOptions, type DeploymentOptions } from './deployment-options.js'

interface RequirementsOptions extends DeploymentOptions, RequirementsFilter {
  parents?: boolean
  json?: boolean
  csv?: boolean
}

export function requirementsCommand(): Command {
  return withDeploymentOptions(
    new Command('requirements').description(
      'The requirements of a deployment: end to end, and their children, one a leg of the path (SRS 2.2.2.2.1).',
    ),
  )
    .option('--use-case <name>', 'only those of this use case')
    .option('--payload <name>', 'only those of this payload; * stands for any letters')
    .option('--from <actor>', 'only those that this actor sends first')
    .option('--to <actor>', 'only those that this actor receives last')
    .option('--flow <name>', 'only those whose path crosses this data flow')
    .option('--network <name>', 'only those whose path crosses this network')
    .option('--parents', 'leaves out the children')
    .addOption(new Option('--json', 'prints JSON').conflicts('csv'))
    .option('--csv', "prints the columns of the SRS's own table")
    .addHelpText(
      'after',
      '\nAll filters must fit; a requirement that fits comes with all its legs.\n' +
        '\nExample:\n  $ sgsim requirements scenarios/quickstart.yaml --payload "SW_*" \\\n      --flow 1D --csv',
    )
    .action(act)
}

function act(file: string, options: RequirementsOptions): void {
  const deployment = readDeployment(file, options)
  const { applied, leftOut } = appliedRequirements(deployment)
  checkLegs(deployment, applied)
  const table = filtered(requirementsTable(deployment, applied, leftOut), options)
  const parentsOnly = options.parents === true
  if (options.json) process.stdout.write(json(requirementsJson(table, parentsOnly)))
  else process.stdout.write(options.csv ? requirementsCsv(table, parentsOnly) : requirementsText(table, parentsOnly))
  if (table.parents.length === 0) process.stderr.write(`${deployment.file}: no requirement fits ${asked(options)}\n`)
}

/** The filters as they were given. */
function asked({ useCase, payload, from, to, flow, network }: RequirementsOptions): string {
  const given = { 'use-case': useCase, payload, from, to, flow, network }
  const words = Object.entries(given).filter(([, word]) => word !== undefined)
  return words.map(([option, word]) => `--${option} "${word}"`).join(' ')
}
