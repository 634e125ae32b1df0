import { requirementsCsv } from '../plan/requirements-csv.js'
import { filtered, type RequirementsFilter } from '../plan/requirements-filter.js'
import { requirementsJson } from '../plan/requirements-json.js'
import { requirementsTable } from '../plan/requirements-table.js'
import { requirementsText } from '../plan/requirements-text.js'
import { json } from '../report/json.js'
import { appliedRequirements } from '../traffic/applied.js'
import { checkLegs } from '../traffic/check-legs.js'
import type { DeploymentOptions } from './deployment-options.js'
import { readDeployment } from './read-deployment.js'

interface RequirementsOptions extends DeploymentOptions, RequirementsFilter {
  parents?: boolean
  json?: boolean
  csv?: boolean
}

export function act(file: string, options: RequirementsOptions): void {
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
