import { explain } from '../plan/explain.js'
import { explainCsv } from '../plan/explain-csv.js'
import { readRef, refuseWithoutDeployment } from '../plan/explain-ref.js'
import { explainText } from '../plan/explain-text.js'
import { json } from '../report/json.js'
import { appliedRequirements } from '../traffic/applied.js'
import { checkLegs } from '../traffic/check-legs.js'
import type { CatalogueOption } from './catalogue-option.js'
import { readCatalogue } from './read-catalogue.js'
import { readDeployment } from './read-deployment.js'

interface ExplainOptions extends CatalogueOption {
  deployment?: string
  set?: string[]
  json?: boolean
  csv?: boolean
}

export function act(text: string, options: ExplainOptions): void {
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
